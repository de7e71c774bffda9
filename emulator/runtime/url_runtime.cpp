#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "emulator/base/descriptor.h"
#include "emulator/base/text.h"
#include "emulator/runtime/process_runtime.h"
#include "emulator/runtime/url_address.h"

namespace emulator {
namespace {

constexpr std::string_view kScheme = "http://";
constexpr int kHttpPort = 80;

// Both would end a line, or a word of it, in the requests that an address goes into.
bool has_blanks_or_controls(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c <= 0x20 || c == 0x7F; });
}

std::optional<int> port_in(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || port < 1 || port > 65535) return std::nullopt;
  return port;
}

// "host", "host:port", "[v6]", "[v6]:port"
std::optional<StageAddress> authority_in(std::string_view text) {
  StageAddress address{.port = kHttpPort};
  const bool bracketed = text.starts_with('[');
  const std::size_t host_end = bracketed ? text.find(']') : text.find(':');
  if (bracketed && host_end == text.npos) return std::nullopt;
  address.host = bracketed ? text.substr(1, host_end - 1) : text.substr(0, host_end);
  std::string_view rest = host_end == text.npos ? "" : text.substr(host_end + (bracketed ? 1 : 0));
  if (address.host.empty() || address.host.find('@') != address.host.npos ||
      has_blanks_or_controls(address.host))
    return std::nullopt;
  if (rest.empty()) return address;
  if (rest.front() != ':') return std::nullopt;
  const auto port = port_in(rest.substr(1));
  if (!port) return std::nullopt;
  address.port = *port;
  return address;
}

// Already running: there is nothing to start, to read or to stop.
class UrlStage final : public RunningStage {
 public:
  explicit UrlStage(StageAddress address) : address_(std::move(address)) {}
  StageAddress address() const override { return address_; }
  std::string describe() const override { return "url"; }
  std::optional<StageExit> exited() override { return std::nullopt; }
  bool wait_exit(SteadyTime deadline, std::stop_token wake) override {
    const WakePipe pipe(wake);
    std::array<pollfd, 1> link{pollfd{pipe.descriptor(), POLLIN, 0}};
    poll_until(link, deadline);
    return false;
  }
  void stop(Nanoseconds, std::stop_token) override {}

 private:
  StageAddress address_;
};

class UrlRuntime final : public Runtime {
 public:
  Result<std::unique_ptr<RunningStage>> start(const StageLaunchPlan& plan, StageNews,
                                              std::stop_token) override {
    const std::string member = "Local.Stages." + plan.container_name + ".Url";
    if (!plan.launch.url)
      return fail(ErrorCode::InvalidInput, "Stage " + plan.container_name + " has no Url",
                  "Set " + member + " to the address of the running stage, http://host:port");
    auto address = parse_stage_url(*plan.launch.url);
    if (!address) {
      address.error().next_step += "; it stands in " + member;
      return fail(address.error());
    }
    return std::make_unique<UrlStage>(std::move(*address));
  }
};

}  // namespace

Result<StageAddress> parse_stage_url(std::string_view url) {
  const std::string text(trim(url));
  if (equals_ignoring_case(text.substr(0, 8), "https://"))
    return fail(ErrorCode::Unsupported, "A stage cannot be reached through https: " + text,
                "Use http://; containers of a pipeline speak plain HTTP");
  if (!equals_ignoring_case(text.substr(0, kScheme.size()), kScheme))
    return fail(ErrorCode::InvalidInput, "Not an address of a stage: " + text,
                "Write http://host:port");
  const std::string_view rest = std::string_view(text).substr(kScheme.size());
  const std::size_t path_start = rest.find('/');
  auto address = authority_in(rest.substr(0, path_start));
  std::string_view path = path_start == rest.npos ? "" : rest.substr(path_start);
  if (!address || path.find_first_of("?#") != path.npos || has_blanks_or_controls(path))
    return fail(ErrorCode::InvalidInput, "Not an address of a stage: " + text,
                "Write http://host:port, with a port from 1 to 65535 and no ? or #");
  while (path.ends_with('/')) path.remove_suffix(1);
  address->base_path = path;
  return *address;
}

std::shared_ptr<Runtime> make_url_runtime() { return std::make_shared<UrlRuntime>(); }

}  // namespace emulator
