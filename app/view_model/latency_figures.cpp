#include "app/view_model/latency_figures.h"

#include <algorithm>

namespace app {
namespace {

using emulator::Hop;
using emulator::HopPtr;
using emulator::Invocation;
using emulator::Nanoseconds;

constexpr std::size_t kLast = 100;
// Where the last hundred are looked for: some of them may not count.
constexpr std::size_t kLookBack = 1'000;

bool was_cancelled(const Hop& hop) {
  return hop.error() != nullptr && hop.error()->kind == emulator::TransportErrorKind::Cancelled;
}

bool is_real(const Invocation& invocation) {
  return std::ranges::all_of(invocation.hops, [](const HopPtr& hop) { return hop->is_real(); });
}

void add(LatencyStream& stream, const Invocation& invocation, Nanoseconds time,
         bool failed = false) {
  stream.series.add(invocation.id.value, time, failed);
  stream.minute.add(invocation.started_at, time);
}

}  // namespace

void MinutePoint::add(emulator::WallTime time, Nanoseconds value) {
  const std::int64_t at = std::chrono::floor<std::chrono::minutes>(time.time_since_epoch()).count();
  if (at < minute) return;
  if (at > minute) *this = {at, 0, Nanoseconds{0}};
  ++count;
  sum += value;
}

Nanoseconds MinutePoint::average() const {
  return count == 0 ? Nanoseconds{0} : sum / static_cast<Nanoseconds::rep>(count);
}

void LatencyFigures::update(const emulator::TraceView& trace, const LatencyQuery& query,
                            std::size_t most) {
  const bool cleared = trace.empty() && (!stages_.empty() || !left_out_.empty());
  if (!started_ || cleared || query != query_) start_over(trace, query);
  feed_.update(trace, most, [this](const Invocation& invocation) { take(invocation); });
  forget_old(trace);
}

void LatencyFigures::start_over(const emulator::TraceView& trace, const LatencyQuery& query) {
  *this = LatencyFigures();
  started_ = true;
  query_ = query;
  filter_ = InvocationFilter(query.scope == LatencyScope::Filter ? query.filter : "");
  if (query.scope == LatencyScope::Last100 && trace.size() > kLookBack)
    feed_ = FinishedFeed(trace[trace.size() - kLookBack - 1]->id);
}

bool LatencyFigures::counts(const Invocation& invocation) const {
  if (query_.scope == LatencyScope::SinceEdit && invocation.revision != query_.revision)
    return false;
  return query_.scope != LatencyScope::Filter || filter_.matches(invocation);
}

void LatencyFigures::take(const Invocation& invocation) {
  if (!counts(invocation)) return;
  for (const HopPtr& hop : invocation.hops) take_hop(invocation, *hop);
  if (!query_.made_up && !is_real(invocation)) {
    left_out_.push_back(invocation.id.value);
  } else if (invocation.response && !invocation.alone && !invocation.hops.empty()) {
    take_whole(invocation);
  }
  if (query_.scope == LatencyScope::Last100) last_.push_back(invocation.id.value);
}

void LatencyFigures::take_hop(const Invocation& invocation, const Hop& hop) {
  if (was_cancelled(hop) || (!query_.made_up && !hop.is_real())) return;
  auto stage = std::ranges::find(stages_, hop.stage, &StageLatencies::stage);
  if (stage == stages_.end()) {
    stages_.push_back({hop.stage, "", "", {}});
    stage = stages_.end() - 1;
  }
  if (stage->container_hostname != hop.container_hostname)
    stage->container_hostname = hop.container_hostname;
  if (stage->model_name != invocation.model_name) stage->model_name = invocation.model_name;
  add(stage->container, invocation, hop.timing.container(), emulator::failed(hop));
}

void LatencyFigures::take_whole(const Invocation& invocation) {
  const Nanoseconds model = invocation.container_time();
  const Nanoseconds overhead = std::max(invocation.overhead_time(), Nanoseconds{0});
  const bool failed = invocation.response->status / 100 != 2;
  add(whole_, invocation, model + overhead, failed);
  add(model_, invocation, model, failed);
  add(overhead_, invocation, overhead);
}

void LatencyFigures::forget_before(std::uint64_t id) {
  for (StageLatencies& stage : stages_) stage.container.series.forget_before(id);
  for (LatencyStream* stream : {&whole_, &model_, &overhead_}) stream->series.forget_before(id);
  while (!left_out_.empty() && left_out_.front() < id) left_out_.pop_front();
}

void LatencyFigures::forget_old(const emulator::TraceView& trace) {
  if (trace.empty()) return;
  std::uint64_t first = trace[0]->id.value;
  while (last_.size() > kLast) last_.pop_front();
  if (last_.size() == kLast) first = std::max(first, last_.front());
  forget_before(first);
}

}  // namespace app
