#include "emulator/demo_stage/log.h"

#include <cstdlib>
#include <string>

#include <unistd.h>

namespace demo_stage {
namespace {

// One write per line: pipes keep writes of up to 4096 bytes in one piece. A reader that is gone
// is no reason to stop serving.
void write_line(int file, std::string_view line) {
  std::string text(line);
  text += '\n';
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t written = ::write(file, rest.data(), rest.size());
    if (written <= 0) return;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

void log_line(std::string_view line) { write_line(STDOUT_FILENO, line); }

void crash(std::string_view reason, int exit_code) {
  write_line(STDERR_FILENO, reason);
  std::_Exit(exit_code);
}

}  // namespace demo_stage
