#pragma once

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/text.h"
#include "emulator/serving/response_reader.h"

// A client that says exactly the bytes it is told to.
namespace test_support {

// How a connection went on.
struct Heard {
  int status = 0;  // 0: no whole answer
  emulator::Headers headers;
  std::string body;
  bool reset = false;  // instead of an answer
};

class FrontClient {
 public:
  explicit FrontClient(int port, int family = AF_INET) : FrontClient(Family{family}) {
    connect(port);
  }
  // Connects later.
  static FrontClient unconnected() { return FrontClient(Family{AF_INET}); }
  FrontClient(FrontClient&& other) noexcept
      : family_(other.family_),
        fd_(std::exchange(other.fd_, -1)),
        one_by_one_(other.one_by_one_) {}
  ~FrontClient() { leave(); }

  bool connect(int port) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(static_cast<std::uint16_t>(port));
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = v4.sin_port;
    v6.sin6_addr = in6addr_loopback;
    return family_ == AF_INET6
               ? ::connect(fd_, reinterpret_cast<const sockaddr*>(&v6), sizeof v6) == 0
               : ::connect(fd_, reinterpret_cast<const sockaddr*>(&v4), sizeof v4) == 0;
  }

  // False when the other end has gone before all was said.
  bool say(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // The next whole answer.
  Heard hear() {
    emulator::ResponseReader reader(0);
    while (reader.state() == emulator::ResponseReader::State::Reading) {
      const auto space = reader.space();
      // What was heard too much before; else what comes.
      const auto got = ::recv(fd_, space.data(), one_by_one_ ? 1 : space.size(), 0);
      if (got > 0) {
        reader.received(static_cast<std::size_t>(got));
      } else if (got == 0) {
        reader.ended();
      } else {
        const int error = errno;
        reader.broken(error);
        if (error == ECONNRESET) return {.reset = true};
      }
    }
    if (reader.state() != emulator::ResponseReader::State::Complete) return {};
    const auto response = reader.take_response();
    return {response.status, response.headers, std::string(response.body->in_memory()->view())};
  }
  // Takes no byte more than an answer has, so that the next one can be heard as well.
  void expect_several() { one_by_one_ = true; }

  std::string hear_some() {
    std::array<char, 4096> block;
    const auto got = ::recv(fd_, block.data(), block.size(), 0);
    return got <= 0 ? std::string() : std::string(block.data(), static_cast<std::size_t>(got));
  }
  // Everything until the other end closes.
  std::string hear_all() {
    std::string all;
    for (std::string some = hear_some(); !some.empty(); some = hear_some()) all += some;
    return all;
  }
  Heard ask(std::string_view request) {
    say(request);
    return hear();
  }
  // Waits until the other end has closed, whatever it says before.
  bool is_closed_by_server() {
    hear_all();
    return true;
  }
  void says_no_more() { ::shutdown(fd_, SHUT_WR); }
  void leave() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }
  // Takes as little as the system allows before the other end has to wait.
  void takes_little() {
    const int little = 1;
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
  }
  int fd() const { return fd_; }

 private:
  struct Family {
    int number;
  };
  explicit FrontClient(Family family)
      : family_(family.number), fd_(::socket(family.number, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}

  int family_;
  int fd_;
  bool one_by_one_ = false;
};

inline std::string header(const Heard& heard, std::string_view name) {
  return std::string(heard.headers.get(name).value_or("absent"));
}

}  // namespace test_support
