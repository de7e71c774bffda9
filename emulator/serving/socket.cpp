#include "emulator/serving/socket.h"

#include <cctype>
#include <cerrno>
#include <climits>
#include <system_error>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/text.h"

namespace emulator {
namespace {

// An errno of one attempt; 0 is success.
constexpr int kConnected = 0;

// Below this, waiting by poll() is exact and one more call does not matter.
constexpr Nanoseconds kShortestReceiveTimeout = std::chrono::seconds{1};

tl::unexpected<TransportError> connect_failure(TransportErrorKind kind, std::string message) {
  return tl::unexpected(TransportError{kind, std::move(message), nullptr});
}

// Connects to one address: 0, or the errno that tells why not (ETIMEDOUT: the deadline passed).
int attempt(const Socket& socket, const addrinfo& address, SteadyTime deadline) {
  if (::connect(socket.fd(), address.ai_addr, address.ai_addrlen) == 0) return kConnected;
  if (errno != EINPROGRESS && errno != EINTR) return errno;
  if (wait_ready(socket.fd(), POLLOUT, deadline) == 0) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
  return error;
}

Socket open_socket(const addrinfo& address) {
  const int type = address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC;
  Socket socket(::socket(address.ai_family, type, address.ai_protocol));
  const int on = 1;
  // Without it Nagle's algorithm and delayed acknowledgements cost 40 ms a hop.
  if (socket.is_open()) setsockopt(socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

TransportError explain(int error, const std::string& where, Nanoseconds allowed) {
  if (error == ETIMEDOUT)
    return {TransportErrorKind::Timeout,
            "No connection to " + where + " within " + limit_words(allowed), nullptr};
  if (error == ECONNREFUSED)
    return {TransportErrorKind::Connect,
            "Nothing listens on " + where + " (" + system_words(error) + ")", nullptr};
  return {TransportErrorKind::Connect,
          "No connection to " + where + " (" + system_words(error) + ")", nullptr};
}

}  // namespace

Socket::~Socket() {
  if (fd_ >= 0) ::close(fd_);
}

bool Socket::blocks_within(SteadyTime deadline, SteadyTime now) {
  const bool endless = deadline == SteadyTime::max();
  if (endless && receive_timeout_ == Nanoseconds::zero()) return true;
  const Nanoseconds left = endless ? Nanoseconds::zero() : deadline - now;
  if (!endless) {
    if (left < kShortestReceiveTimeout) return false;
    const bool none = receive_timeout_ == Nanoseconds::zero();
    if (!none && receive_timeout_ <= left && receive_timeout_ >= left / 4) return true;
  }
  const Nanoseconds timeout = left / 4 * 3;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(timeout);
  const auto rest = std::chrono::floor<std::chrono::microseconds>(timeout - seconds);
  const timeval value{seconds.count(), rest.count()};
  if (::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &value, sizeof value) != 0) return false;
  receive_timeout_ = timeout;
  return true;
}

void ShutDownOnStop::ShutDown::operator()() const noexcept { ::shutdown(fd, SHUT_RDWR); }

std::string authority(const std::string& host, int port) {
  const bool bare_ipv6 = host.find(':') != std::string::npos && host.front() != '[';
  return (bare_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string limit_words(Nanoseconds limit) {
  const auto rounded = std::chrono::round<std::chrono::milliseconds>(limit);
  if (rounded.count() % 1000 == 0) return std::to_string(rounded.count() / 1000) + " s";
  return format_duration(rounded);
}

std::string system_words(int error_number) {
  std::string words = std::generic_category().message(error_number);
  if (!words.empty())
    words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  return words;
}

short wait_ready(int fd, short events, SteadyTime deadline) {
  pollfd entry{fd, events, 0};
  while (true) {
    int timeout = -1;
    if (deadline != SteadyTime::max()) {
      const auto left = deadline - std::chrono::steady_clock::now();
      if (left <= Nanoseconds::zero()) timeout = 0;
      // Rounded up: waking a moment early would only mean to wait once more.
      else
        timeout = static_cast<int>(std::min<std::int64_t>(
            std::chrono::ceil<std::chrono::milliseconds>(left).count(), INT_MAX));
    }
    const int ready = ::poll(&entry, 1, timeout);
    if (ready > 0) return entry.revents;
    if (ready == 0 && timeout < INT_MAX) return 0;
    if (ready < 0 && errno != EINTR) return POLLERR;
  }
}

AddressList look_up(const std::string& host, int port, int flags, std::string& problem) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | flags;
  addrinfo* found = nullptr;
  const int result = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (result != 0) problem = gai_strerror(result);
  return {found, &freeaddrinfo};
}

tl::expected<Socket, TransportError> connect_tcp(const std::string& host, int port,
                                                 SteadyTime deadline, const std::stop_token& stop) {
  const auto begin = std::chrono::steady_clock::now();
  const std::string where = authority(host, port);
  std::string problem;
  const AddressList addresses = look_up(host, port, 0, problem);
  if (!addresses)
    return connect_failure(TransportErrorKind::Connect,
                           "The host name " + host + " cannot be resolved (" + problem + ")");
  int error = EADDRNOTAVAIL;
  for (const addrinfo* address = addresses.get(); address; address = address->ai_next) {
    Socket socket = open_socket(*address);
    if (!socket.is_open()) {
      error = errno;
      continue;
    }
    {
      const ShutDownOnStop guard(stop, socket.fd());
      error = attempt(socket, *address, deadline);
    }
    if (stop.stop_requested()) return connect_failure(TransportErrorKind::Cancelled, "Cancelled");
    if (error == kConnected) {
      ::fcntl(socket.fd(), F_SETFL, 0);  // only connecting must not block
      return socket;
    }
    if (error == ETIMEDOUT) break;
  }
  return tl::unexpected(explain(error, where, deadline - begin));
}

bool is_quiet(const Socket& socket) {
  char byte = 0;
  const auto got = ::recv(socket.fd(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace emulator
