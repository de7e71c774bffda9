#pragma once

#include <string_view>

namespace demo_stage {

// Writes one line to standard output at once, whole even when threads write together.
void log_line(std::string_view line);

// Ends the program as a crash does: nothing is answered, flushed or cleaned up. The reason goes
// to standard error.
[[noreturn]] void crash(std::string_view reason, int exit_code);

}  // namespace demo_stage
