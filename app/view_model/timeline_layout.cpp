#include "app/view_model/timeline_layout.h"

#include <algorithm>
#include <limits>

namespace app {
namespace {

using emulator::Hop;
using emulator::Invocation;
using emulator::Nanoseconds;

Nanoseconds since_epoch(emulator::WallTime time) {
  return std::chrono::duration_cast<Nanoseconds>(time.time_since_epoch());
}

bool ended_badly(const Invocation& invocation) {
  return !invocation.response || invocation.response->status / 100 != 2;
}

Nanoseconds end_of(const Invocation& invocation, emulator::WallTime now) {
  if (!invocation.finished)
    return std::max(since_epoch(now), since_epoch(invocation.started_at) + kLeastRange);
  return since_epoch(invocation.started_at) + std::max(invocation.duration, Nanoseconds{1});
}

// Too small to see their parts.
constexpr float kLeastSplit = 6;

TimelineSegment segment_of(const Hop& hop, Nanoseconds receipt, const TimeScale& scale) {
  TimelineSegment segment;
  segment.hop = hop.index;
  segment.x = scale.x(receipt + hop.start);
  segment.width = scale.x(receipt + hop.start + hop.timing.container()) - segment.x;
  segment.made_up = !hop.is_real();
  segment.failed = emulator::failed(hop);
  return segment;
}

// The stage that is being asked now.
TimelineSegment running_segment(const Invocation& invocation, const TimeScale& scale,
                                Nanoseconds until) {
  TimelineSegment segment;
  segment.hop = static_cast<int>(invocation.hops.size()) + 1;
  const Nanoseconds receipt = since_epoch(invocation.started_at);
  const Nanoseconds from = invocation.hops.empty() ? Nanoseconds{0}
                                                   : invocation.hops.back()->start +
                                                         invocation.hops.back()->timing.container();
  segment.x = scale.x(receipt + from);
  segment.width = scale.x(until) - segment.x;
  segment.running = true;
  return segment;
}

void clip(TimelineSegment& segment, float width) {
  const float left = std::max(segment.x, 0.0f);
  const float right = std::min(segment.x + segment.width, width);
  segment.x = left;
  segment.width = std::max(right - left, 0.0f);
}

}  // namespace

void TimelineIndex::update(const emulator::TraceView& trace, std::size_t most) {
  const std::size_t before = entries_.size();
  feed_.update(trace, most, [this](const Invocation& invocation) { take(invocation); });
  const std::uint64_t first =
      trace.empty() ? std::numeric_limits<std::uint64_t>::max() : trace[0]->id.value;
  std::size_t dropped = 0;
  for (; !entries_.empty() && entries_.front().id < first; ++dropped) entries_.pop_front();
  if (trace.empty()) latest_ = Nanoseconds{0};
  if (entries_.size() != before || dropped > 0) ++version_;
  note_running(trace);
}

void TimelineIndex::note_running(const emulator::TraceView& trace) {
  const std::size_t before = running_.size();
  running_.clear();
  for (const std::uint64_t id : feed_.waiting())
    if (const auto invocation = trace.find(emulator::InvocationId{id}))
      running_.push_back({id, since_epoch(invocation->started_at), Nanoseconds::max(), false});
  std::ranges::sort(running_, {}, &Entry::id);
  if (before != running_.size()) ++version_;
}

// Those that took longer come late: few are moved.
void TimelineIndex::take(const Invocation& invocation) {
  Entry entry{invocation.id.value, since_epoch(invocation.started_at),
              end_of(invocation, invocation.started_at), ended_badly(invocation)};
  latest_ = std::max(latest_, entry.to);
  auto at = entries_.end();
  while (at != entries_.begin() && (at - 1)->id > entry.id) --at;
  entries_.insert(at, entry);
}

TimeRange TimelineIndex::whole(const emulator::TraceView& trace, emulator::WallTime now) const {
  constexpr double kSlack = 0.04;
  const Nanoseconds from = since_epoch(trace[0]->started_at);
  Nanoseconds to = std::max(latest_, from + kLeastRange);
  if (!running_.empty()) to = std::max(to, since_epoch(now));
  const auto room =
      static_cast<Nanoseconds::rep>(static_cast<double>((to - from).count()) * kSlack);
  return {from, to + Nanoseconds{room}};
}

std::vector<emulator::InvocationId> TimelineIndex::within(const TimeRange& range) const {
  std::vector<emulator::InvocationId> ids;
  const auto runs = [&](const Entry& entry) {
    return entry.from <= range.to && entry.to >= range.from;
  };
  auto running = running_.rbegin();
  const auto take_running = [&](std::uint64_t above) {
    for (; running != running_.rend() && running->id > above; ++running)
      if (runs(*running)) ids.push_back(emulator::InvocationId{running->id});
  };
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    take_running(entry->id);
    if (runs(*entry)) ids.push_back(emulator::InvocationId{entry->id});
  }
  take_running(0);
  return ids;
}

std::vector<TimelineIndex::Part> TimelineIndex::parts(const TimeRange& range,
                                                      std::size_t count) const {
  std::vector<Part> parts(count);
  if (count == 0) return parts;
  std::vector<std::int32_t> change(count + 1);
  const TimeScale scale{range, static_cast<float>(count)};
  const auto last = static_cast<double>(count - 1);
  const double per_ns = scale.pixels_per_ns();
  const auto part_at = [&](Nanoseconds time) {
    const double at = static_cast<double>((time - range.from).count()) * per_ns;
    return static_cast<std::size_t>(std::clamp(at, 0.0, last));
  };
  const auto add = [&](const Entry& entry) {
    if (entry.from > range.to || entry.to < range.from) return;
    const std::size_t end = part_at(std::min(entry.to, range.to));
    ++change[part_at(entry.from)];
    --change[end + 1];
    if (entry.failed) parts[end].failed = true;
  };
  for (const Entry& entry : entries_) add(entry);
  for (const Entry& entry : running_) add(entry);
  std::int32_t now = 0;
  for (std::size_t i = 0; i < count; ++i)
    parts[i].running = static_cast<std::uint32_t>(std::max(now += change[i], 0));
  return parts;
}

void TimelineRows::update(const TimelineIndex& index, const TimeRange& range) {
  if (known_ && version_ == index.version() && range_ == range) return;
  known_ = true;
  version_ = index.version();
  range_ = range;
  ids_ = index.within(range);
}

std::size_t TimelineRows::row_of(emulator::InvocationId id) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(ids_, id, std::greater<>{}) -
                                  ids_.begin());
}

TimelineBar timeline_bar(const Invocation& invocation, const TimeScale& scale, float least,
                         emulator::WallTime now) {
  TimelineBar bar;
  const Nanoseconds receipt = since_epoch(invocation.started_at);
  const Nanoseconds end = end_of(invocation, now);
  bar.failed = invocation.finished && ended_badly(invocation);
  if (receipt > scale.range.to || end < scale.range.from) return bar;
  const float left = std::max(scale.x(receipt), 0.0f);
  const float right = std::min(scale.x(end), scale.width);
  bar.ends_here = end <= scale.range.to;
  bar.width = std::max(right - left, least);
  bar.x = std::clamp(left, 0.0f, std::max(0.0f, scale.width - bar.width));
  if (bar.width < kLeastSplit) return bar;
  for (const emulator::HopPtr& hop : invocation.hops)
    bar.segments.push_back(segment_of(*hop, receipt, scale));
  if (!invocation.finished && invocation.hops.size() < invocation.order.size())
    bar.segments.push_back(running_segment(invocation, scale, end));
  for (TimelineSegment& segment : bar.segments) clip(segment, scale.width);
  std::erase_if(bar.segments, [](const TimelineSegment& segment) { return segment.width <= 0; });
  return bar;
}

TimeRange around(const Invocation& invocation) {
  const Nanoseconds from = since_epoch(invocation.started_at);
  Nanoseconds length = std::max(invocation.duration, kLeastRange);
  for (const emulator::HopPtr& hop : invocation.hops)
    length = std::max(length, hop->start + hop->timing.container());
  return {from - length / 4, from + length + length / 4};
}

}  // namespace app
