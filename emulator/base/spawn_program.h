#pragma once

#include <string>
#include <utility>
#include <vector>

#include "emulator/base/result.h"

// Starting another program; private to run_program.
namespace emulator {

// Owns one file descriptor.
class Handle {
 public:
  Handle() = default;
  explicit Handle(int number) : number_(number) {}
  Handle(Handle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Handle() { close(); }

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void close();

 private:
  int number_ = -1;
};

struct Pipe {
  Handle from;
  Handle into;
};

// Both ends are closed on exec.
[[nodiscard]] Result<Pipe> make_pipe();

// A program that was started, and our ends of its pipes.
struct SpawnedProgram {
  struct Pipes {
    Handle input;
    Handle out;
    Handle err;
  };
  int process = -1;  // its number; the caller's to wait for; leads a session and a process group
  Pipes pipes;
};

// What it gets is said at run_program(); the arguments are those of ProgramCall.
[[nodiscard]] Result<SpawnedProgram> spawn_program(const std::string& name,
                                                   const std::vector<std::string>& arguments,
                                                   const std::vector<std::string>& environment);

}  // namespace emulator
