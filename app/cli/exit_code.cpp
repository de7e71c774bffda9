#include "app/cli/exit_code.h"

#include <csignal>

namespace app::cli {

int exit_code(emulator::ErrorCode code) {
  switch (code) {
    case emulator::ErrorCode::LaunchFailed:
    case emulator::ErrorCode::PortInUse:
      return kLaunchFailed;
    case emulator::ErrorCode::Cancelled:
      return kInterrupted + SIGINT;
    default:
      return kBadInput;
  }
}

}  // namespace app::cli
