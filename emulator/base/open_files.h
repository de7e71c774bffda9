#pragma once

namespace emulator {

// Lets this process have as many files and sockets open as the system allows it: each connection of
// a server needs one, and one more for each container behind it. Programs that are started later
// inherit the limit, so those that might mind are started before.
void raise_open_file_limit();

}  // namespace emulator
