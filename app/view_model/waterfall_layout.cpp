#include "app/view_model/waterfall_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Hop;
using emulator::Invocation;
using emulator::Nanoseconds;

// Room to the right of the last bar, so that its end is seen to be an end.
constexpr double kSlack = 1.1;

Nanoseconds end_of(const Hop& hop) { return hop.start + hop.timing.container(); }

Nanoseconds elapsed(const Invocation& invocation, emulator::WallTime now) {
  Nanoseconds last = invocation.duration;
  for (const auto& hop : invocation.hops) last = std::max(last, end_of(*hop));
  if (!invocation.finished)
    last = std::max<Nanoseconds>(
        last, std::chrono::duration_cast<Nanoseconds>(now - invocation.started_at));
  return std::max(last, Nanoseconds{1'000});
}

struct PhaseSpan {
  Phase phase;
  Nanoseconds length;
};

// Places phases one after another. Short ones keep a visible width, at the cost of the position
// of those that follow.
std::vector<PhaseBar> bars_of(const Hop& hop, double pixels_per_ns, float least) {
  const emulator::HopTiming& timing = hop.timing;
  const std::array spans = {
      PhaseSpan{Phase::Queue, timing.queue}, PhaseSpan{Phase::Send, timing.connect + timing.send},
      PhaseSpan{Phase::Wait, timing.wait}, PhaseSpan{Phase::Receive, timing.receive}};
  std::vector<PhaseBar> bars;
  Nanoseconds at = std::max(hop.start - timing.queue, Nanoseconds{0});
  auto x = static_cast<float>(static_cast<double>(at.count()) * pixels_per_ns);
  for (const PhaseSpan& span : spans) {
    if (span.length <= Nanoseconds{0}) continue;
    at += span.length;
    const auto end = static_cast<float>(static_cast<double>(at.count()) * pixels_per_ns);
    const float width = std::max(least, end - x);
    bars.push_back({span.phase, x, width});
    x += width;
  }
  return bars;
}

// Widened bars of a last, short hop may stand beyond the plot: moved back inside.
void keep_inside(std::vector<PhaseBar>& bars, float plot_width) {
  if (bars.empty()) return;
  const float over = bars.back().x + bars.back().width - plot_width;
  if (over <= 0) return;
  for (PhaseBar& bar : bars) bar.x = std::max(0.0f, bar.x - over);
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
void add_gap_after(WaterfallRow& row, const Invocation& invocation, const WaterfallInput& in,
                   double pixels_per_ns) {
  const Nanoseconds length = invocation.duration - end_of(*invocation.hops.back());
  if (!invocation.finished || length <= Nanoseconds{0} || row.bars.empty()) return;
  const float x = row.bars.back().x + row.bars.back().width;
  const auto end =
      static_cast<float>(static_cast<double>(invocation.duration.count()) * pixels_per_ns);
  row.gaps.push_back({WaterfallGap::Place::AfterLast, x, std::max(in.least_bar, end - x), length});
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

WaterfallRow row_without_hop(const Invocation& invocation, int index, const WaterfallInput& in,
                             double pixels_per_ns) {
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
    const Nanoseconds until = elapsed(invocation, in.now);
    const auto x = static_cast<float>(static_cast<double>(from.count()) * pixels_per_ns);
    const auto end = static_cast<float>(static_cast<double>(until.count()) * pixels_per_ns);
    row.bars.push_back({Phase::Wait, x, std::max(in.least_bar, end - x)});
    row.total = "waiting";
  } else {
    row.state = WaterfallRowState::Waiting;
    row.total = "–";
  }
  return row;
}

struct TimeUnit {
  double nanoseconds;
  std::string_view name;
};

// The unit in which the longest time reads best; all labels share it.
TimeUnit unit_for(Nanoseconds longest) {
  if (longest >= std::chrono::seconds{1}) return {1e9, "s"};
  if (longest >= std::chrono::milliseconds{1}) return {1e6, "ms"};
  return {1e3, "µs"};
}

std::string tick_label(Nanoseconds time, const TimeUnit& unit) {
  std::array<char, 32> text{};
  const double value = static_cast<double>(time.count()) / unit.nanoseconds;
  std::snprintf(text.data(), text.size(), "%g ", value);
  return text.data() + std::string(unit.name);
}

std::vector<AxisTick> axis_ticks(const WaterfallInput& in, double pixels_per_ns) {
  std::vector<AxisTick> ticks;
  if (in.plot_width <= 0) return ticks;
  const auto least = static_cast<Nanoseconds::rep>(in.least_tick / pixels_per_ns);
  const Nanoseconds step = nice_step(Nanoseconds{std::max<Nanoseconds::rep>(least, 1)});
  const auto shown =
      static_cast<Nanoseconds::rep>(static_cast<double>(in.plot_width) / pixels_per_ns);
  const TimeUnit unit = unit_for(step * (shown / step.count()));
  const double half = static_cast<double>(step.count()) / 2 * pixels_per_ns;
  for (int i = 0; half * i <= static_cast<double>(in.plot_width); ++i)
    ticks.push_back({static_cast<float>(half * i), i % 2 ? "" : tick_label(step * (i / 2), unit)});
  return ticks;
}

}  // namespace

WaterfallLayout waterfall_layout(const Invocation& invocation, const WaterfallInput& in) {
  WaterfallLayout out;
  out.span = Nanoseconds{static_cast<Nanoseconds::rep>(
      static_cast<double>(elapsed(invocation, in.now).count()) * kSlack)};
  const double scale = static_cast<double>(in.plot_width) / static_cast<double>(out.span.count());
  const std::size_t count = std::max(invocation.order.size(), invocation.hops.size());
  for (std::size_t i = 0; i < count; ++i) {
    const int index = static_cast<int>(i) + 1;
    if (i >= invocation.hops.size()) {
      out.rows.push_back(row_without_hop(invocation, index, in, scale));
      out.rows.back().name = invocation.order[i];
      continue;
    }
    const Hop& hop = *invocation.hops[i];
    out.rows.push_back({index,
                        hop.container_hostname,
                        state_of(hop),
                        bars_of(hop, scale, in.least_bar),
                        emulator::format_duration(hop.timing.container()),
                        {}});
    keep_inside(out.rows.back().bars, in.plot_width);
    add_gap_before(out.rows.back(), hop);
    if (i + 1 == invocation.hops.size()) add_gap_after(out.rows.back(), invocation, in, scale);
  }
  insert_skipped(out.rows, in.skipped);
  out.ticks = axis_ticks(in, scale);
  return out;
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

Nanoseconds nice_step(Nanoseconds least) {
  Nanoseconds::rep power = 1;
  while (power * 10 <= least.count()) power *= 10;
  for (const Nanoseconds::rep factor : {1, 2, 5})
    if (power * factor >= least.count()) return Nanoseconds{power * factor};
  return Nanoseconds{power * 10};
}

}  // namespace app
