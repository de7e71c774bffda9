#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/view_model/diff/tolerance.h"
#include "app/view_model/run_rows.h"
#include "emulator/engine/snapshot.h"

namespace app {

// Whose requests are sent again.
enum class RunScope { All, Listed, Selected };

enum class RunKind { History, AllOrders, TwoOrders };

// A run that is so large that somebody has to say how much of it is wanted.
struct RunQuestion {
  emulator::Experiment asked;  // all of it, inputs newest first
  std::string most;            // inputs, as typed
};

// What the screen remembers about the history sent again and about orders tried.
struct RunsState {
  RunScope scope = RunScope::All;
  std::optional<RunKind> wanted;  // the panel sends for its inputs
  bool gathering = false;         // they are on their way
  std::optional<RunQuestion> question;
  RunColumn sorted_by = RunColumn::First;
  bool backwards = false;
  std::optional<std::size_t> chosen;  // position in the rows as sorted

  RunSummaries summaries;  // of the pairs that were compared
  Tolerance tolerance;     // they were compared with that
  bool comparing = false;  // an errand does
  struct {
    std::shared_ptr<const emulator::ExperimentView> experiment;
    std::shared_ptr<const emulator::TraceView> trace;
    std::shared_ptr<const emulator::Pipeline> pipeline;
    std::size_t summaries = 0;
    RunColumn sorted_by = RunColumn::First;
    bool backwards = false;
    RunTable table;
  } shown;
};

}  // namespace app
