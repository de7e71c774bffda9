#include "emulator/base/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <system_error>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace emulator {
namespace {

DescriptorPair pair_of(const std::array<int, 2>& ends) {
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

tl::unexpected<Error> out_of_descriptors(int error_number) {
  return fail(ErrorCode::IoFailed, "No more files can be opened: " + system_message(error_number),
              "Close other programs, or raise the limit on open files (ulimit -n)");
}

}  // namespace

void Descriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

Result<DescriptorPair> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return out_of_descriptors(errno);
  return pair_of(ends);
}

Result<DescriptorPair> make_socket_pair(int type) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return out_of_descriptors(errno);
  return pair_of(ends);
}

void set_nonblocking(int descriptor) {
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

WakePipe::WakePipe(const std::stop_token& token)
    : pipe_(token.stop_possible() ? make_pipe().value_or(DescriptorPair{}) : DescriptorPair{}),
      callback_(token, Ring{pipe_.second.get()}) {}

void WakePipe::Ring::operator()() const noexcept {
  const char byte = 1;
  // Nothing can be done about a failure here, and the pipe is empty, so there is none.
  if (descriptor >= 0 && write(descriptor, &byte, 1) < 0) return;
}

bool poll_until(std::span<pollfd> descriptors, SteadyTime deadline) {
  for (;;) {
    const auto left = std::max(Nanoseconds{0}, Nanoseconds{deadline - SystemClock{}.now()});
    const auto seconds =
        std::min(std::chrono::floor<std::chrono::seconds>(left), std::chrono::seconds{3600});
    const timespec timeout{.tv_sec = seconds.count(),
                           .tv_nsec = (left % std::chrono::seconds{1}).count()};
    const int ready = ppoll(descriptors.data(), descriptors.size(), &timeout, nullptr);
    if (ready > 0) return true;
    if (ready == 0 && SystemClock{}.now() >= deadline) return false;
    if (ready < 0 && errno != EINTR) return false;
  }
}

std::string system_message(int error_number) {
  return std::generic_category().message(error_number);
}

}  // namespace emulator
