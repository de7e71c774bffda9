#pragma once

#include <memory>
#include <string>

#include "emulator/demo_stage/service.h"

namespace demo_stage {

// An HTTP server in front of the service. bind(), then run() on one thread, then stop() from
// another.
class Front {
 public:
  virtual ~Front() = default;
  // False, with errno set, where the address is taken or not ours.
  virtual bool bind(const std::string& host, int port) = 0;
  // Serves until stop(); every connection is closed when it returns.
  virtual void run() = 0;
  virtual void stop() = 0;
};

// cpp-httplib: well-formed HTTP, kept connections.
std::unique_ptr<Front> make_library_front(Service& service);
// Plain sockets: the answers of the script's faults on the wire.
std::unique_ptr<Front> make_socket_front(Service& service);

}  // namespace demo_stage
