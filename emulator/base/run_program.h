#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"

namespace emulator {

// A program to run to its end.
struct ProgramCall {
  std::string program;                      // looked for on PATH, unless it holds a '/'
  std::vector<std::string> arguments;       // without the program's own name
  std::vector<std::string> environment;     // NAME=value, over those that this process has
  std::string input;                        // what it reads on stdin
  std::chrono::milliseconds time_limit{0};  // 0: none
  // How much of each output is kept: the beginning of stdout, the end of stderr.
  std::size_t kept_bytes = 1'000'000;
  // Where set, gets each line as it comes, without its end, on the caller's thread. Long
  // lines come in pieces, as LineSplitter cuts them.
  std::function<void(bool is_stderr, std::string_view line)> line;
};

struct ProgramRun {
  int exit_code = 0;
  int signal = 0;          // that ended it; 0: it ended by itself
  bool timed_out = false;  // the time limit ended it
  std::string out;
  std::string err;
  bool well() const { return exit_code == 0 && signal == 0 && !timed_out; }
};

// Runs it and returns when it has ended. It gets a session of its own, so it cannot ask for
// anything on the terminal, default signals, and no descriptor but its stdin, stdout and stderr.
// What it leaves running in the background is not waited for. When `cancel` is requested or its
// time is up, it and its process group are ended: SIGTERM, half a second later SIGKILL.
// May be called from any thread. Errors: NotFound (no such program), PermissionDenied and
// InvalidInput (it cannot be executed), IoFailed (the system is out of something), Cancelled.
// No error's text holds arguments, environment, input or output.
[[nodiscard]] Result<ProgramRun> run_program(const ProgramCall& call, std::stop_token cancel = {});

// The file that `name` stands for on this process's PATH; none where there is no such program.
std::optional<std::filesystem::path> find_program(std::string_view name);

}  // namespace emulator
