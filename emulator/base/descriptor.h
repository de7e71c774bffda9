#pragma once

#include <span>
#include <stop_token>
#include <utility>

#include <poll.h>

#include "emulator/base/clock.h"
#include "emulator/base/result.h"

namespace emulator {

// Owns one file descriptor. All that are made here are close-on-exec.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      close();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }
  ~Descriptor() { close(); }

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void close();

 private:
  int number_ = -1;
};

struct DescriptorPair {
  Descriptor first;   // of a pipe: the end to read from
  Descriptor second;  // of a pipe: the end to write to
};

[[nodiscard]] Result<DescriptorPair> make_pipe();
// `type`: SOCK_STREAM or SOCK_SEQPACKET.
[[nodiscard]] Result<DescriptorPair> make_socket_pair(int type);
void set_nonblocking(int descriptor);

// Becomes readable when stop is requested, so that poll() can wait for that as well. Where the
// system has no descriptors left it never does, and the deadline alone ends the wait.
class WakePipe {
 public:
  explicit WakePipe(const std::stop_token& token);
  int descriptor() const { return pipe_.first.get(); }

 private:
  struct Ring {
    int descriptor;
    void operator()() const noexcept;
  };
  DescriptorPair pipe_;
  std::stop_callback<Ring> callback_;
};

// poll() that goes on after a signal; negative descriptors are ignored. True when one is ready.
bool poll_until(std::span<pollfd> descriptors, SteadyTime deadline);

// What the operating system says about an errno, as a sentence part.
std::string system_message(int error_number);

}  // namespace emulator
