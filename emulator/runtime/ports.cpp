#include "emulator/runtime/ports.h"

#include <cerrno>
#include <fstream>
#include <mutex>
#include <random>
#include <set>
#include <string>

#include <netinet/in.h>
#include <sys/socket.h>

#include "emulator/base/descriptor.h"
#include "emulator/runtime/port_claims.h"

namespace emulator {
namespace {

constexpr int kLowest = 20'000;
constexpr int kHighestPort = 65'535;

// Ports from `first` up to, not including, `end`.
struct PortField {
  int first = 0;
  int end = 0;
};

// Outgoing connections take their ports from the system's range, at any time; so ours lie below
// it, or above where there is no room below.
PortField port_field() {
  int low = 32'768;
  int high = 60'999;
  std::ifstream range("/proc/sys/net/ipv4/ip_local_port_range");
  range >> low >> high;
  if (low - kLowest >= kHighestPort - high) return {kLowest, low};
  return {high + 1, kHighestPort + 1};
}

enum class Reuse { No, Yes };

// 0, or the errno that says why no server could bind `port`. Tries the address that includes all
// others, so that a listener on any one of them counts.
int bind_error(int port, Reuse reuse) {
  Descriptor socket(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const bool both = static_cast<bool>(socket);
  if (!both) socket = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return errno;
  const int off = 0;
  const int on = 1;
  if (both) setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  if (reuse == Reuse::Yes) setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(static_cast<std::uint16_t>(port));
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(static_cast<std::uint16_t>(port));
  const auto* const address =
      both ? reinterpret_cast<const sockaddr*>(&v6) : reinterpret_cast<const sockaddr*>(&v4);
  if (bind(socket.get(), address, both ? sizeof v6 : sizeof v4) != 0) return errno;
  return listen(socket.get(), 1) == 0 ? 0 : errno;
}

// A port that the user chose. With SO_REUSEADDR: connections of the last run that linger in
// TIME_WAIT do not stop a server from binding it.
Result<void> check_fixed(int port) {
  const std::string which = std::to_string(port);
  if (port < 1 || port > kHighestPort)
    return fail(ErrorCode::InvalidInput, "There is no port " + which,
                "Set the stage's Port to a number from 1 to 65535, or remove it");
  const int error = bind_error(port, Reuse::Yes);
  if (error == 0) return {};
  if (error == EACCES)
    return fail(ErrorCode::PermissionDenied, "You may not listen on port " + which,
                "Set the stage's Port to a number above 1023, or remove it");
  return fail(ErrorCode::PortInUse, "Another program holds port " + which,
              "Stop that program, or change or remove the stage's Port");
}

// Hands out free ports of the field, round and round, so that ports given out a moment ago and
// not yet bound come last. Those that another hoplens has claimed are not even tried: trying a
// port takes it from its owner for a moment.
class PortCursor {
 public:
  explicit PortCursor(PortField field)
      : field_(field), next_(std::uniform_int_distribution(field.first, field.end - 1)(random_)) {}

  // The first of `count` consecutive free ports.
  Result<int> take(int count, const std::set<int>& reserved) {
    PortBlock run{.first = next_, .count = 0};
    for (int tried = 0; tried < 2 * (field_.end - field_.first); ++tried) {
      if (next_ >= field_.end) {
        claims_.release(run);
        next_ = field_.first;
        run = {.first = next_, .count = 0};
      }
      const int port = next_++;
      if (!reserved.contains(port) && claim_free(port)) {
        if (++run.count < count) continue;
        claims_.keep(run);
        return run.first;
      }
      claims_.release(run);
      run = {.first = next_, .count = 0};
    }
    claims_.release(run);
    return fail(ErrorCode::PortInUse,
                "There are no " + std::to_string(count) + " free ports in a row between " +
                    std::to_string(field_.first) + " and " + std::to_string(field_.end - 1),
                "Stop programs that hold many ports");
  }

 private:
  bool claim_free(int port) {
    if (!claims_.claim({port, 1})) return false;
    if (bind_error(port, Reuse::No) == 0) return true;
    claims_.release({port, 1});
    return false;
  }

  std::random_device random_;
  PortField field_;
  int next_;
  PortClaims claims_;
};

}  // namespace

PortLease container_ports(int slot, int fixed) {
  constexpr int kFirst = 10'000, kSafe = 1'000;
  const int bind = kFirst + slot * (kSafe + 1);
  return {
      .bind_port = fixed != 0 ? fixed : bind, .safe_first = bind + 1, .safe_last = bind + kSafe};
}

Result<std::vector<PortLease>> lease_ports(const std::vector<int>& fixed, int safe_ports) {
  static std::mutex mutex;
  static PortCursor cursor(port_field());
  const std::lock_guard lock(mutex);

  std::set<int> reserved;
  for (std::size_t i = 0; i < fixed.size(); ++i) {
    if (fixed[i] == 0) continue;
    if (auto good = check_fixed(fixed[i]); !good) return fail(good.error());
    if (!reserved.insert(fixed[i]).second)
      return fail(ErrorCode::InvalidInput,
                  "Two stages were given the same port " + std::to_string(fixed[i]),
                  "Change Port of one of them, or remove it");
  }
  std::vector<PortLease> leases;
  for (const int port : fixed) {
    const int wanted = safe_ports + (port == 0 ? 1 : 0);
    const auto first = cursor.take(wanted, reserved);
    if (!first) return fail(first.error());
    for (int i = 0; i < wanted; ++i) reserved.insert(*first + i);
    const int safe_first = port == 0 ? *first + 1 : *first;
    leases.push_back({.bind_port = port == 0 ? *first : port,
                      .safe_first = safe_first,
                      .safe_last = safe_first + safe_ports - 1});
  }
  return leases;
}

}  // namespace emulator
