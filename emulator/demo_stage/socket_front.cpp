#include <array>
#include <list>
#include <mutex>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/demo_stage/fronts.h"
#include "emulator/demo_stage/request_reader.h"
#include "emulator/demo_stage/wire_faults.h"

namespace demo_stage {
namespace {

constexpr int kBacklog = 128;

// One accepted connection and the thread that serves it until the peer or the script closes it.
class Connection {
 public:
  Connection(int socket, Service& service) : socket_(socket) {
    const int yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    thread_ = std::jthread([this, &service] {
      serve(service);
      close();
    });
  }
  ~Connection() { hang_up(); }

  bool finished() {
    const std::lock_guard lock(mutex_);
    return socket_ < 0;
  }

 private:
  void serve(Service& service) {
    RequestReader reader(socket_);
    while (const auto request = reader.next()) {
      const Answer answer = service.answer(*request);
      const bool scripted = request->path == "/invocations";
      const bool keep = scripted ? send_scripted(socket_, answer, service.script(), service.stop())
                                 : send_answer(socket_, answer);
      service.answered(*request);
      if (!keep) return;
    }
  }
  void close() {
    const std::lock_guard lock(mutex_);
    ::close(socket_);
    socket_ = -1;
  }
  // Wakes the thread out of recv or send; it then closes.
  void hang_up() {
    const std::lock_guard lock(mutex_);
    if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
  }

  std::mutex mutex_;
  int socket_;  // -1 once closed; written by the thread under the mutex
  std::jthread thread_;
};

class SocketFront final : public Front {
 public:
  explicit SocketFront(Service& service) : service_(service) {
    if (::pipe(wake_.data()) != 0) wake_ = {-1, -1};
  }
  ~SocketFront() override {
    for (const int file : {listener_, wake_[0], wake_[1]}) {
      if (file >= 0) ::close(file);
    }
  }

  bool bind(const std::string& host, int port) override {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) return false;
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    return ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
           ::listen(listener_, kBacklog) == 0;
  }

  void run() override {
    std::list<Connection> connections;
    while (true) {
      std::array<pollfd, 2> files{pollfd{listener_, POLLIN, 0}, pollfd{wake_[0], POLLIN, 0}};
      if (::poll(files.data(), files.size(), -1) < 0) continue;
      if (files[1].revents != 0) return;
      const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      connections.remove_if([](Connection& connection) { return connection.finished(); });
      if (socket >= 0) connections.emplace_back(socket, service_);
    }
  }

  void stop() override {
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(wake_[1], &byte, 1);
  }

 private:
  Service& service_;
  int listener_ = -1;
  std::array<int, 2> wake_{-1, -1};  // a byte in it ends run()
};

}  // namespace

std::unique_ptr<Front> make_socket_front(Service& service) {
  return std::make_unique<SocketFront>(service);
}

}  // namespace demo_stage
