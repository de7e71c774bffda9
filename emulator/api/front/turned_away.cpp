#include "emulator/api/front/turned_away.h"

#include <array>
#include <cerrno>

#include <sys/socket.h>

#include "emulator/api/front/answer_writer.h"
#include "emulator/base/descriptor.h"

namespace emulator {
namespace {

constexpr std::size_t kMostKept = 64;
constexpr Nanoseconds kKept = std::chrono::seconds{1};

SteadyTime now() { return std::chrono::steady_clock::now(); }

// True when the peer closed.
bool drained(const Socket& socket) {
  std::array<char, 4096> thrown_away;
  // Once a turn: one who never stops sending must not hold up the others.
  const auto got = ::recv(socket.fd(), thrown_away.data(), thrown_away.size(), MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

}  // namespace

void TurnedAway::add(Socket socket, const HttpResponse& answer) {
  set_nonblocking(socket.fd());
  AnswerWriter writer(socket.fd());
  if (!writer.send(answer)) return;
  ::shutdown(socket.fd(), SHUT_WR);
  if (entries_.size() == kMostKept) entries_.pop_front();
  entries_.push_back({std::move(socket), now() + kKept});
}

void TurnedAway::watch(std::vector<pollfd>& descriptors) const {
  for (const Entry& entry : entries_) descriptors.push_back({entry.socket.fd(), POLLIN, 0});
}

SteadyTime TurnedAway::next_deadline() const {
  return entries_.empty() ? SteadyTime::max() : entries_.front().until;
}

void TurnedAway::drain() {
  const SteadyTime at = now();
  std::erase_if(entries_,
                [at](const Entry& entry) { return entry.until <= at || drained(entry.socket); });
}

}  // namespace emulator
