#pragma once

#include "emulator/base/error.h"

namespace app::cli {

// What the shell sees. A promise to users: change it only by adding.
inline constexpr int kWell = 0;
inline constexpr int kAnsweredWithError = 1;  // the pipeline's answer, or errors found by a check
inline constexpr int kBadInput = 2;           // wrong usage or unreadable input
inline constexpr int kLaunchFailed = 3;
inline constexpr int kInterrupted = 128;  // plus the number of the signal: 130, 143

// The exit code that an error of ours stands for.
int exit_code(emulator::ErrorCode code);

}  // namespace app::cli
