#include <csignal>

#include "app/cli/cli.h"
#include "emulator/runtime/process_runtime.h"

int main(int argc, char** argv) {
  // Before anything else: this same program serves as the guardian of the stages.
  if (const auto guardian = emulator::run_as_guardian(argc, argv)) return *guardian;
  std::signal(SIGPIPE, SIG_IGN);  // a broken pipe is an error to report, not a sudden end
  return app::run_command_line(argc, argv);
}
