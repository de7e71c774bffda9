#pragma once

#include <string>

namespace emulator {

// What kind of thing went wrong on our side or in the user's set-up. The command line turns it
// into an exit code, the window into a banner.
enum class ErrorCode {
  InvalidInput,      // a file or an argument that cannot be read or breaks a rule
  NotFound,          // a path, program, stage or request that is not there
  PermissionDenied,  // the system said no
  PortInUse,         // another program holds the port
  LaunchFailed,      // a stage could not be started or did not become ready
  IoFailed,          // reading or writing failed (full disk, read-only folder, broken pipe)
  Cancelled,         // the user interrupted it
  Unsupported,       // understood, but this build or machine cannot do it
};

// A failure of ours as a value: what happened, then what to do. Never used for what a container
// answered (that is an HttpResponse) nor for a broken wire (that is a TransportError).
struct Error {
  ErrorCode code = ErrorCode::InvalidInput;
  std::string what;       // sentence case, no full stop, sensitive data last
  std::string next_step;  // what the user can do; may be empty
  bool operator==(const Error&) const = default;
};

}  // namespace emulator
