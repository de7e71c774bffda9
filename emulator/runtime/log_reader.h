#pragma once

#include <thread>

#include "emulator/base/descriptor.h"
#include "emulator/runtime/runtime.h"

namespace emulator {

// How much of a stage's output is handed on in one second; the rest is counted and left out, so
// that a flood neither stops the stage nor fills the memory.
struct LogBudget {
  std::size_t lines = 20'000;
  std::size_t bytes = 8u << 20;
};

// Reads a stage's stdout and stderr on a thread of its own and hands the lines on in batches.
class LogReader {
 public:
  struct Source {
    StageId stage;
    Descriptor out;
    Descriptor err;
  };
  LogReader(Source source, LogSink sink, LogBudget budget = {});
  ~LogReader();

  // Reads what is still in the pipes, hands it on and ends. No line comes afterwards.
  void finish();

 private:
  std::jthread thread_;
};

}  // namespace emulator
