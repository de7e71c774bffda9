#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "emulator/model/ids.h"

// Runs of many invocations for one question.
namespace emulator {

// Which recorded inputs through which orders of the open pipeline's stages.
struct Experiment {
  std::string title;                         // "History again", "All orders"
  std::vector<InvocationId> inputs;          // recorded; their requests are sent again
  std::vector<std::vector<StageId>> orders;  // empty: the pipeline's own order
};

struct ExperimentRun {
  std::size_t order = 0;  // position in Experiment::orders
  InvocationId input;
  InvocationId invocation;  // none: not begun
  bool finished = false;
  std::string problem;  // why it could not be run; "": nothing
};

// How an experiment does.
struct ExperimentView {
  std::uint64_t number = 0;  // 1, 2, 3…
  Experiment asked;
  std::vector<ExperimentRun> runs;  // inputs of the first order, then of the next
  bool finished = false;            // all are, or it was cancelled
  bool cancelled = false;
};

}  // namespace emulator
