#pragma once

#include <memory>
#include <optional>

#include "emulator/runtime/runtime.h"

namespace emulator {

// The guardian: one small single-threaded process of this same executable, parent and subreaper
// of every process stage. When its pipe to us closes, for whatever reason, it kills them all.
//
// Must stand first in main(): when this process was started as the guardian it does that job
// and returns the exit code; otherwise nullopt.
std::optional<int> run_as_guardian(int argc, char** argv);

class Guardian;  // the connection to it; thread-safe

// Starts the guardian by running this executable again.
[[nodiscard]] Result<std::shared_ptr<Guardian>> start_guardian();

// Runtime "process": any command as a stage, with the environment of interfaces.md section 2.
std::shared_ptr<Runtime> make_process_runtime(std::shared_ptr<Guardian> guardian);

// Runtime "url": already running, not launched and not stopped.
std::shared_ptr<Runtime> make_url_runtime();

}  // namespace emulator
