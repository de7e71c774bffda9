#pragma once

#include <string>
#include <vector>

#include "emulator/base/descriptor.h"
#include "emulator/base/result.h"

// Starting another program; private to run_program.
namespace emulator {

struct ProgramPipe {
  Descriptor from;
  Descriptor into;
};

// Both ends are closed on exec and none is one of the three standard ones.
[[nodiscard]] Result<ProgramPipe> make_program_pipe();

// A program that was started, and our ends of its pipes.
struct SpawnedProgram {
  struct Pipes {
    Descriptor input;
    Descriptor out;
    Descriptor err;
  };
  int process = -1;  // its number; the caller's to wait for; leads a session and a process group
  Pipes pipes;
};

// What it gets is said at run_program(); the arguments are those of ProgramCall.
[[nodiscard]] Result<SpawnedProgram> spawn_program(const std::string& name,
                                                   const std::vector<std::string>& arguments,
                                                   const std::vector<std::string>& environment);

}  // namespace emulator
