#pragma once

#include <string>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/serving/socket.h"

namespace emulator {

// Sockets that listen on all addresses of one name, on the same port.
struct Listener {
  std::vector<Socket> sockets;  // they do not block
  int port = 0;
  bool beyond_loopback = false;  // one of them can be reached by others in the network
  bool any_address = false;      // 0.0.0.0 or ::
};

// `port` 0: one that is free on all of them. Errors: PortInUse, PermissionDenied, NotFound (the
// name means nothing, or no address of this machine).
Result<Listener> listen_on(const std::string& host, int port);

// "127.0.0.1:51002": the other end of an accepted connection.
std::string peer_of(const sockaddr_storage& address);

}  // namespace emulator
