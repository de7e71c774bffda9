#include "emulator/trace/statistics.h"

#include <algorithm>
#include <unordered_map>

namespace emulator {
namespace {

struct StageSamples {
  StageLatency row;
  std::vector<Nanoseconds> times;
};

bool cancelled(const Hop& hop) {
  return hop.error() != nullptr && hop.error()->kind == TransportErrorKind::Cancelled;
}

template <typename Visit>
void for_each_in(const TraceView& trace, TraceRange range, Visit visit) {
  const std::size_t last = std::min(range.last, trace.size());
  for (std::size_t i = range.first; i < last; ++i) visit(*trace[i]);
}

}  // namespace

std::vector<StageLatency> stage_latencies(const TraceView& trace, TraceRange range) {
  std::vector<StageSamples> stages;
  std::unordered_map<StageId, std::size_t> position;
  const auto note = [&](const Hop& hop) {
    if (cancelled(hop)) return;
    const auto [at, added] = position.try_emplace(hop.stage, stages.size());
    if (added) stages.emplace_back().row.stage = hop.stage;
    StageSamples& stage = stages[at->second];
    stage.row.container_hostname = hop.container_hostname;
    if (failed(hop)) ++stage.row.failed_hops;
    stage.times.push_back(hop.timing.container());
  };
  for_each_in(trace, range, [&](const Invocation& invocation) {
    for (const HopPtr& hop : invocation.hops) note(*hop);
  });

  std::vector<StageLatency> rows;
  for (StageSamples& stage : stages) {
    stage.row.container = summarise(std::move(stage.times));
    rows.push_back(std::move(stage.row));
  }
  return rows;
}

LatencySummary invocation_latency(const TraceView& trace, TraceRange range) {
  std::vector<Nanoseconds> samples;
  for_each_in(trace, range, [&samples](const Invocation& invocation) {
    if (invocation.finished && invocation.response) samples.push_back(invocation.duration);
  });
  return summarise(std::move(samples));
}

}  // namespace emulator
