#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

// A server that says exactly the bytes it is told to, and remembers what it was sent.
namespace test_support {

// One thing a raw server does on a connection. Receives return false when the client has gone.
class RawConnection {
 public:
  explicit RawConnection(int fd) : fd_(fd) {}

  // Reads one more request: head, and as many bytes as its Content-Length says.
  bool receive_request() {
    const std::size_t begin = heard_;
    std::size_t head_end = std::string::npos;
    while ((head_end = received.find("\r\n\r\n", begin)) == std::string::npos)
      if (!receive()) return false;
    const std::size_t at = received.find("Content-Length: ", begin);
    const std::size_t length = at < head_end ? std::stoul(received.substr(at + 16)) : 0;
    while (received.size() < head_end + 4 + length)
      if (!receive()) return false;
    heard_ = head_end + 4 + length;
    return true;
  }
  bool receive() {
    std::array<char, 65536> block;
    const auto got = ::recv(fd_, block.data(), block.size(), 0);
    if (got <= 0) return false;
    received.append(block.data(), static_cast<std::size_t>(got));
    return true;
  }
  void receive_until_closed() {
    while (receive()) {
    }
  }
  void say(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // The next bytes arrive in a packet of their own.
  void pause(std::chrono::milliseconds time = std::chrono::milliseconds{2}) {
    pollfd gone{fd_, POLLRDHUP, 0};
    ::poll(&gone, 1, static_cast<int>(time.count()));
  }
  // Closing sends RST instead of FIN.
  void reset_on_close() {
    const linger now{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  }

  std::string received;

 private:
  int fd_;
  std::size_t heard_ = 0;
};

using Script = std::function<void(RawConnection&)>;

// Plays one script per connection, in the order of connections, then stops listening.
class RawServer {
 public:
  explicit RawServer(std::vector<Script> scripts) : scripts_(std::move(scripts)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 8) != 0)
      throw std::runtime_error("cannot listen on loopback");
    ::getsockname(listener_, generic, &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this] { play(); });
  }
  ~RawServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  int port() const { return port_; }

  // What connection `i` was sent, once its script is over.
  std::string received(std::size_t i) {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [&] { return received_.size() > i || over_; });
    return i < received_.size() ? received_[i] : "no such connection";
  }

  static sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

 private:
  void play() {
    for (const Script& script : scripts_) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) break;
      RawConnection connection(fd);
      script(connection);
      ::close(fd);
      const std::lock_guard lock(mutex_);
      received_.push_back(std::move(connection.received));
      ended_.notify_all();
    }
    const std::lock_guard lock(mutex_);
    over_ = true;
    ended_.notify_all();
  }

  std::vector<Script> scripts_;
  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::vector<std::string> received_;
  bool over_ = false;
  std::jthread thread_;
};

// Hears one request, says `answer` and closes.
inline Script answers(std::string answer) {
  return [answer = std::move(answer)](RawConnection& connection) {
    connection.receive_request();
    connection.say(answer);
  };
}

// The same for several requests on one connection, kept open until the client leaves.
inline Script keeps_answering(std::vector<std::string> all) {
  return [all = std::move(all)](RawConnection& connection) {
    for (const std::string& answer : all) {
      if (!connection.receive_request()) return;
      connection.say(answer);
    }
    connection.receive_until_closed();
  };
}

}  // namespace test_support
