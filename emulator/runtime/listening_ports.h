#pragma once

#include <sys/types.h>

// Linux only: who listens on a TCP port.
namespace emulator {

// True when `ancestor` or a process below it listens on `port`, in its own network namespace.
bool family_listens_on(pid_t ancestor, int port);
// False where this user may not see what `process` has open: family_listens_on says false then.
bool may_look_into(pid_t process);

}  // namespace emulator
