#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "app/errands/body_errands.h"
#include "app/errands/errand.h"
#include "app/state/compare_state.h"
#include "app/state/runs_state.h"
#include "app/view_model/diff/invocation_diff.h"

namespace app {

// A body's content in memory or, by `load`, from the disk.
FindContent content_finder(LoadBody load);

// Each compares and puts the outcome where the screen waits for it.
Errand compare_two_messages(const DiffKey& key, ComparedMessage before, ComparedMessage after,
                            LoadBody load);
Errand compare_two_invocations(const KeptComparison& wish, LoadBody load);
using InvocationPair = std::pair<emulator::InvocationPtr, emulator::InvocationPtr>;
Errand compare_runs(std::vector<InvocationPair> pairs, const Tolerance& tolerance, LoadBody load);

// Whose requests are looked through.
struct RunInputs {
  std::shared_ptr<const emulator::TraceView> trace;
  RunScope scope = RunScope::All;
  std::string filter;               // of the invocation list, for RunScope::Listed
  emulator::InvocationId selected;  // for RunScope::Selected
};
// Finds the requests that can be sent again; starts the run, or asks where it would be large.
Errand gather_runs(emulator::Experiment experiment, RunInputs inputs, LoadBody load);

}  // namespace app
