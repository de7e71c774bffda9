#include "app/view_model/waterfall_layout.h"

#include <algorithm>
#include <array>

#include "app/view_model/debug_words.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Hop;
using emulator::Invocation;
using emulator::Nanoseconds;

// Room to the right of the last bar, so that its end is seen to be an end.
constexpr double kSlack = 1.1;

Nanoseconds end_of(const Hop& hop) { return hop.start + hop.timing.container(); }

struct PhaseSpan {
  Phase phase;
  Nanoseconds length;
};

// Places phases one after another. Short ones keep a visible width, at the cost of the position
// of those that follow.
std::vector<PhaseBar> bars_of(const Hop& hop, const HeldTimes& held, const TimeScale& scale,
                              float least) {
  const emulator::HopTiming& timing = hop.timing;
  const std::array spans = {PhaseSpan{Phase::Queue, timing.queue},
                            PhaseSpan{Phase::Held, held.before},
                            PhaseSpan{Phase::Send, timing.connect + timing.send},
                            PhaseSpan{Phase::Wait, timing.wait},
                            PhaseSpan{Phase::Receive, timing.receive},
                            PhaseSpan{Phase::Held, held.after}};
  std::vector<PhaseBar> bars;
  Nanoseconds at = std::max(hop.start - held.before - timing.queue, Nanoseconds{0});
  float x = scale.x(at);
  for (const PhaseSpan& span : spans) {
    if (span.length <= Nanoseconds{0}) continue;
    at += span.length;
    const float width = std::max(least, scale.x(at) - x);
    bars.push_back({span.phase, x, width});
    x += width;
  }
  return bars;
}

// Widened bars of a last, short hop may stand beyond the end of all: moved back inside.
void keep_inside(std::vector<PhaseBar>& bars, float end) {
  if (bars.empty()) return;
  const float over = bars.back().x + bars.back().width - end;
  if (over <= 0) return;
  for (PhaseBar& bar : bars) bar.x = std::max(0.0f, bar.x - over);
}

// The part of a bar or a gap that stands on the plot; nothing of it: a width of 0.
template <typename Bar>
void clip(Bar& bar, float plot_width) {
  const float left = std::max(bar.x, 0.0f);
  const float right = std::min(bar.x + bar.width, plot_width);
  bar.x = left;
  bar.width = std::max(right - left, 0.0f);
}

void clip_row(WaterfallRow& row, float plot_width) {
  for (PhaseBar& bar : row.bars) clip(bar, plot_width);
  for (WaterfallGap& gap : row.gaps) clip(gap, plot_width);
  std::erase_if(row.bars, [](const PhaseBar& bar) { return bar.width <= 0; });
  std::erase_if(row.gaps, [](const WaterfallGap& gap) { return gap.width <= 0; });
}

// The queue phase is the time since the stage before, or since the request came in.
void add_gap_before(WaterfallRow& row, const Hop& hop) {
  if (row.bars.empty() || row.bars.front().phase != Phase::Queue) return;
  const PhaseBar& queue = row.bars.front();
  const auto place =
      hop.index == 1 ? WaterfallGap::Place::BeforeFirst : WaterfallGap::Place::Between;
  row.gaps.push_back({place, queue.x, queue.width, hop.timing.queue});
}

// From the last answer until the client had its own.
void add_gap_after(WaterfallRow& row, const Invocation& invocation, Nanoseconds held_after,
                   const TimeScale& scale, float least) {
  const Nanoseconds length = invocation.duration - end_of(*invocation.hops.back()) - held_after;
  if (!invocation.finished || length <= Nanoseconds{0} || row.bars.empty()) return;
  const float x = row.bars.back().x + row.bars.back().width;
  const float end = scale.x(invocation.duration);
  row.gaps.push_back({WaterfallGap::Place::AfterLast, x, std::max(least, end - x), length});
}

void insert_skipped(std::vector<WaterfallRow>& rows, const std::vector<SkippedStage>& skipped) {
  std::size_t inserted = 0;  // rows above that are not of the order
  for (const SkippedStage& stage : skipped) {
    WaterfallRow row;
    row.name = stage.name;
    row.state = WaterfallRowState::Skipped;
    row.total = "skipped";
    const std::size_t at = std::min(stage.before + inserted++, rows.size());
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), std::move(row));
  }
}

WaterfallRowState state_of(const Hop& hop) {
  if (hop.error()) return WaterfallRowState::NoAnswer;
  return emulator::failed(hop) ? WaterfallRowState::Refused : WaterfallRowState::Answered;
}

// What the hop that was reached last does: it is asked, and may have been held since then.
void add_present(WaterfallRow& row, const TimeRange& present, const WaterfallInput& in,
                 const TimeScale& scale) {
  const Nanoseconds asked_until =
      in.held_for ? std::max(present.from, present.to - *in.held_for) : present.to;
  const float x = scale.x(present.from), middle = scale.x(asked_until);
  if (!in.held_for || middle - x >= in.least_bar)
    row.bars.push_back({Phase::Wait, x, std::max(in.least_bar, middle - x)});
  row.total = in.held_for ? "held" : "waiting";
  if (!in.held_for) return;
  const float begin = row.bars.empty() ? x : middle;
  row.bars.push_back({Phase::Held, begin, std::max(in.least_bar, scale.x(present.to) - begin)});
  row.held = *in.held_for;
}

WaterfallRow row_without_hop(const Invocation& invocation, int index, const WaterfallInput& in,
                             const TimeScale& scale) {
  WaterfallRow row;
  row.hop = index;
  const bool next = static_cast<std::size_t>(index) == invocation.hops.size() + 1;
  if (invocation.finished) {
    row.state = WaterfallRowState::NotCalled;
    row.total = "not called";
  } else if (next) {
    row.state = WaterfallRowState::Running;
    const Nanoseconds from =
        invocation.hops.empty() ? Nanoseconds{0} : end_of(*invocation.hops.back());
    const Nanoseconds until = elapsed_until(invocation, in.now);
    add_present(row, {from, until}, in, scale);
  } else {
    row.state = WaterfallRowState::Waiting;
    row.total = "–";
  }
  return row;
}

WaterfallRow row_of(const Invocation& invocation, std::size_t i, const HeldTimes& held,
                    const WaterfallInput& in, const TimeScale& scale) {
  const Hop& hop = *invocation.hops[i];
  WaterfallRow row;
  row.hop = static_cast<int>(i) + 1;
  row.name = hop.container_hostname;
  row.state = state_of(hop);
  row.total = emulator::format_duration(hop.timing.container());
  row.made_up = hop_mark(hop);
  row.held = hop.held;
  row.bars = bars_of(hop, held, scale, in.least_bar);
  const bool all = in.plot_width > 0 && scale.range.from == Nanoseconds{0} && !in.shown;
  if (all) keep_inside(row.bars, in.plot_width);
  add_gap_before(row, hop);
  if (i + 1 == invocation.hops.size())
    add_gap_after(row, invocation, held.after, scale, in.least_bar);
  return row;
}

}  // namespace

Nanoseconds elapsed_until(const Invocation& invocation, emulator::WallTime now) {
  Nanoseconds last = invocation.duration;
  for (const auto& hop : invocation.hops) last = std::max(last, end_of(*hop));
  if (!invocation.finished)
    last = std::max<Nanoseconds>(
        last, std::chrono::duration_cast<Nanoseconds>(now - invocation.started_at));
  return std::max(last, Nanoseconds{1'000});
}

WaterfallLayout waterfall_layout(const Invocation& invocation, const WaterfallInput& in) {
  WaterfallLayout out;
  out.length = elapsed_until(invocation, in.now);
  out.whole.to =
      Nanoseconds{static_cast<Nanoseconds::rep>(static_cast<double>(out.length.count()) * kSlack)};
  out.shown = in.shown ? kept_inside(*in.shown, out.whole) : out.whole;
  const TimeScale scale{out.shown, in.plot_width};
  const std::vector<HeldTimes> held = held_times(invocation);
  const std::size_t count = std::max(invocation.order.size(), invocation.hops.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (i < invocation.hops.size()) {
      out.rows.push_back(row_of(invocation, i, held[i], in, scale));
    } else {
      out.rows.push_back(row_without_hop(invocation, static_cast<int>(i) + 1, in, scale));
      out.rows.back().name = invocation.order[i];
    }
    clip_row(out.rows.back(), in.plot_width);
  }
  insert_skipped(out.rows, in.skipped);
  out.ticks = axis_ticks(scale, in.least_tick);
  return out;
}

// A hop begins once it was queued and held: `start - queue` is the end of the hop before, with
// what this one was held before.
std::vector<HeldTimes> held_times(const Invocation& invocation) {
  std::vector<HeldTimes> held;
  Nanoseconds previous_end{0};
  for (const auto& hop : invocation.hops) {
    HeldTimes times;
    if (hop->held > Nanoseconds{0}) {
      const Nanoseconds room = hop->start - hop->timing.queue - previous_end;
      times.before = std::clamp(room, Nanoseconds{0}, hop->held);
      times.after = hop->held - times.before;
    }
    held.push_back(times);
    if (hop->source != emulator::HopSource::Kept) previous_end = end_of(*hop) + times.after;
  }
  return held;
}

std::string gap_text(const WaterfallGap& gap) {
  constexpr std::array<std::string_view, 3> kPlaces = {
      "before the first stage", "between the stages", "from the last answer to the client"};
  return "Overhead " + emulator::format_duration(gap.length) + ": Hoplens " +
         std::string(kPlaces[static_cast<std::size_t>(gap.place)]);
}

std::vector<SkippedStage> skipped_stages(const emulator::Pipeline& pipeline, std::uint64_t revision,
                                         const Invocation& invocation) {
  std::vector<SkippedStage> skipped;
  if (invocation.revision != revision) return skipped;
  std::size_t called = 0;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    if (pipeline.stages[i].bypassed()) {
      skipped.push_back({emulator::container_name(pipeline, i), called});
    } else {
      ++called;
    }
  }
  return skipped;
}

}  // namespace app
