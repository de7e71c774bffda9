#include "emulator/api/front/listener.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace emulator {
namespace {

// As many as the system allows; it cuts the number down itself (net.core.somaxconn).
constexpr int kBacklog = 4096;
// A port that is free on the first address may be taken on the second.
constexpr int kMostTries = 16;

bool is_loopback(const addrinfo& address) {
  if (address.ai_family == AF_INET6)
    return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6*>(address.ai_addr)->sin6_addr);
  const auto* v4 = reinterpret_cast<const sockaddr_in*>(address.ai_addr);
  return ntohl(v4->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
}

bool is_any(const addrinfo& address) {
  if (address.ai_family == AF_INET6)
    return IN6_IS_ADDR_UNSPECIFIED(
        &reinterpret_cast<const sockaddr_in6*>(address.ai_addr)->sin6_addr);
  return reinterpret_cast<const sockaddr_in*>(address.ai_addr)->sin_addr.s_addr == INADDR_ANY;
}

// Where the port stands in an address of either family.
in_port_t& port_in(sockaddr& address) {
  return address.sa_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(address).sin6_port
                                       : reinterpret_cast<sockaddr_in&>(address).sin_port;
}

int port_of(const Socket& socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  auto& generic = reinterpret_cast<sockaddr&>(address);
  if (::getsockname(socket.fd(), &generic, &size) != 0) return 0;
  return ntohs(port_in(generic));
}

// 0, or the errno that says why nobody can listen there.
int listen_at(const addrinfo& address, int port, Socket& socket) {
  socket = Socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.is_open()) return errno;
  const int on = 1;
  setsockopt(socket.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (address.ai_family == AF_INET6)
    setsockopt(socket.fd(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  port_in(*address.ai_addr) = htons(static_cast<in_port_t>(port));
  if (::bind(socket.fd(), address.ai_addr, address.ai_addrlen) != 0) return errno;
  return ::listen(socket.fd(), kBacklog) == 0 ? 0 : errno;
}

// Listens on all addresses that this machine has: 0, or the errno of the one that failed.
int listen_at_all(const addrinfo* addresses, int port, Listener& listener) {
  listener = {};
  int error = EADDRNOTAVAIL;
  for (const addrinfo* address = addresses; address != nullptr; address = address->ai_next) {
    Socket socket;
    error = listen_at(*address, listener.port != 0 ? listener.port : port, socket);
    // A machine without IPv6 still knows ::1 by name.
    if (error == EADDRNOTAVAIL || error == EAFNOSUPPORT) continue;
    if (error != 0) return error;
    listener.port = port_of(socket);
    listener.beyond_loopback |= !is_loopback(*address);
    listener.any_address |= is_any(*address);
    listener.sockets.push_back(std::move(socket));
  }
  return listener.sockets.empty() ? error : 0;
}

tl::unexpected<Error> explain(int error, const std::string& host, int port) {
  const std::string where = authority(host, port);
  if (error == EADDRINUSE)
    return fail(ErrorCode::PortInUse, "Another program listens on " + where,
                "End it, or choose another port; 0 takes any free one");
  if (error == EACCES || error == EPERM)
    return fail(ErrorCode::PermissionDenied, "The system does not let us listen on " + where,
                "Choose a port above 1023");
  if (error == EADDRNOTAVAIL || error == EAFNOSUPPORT)
    return fail(ErrorCode::NotFound, host + " is no address of this machine",
                "Listen on 127.0.0.1, on 0.0.0.0 for all addresses, or on one of this machine's");
  return fail(ErrorCode::IoFailed, "Cannot listen on " + where + ": " + system_words(error));
}

}  // namespace

Result<Listener> listen_on(const std::string& host, int port) {
  std::string problem;
  const AddressList addresses = look_up(host, port, AI_PASSIVE, problem);
  if (!addresses)
    return fail(ErrorCode::NotFound,
                "The host name " + host + " cannot be resolved (" + problem + ")",
                "Name this machine or one of its addresses, 127.0.0.1 for instance");
  Listener listener;
  int error = listen_at_all(addresses.get(), port, listener);
  for (int tries = 1; port == 0 && error == EADDRINUSE && tries < kMostTries; ++tries)
    error = listen_at_all(addresses.get(), port, listener);
  if (error != 0) return explain(error, host, port);
  return listener;
}

std::string peer_of(const sockaddr_storage& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    return authority(text.data(), ntohs(v6.sin6_port));
  }
  const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
  ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
  return authority(text.data(), ntohs(v4.sin_port));
}

}  // namespace emulator
