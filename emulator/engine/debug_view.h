#pragma once

#include <map>
#include <memory>
#include <vector>

#include "emulator/model/breakpoint.h"
#include "emulator/model/experiment.h"
#include "emulator/model/stand_in.h"

namespace emulator {

// What is being tried with the open pipeline. Immutable; part of the snapshot.
struct DebugView {
  std::vector<Breakpoint> breakpoints;
  std::vector<HeldHop> held;                         // the one held longest first
  std::map<StageId, RehearsalPtr> rehearsals;        // of stages that are mocked or faulted
  std::shared_ptr<const ExperimentView> experiment;  // the last one; null: none

  const HeldHop* held_at(InvocationId invocation) const {
    for (const HeldHop& hop : held)
      if (hop.invocation == invocation) return &hop;
    return nullptr;
  }
  const Rehearsal* rehearsal_of(StageId stage) const {
    const auto found = rehearsals.find(stage);
    return found == rehearsals.end() ? nullptr : found->second.get();
  }
};

}  // namespace emulator
