#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <utility>

#include <netdb.h>
#include <tl/expected.hpp>

#include "emulator/base/clock.h"
#include "emulator/model/hop.h"

namespace emulator {

// Owns the descriptor of one socket and closes it.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), receive_timeout_(other.receive_timeout_) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(receive_timeout_, other.receive_timeout_);
    return *this;
  }
  ~Socket();

  int fd() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }

  // True where a blocking recv() returns before `deadline` by itself, so that waiting needs no
  // call of its own. The socket's time-out is chosen shorter than what is left, and again only
  // when it no longer fits: never for requests that all have the same time.
  bool blocks_within(SteadyTime deadline, SteadyTime now);

 private:
  int fd_ = -1;
  Nanoseconds receive_timeout_{0};  // SO_RCVTIMEO; 0: none
};

// While it lives, a stop request shuts the socket down, so that every wait on it ends at once.
// Must be destroyed before the socket is.
class ShutDownOnStop {
 public:
  ShutDownOnStop(const std::stop_token& stop, int fd) : callback_(stop, ShutDown{fd}) {}

 private:
  struct ShutDown {
    int fd;
    void operator()() const noexcept;
  };
  std::stop_callback<ShutDown> callback_;
};

// "127.0.0.1:41001", "[::1]:41001"
std::string authority(const std::string& host, int port);

// "60 s", "1.50 s", "20.0 ms": a time-out as people write it.
std::string limit_words(Nanoseconds limit);

// "connection refused": the system's word for an errno, lower case.
std::string system_words(int error_number);

// Waits until one of `events` (POLLIN, POLLOUT) or an error is there and returns what is; 0 when
// `deadline` passes first.
short wait_ready(int fd, short events, SteadyTime deadline);

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

// The addresses of a name, for streams; AI_PASSIVE in `flags` where they are to be listened on.
// Null when the name means nothing, and `problem` says why. Cannot be interrupted; literals need no
// look-up.
AddressList look_up(const std::string& host, int port, int flags, std::string& problem);

// Connects without delay (TCP_NODELAY), trying every address of the name in turn. The socket
// blocks. Looking a name up cannot be interrupted; addresses need no look-up.
tl::expected<Socket, TransportError> connect_tcp(const std::string& host, int port,
                                                 SteadyTime deadline, const std::stop_token& stop);

// True while the peer neither closed the connection nor sent anything.
bool is_quiet(const Socket& socket);

}  // namespace emulator
