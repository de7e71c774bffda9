#pragma once

#include <csignal>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "emulator/base/descriptor.h"
#include "tests/support/recorder.h"

namespace emulator::test {

// Watches one process from now on, whoever's child it is, without mistaking another for it.
class Watched {
 public:
  explicit Watched(pid_t process)
      : handle_(static_cast<int>(syscall(SYS_pidfd_open, process, 0))) {}

  bool exists() const { return static_cast<bool>(handle_); }  // it did, when watching began
  bool ended_by(SteadyTime deadline) const {
    if (!exists()) return false;
    pollfd link{handle_.get(), POLLIN, 0};
    return poll_until({&link, 1}, deadline);
  }
  bool ends_soon() const { return ended_by(SystemClock{}.now() + kSoon); }
  bool runs() const { return exists() && !ended_by(SteadyTime{}); }

 private:
  Descriptor handle_;
};

}  // namespace emulator::test
