#pragma once

#include <sys/types.h>

// Linux only: who listens on a TCP port.
namespace emulator {

// True when `ancestor` or a process below it listens on `port`.
bool family_listens_on(pid_t ancestor, int port);

}  // namespace emulator
