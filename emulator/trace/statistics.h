#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "emulator/base/latency_summary.h"
#include "emulator/trace/trace_store.h"

// How long things took, over a range of the trace. Pure.
namespace emulator {

struct StageLatency {
  StageId stage;
  std::string container_hostname;  // the newest it had in the range
  LatencySummary container;        // contract 6.2: time of the hop without our own queueing
  std::size_t failed_hops = 0;     // counted in `container` too
};

// Positions in a view, [first, last); `last` beyond the end means the end.
struct TraceRange {
  std::size_t first = 0;
  std::size_t last = static_cast<std::size_t>(-1);
};

// One row per stage that was reached, in the order in which they were first seen. Hops that the
// user cancelled say nothing about the stage and are left out.
std::vector<StageLatency> stage_latencies(const TraceView& trace, TraceRange range = {});
// Receipt to answer, over the invocations that have an answer.
LatencySummary invocation_latency(const TraceView& trace, TraceRange range = {});

}  // namespace emulator
