#include "tests/bench/bare_stage.h"

#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bare_http.h"

namespace bench {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void no_delay(int fd) {
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// One connection of a stage: every body goes back as it came, from memory that is used again.
void serve(int fd) {
  no_delay(fd);
  Head head;
  std::vector<char> body;
  std::array<char, 128> answer;
  while (receive_head(fd, head)) {
    body.resize(head.body_size);
    const std::string_view here = head.body_part();
    std::copy(here.begin(), here.end(), body.begin());
    if (!receive_exactly(fd, body.data() + here.size(), body.size() - here.size())) break;
    const int size = std::snprintf(
        answer.data(), answer.size(),
        "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: %zu\r\n\r\n", body.size());
    if (!send_both(fd, {answer.data(), static_cast<std::size_t>(size)}, {body.data(), body.size()}))
      break;
  }
  ::close(fd);
}

[[noreturn]] void accept_for_ever(int listener) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::vector<std::jthread> connections;
  while (true) {
    const int fd = ::accept(listener, nullptr, nullptr);
    if (fd >= 0) connections.emplace_back(serve, fd);
  }
}

}  // namespace

BareStage::BareStage() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener, generic, size) != 0 || ::listen(listener, SOMAXCONN) != 0)
    throw std::runtime_error("cannot listen on loopback");
  ::getsockname(listener, generic, &size);
  port_ = ntohs(address.sin_port);
  process_ = ::fork();
  if (process_ == 0) accept_for_ever(listener);
  ::close(listener);
}

BareStage::~BareStage() {
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

int try_connect_bare(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(port);
  no_delay(fd);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  return -1;
}

int connect_bare(int port) {
  const int fd = try_connect_bare(port);
  if (fd < 0) throw std::runtime_error("cannot connect to a stage");
  return fd;
}

}  // namespace bench
