#pragma once

#include <sys/types.h>

// Stages for the benchmark: bare blocking sockets, one child process each.
namespace bench {

// A child process that answers every POST with its own body. Killed by the destructor.
class BareStage {
 public:
  BareStage();  // forks; call before the first thread is made
  ~BareStage();
  BareStage(const BareStage&) = delete;
  BareStage& operator=(const BareStage&) = delete;
  int port() const { return port_; }

 private:
  int port_ = 0;
  pid_t process_ = -1;
};

// A blocking socket on loopback with TCP_NODELAY, connected to `port`.
int connect_bare(int port);
// The same, or -1 where nothing listens.
int try_connect_bare(int port);

}  // namespace bench
