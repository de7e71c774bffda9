#pragma once

#include <vector>

#include "emulator/engine/invoker.h"
#include "emulator/trace/trace_store.h"

namespace emulator {

// Invocations that were read from files, among those that run here. One thread, the engine's.
class RecordedInvocations {
 public:
  RecordedInvocations(Invoker& invoker, TraceStore& trace) : invoker_(invoker), trace_(trace) {}

  // In place of all that is recorded, under the ids that they have. What runs at this moment is
  // forgotten, as its ids may be theirs.
  void replace(std::vector<InvocationPtr> invocations);
  // Beside what is recorded, under new ids; which of them was made of which stays true.
  void add(std::vector<InvocationPtr> invocations);

  // News of an invocation that was forgotten.
  bool are_in_place_of(const InvocationEvent& event) const;

 private:
  Invoker& invoker_;
  TraceStore& trace_;
  InvocationId forgotten_;  // and all before it
};

}  // namespace emulator
