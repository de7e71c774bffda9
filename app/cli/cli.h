#pragma once

namespace app {

// The whole command line: parses, runs the subcommand, returns the exit code of interfaces
// (0 well, 1 pipeline or findings, 2 usage or input, 3 launch, 130/143 interrupted).
int run_command_line(int argc, char** argv);

}  // namespace app
