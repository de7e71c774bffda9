#include <csignal>

#include <fcntl.h>
#include <unistd.h>

#include "app/cli/cli.h"
#include "emulator/runtime/process_runtime.h"

namespace {

// A standard stream that came closed is opened the wrong way round: using it fails, and nothing
// else is given its number.
void fill_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(stream, F_GETFD) < 0) open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace

int main(int argc, char** argv) {
  fill_closed_streams();
  // Before anything else: this same program serves as the guardian of the stages.
  if (const auto guardian = emulator::run_as_guardian(argc, argv)) return *guardian;
  std::signal(SIGPIPE, SIG_IGN);  // a broken pipe is an error to report, not a sudden end
  return app::run_command_line(argc, argv);
}
