#pragma once

#include <string>
#include <vector>

#include "emulator/base/clock.h"

namespace app {

// A stretch of time, counted from wherever its axis begins.
struct TimeRange {
  emulator::Nanoseconds from{0};
  emulator::Nanoseconds to{0};
  emulator::Nanoseconds length() const { return to - from; }
  bool operator==(const TimeRange&) const = default;
};

// Not less is ever shown: what this program measures is no finer.
inline constexpr emulator::Nanoseconds kLeastRange{1'000};

// `range` made `factor` times as long; what stands at `at` (0: left edge, 1: right edge) stays
// there as far as the result lies inside `whole`.
TimeRange zoomed(const TimeRange& range, double factor, double at, const TimeRange& whole);
// Moved by that part of its length, not beyond `whole`.
TimeRange panned(const TimeRange& range, double part, const TimeRange& whole);
// Moved, and where needed shortened, until it lies inside `whole`.
TimeRange kept_inside(const TimeRange& range, const TimeRange& whole);

// From times to pixels and back.
struct TimeScale {
  TimeRange range;
  float width = 0;  // pixels
  double pixels_per_ns() const {
    return static_cast<double>(width) / static_cast<double>(range.length().count());
  }
  float x(emulator::Nanoseconds time) const {
    return static_cast<float>(static_cast<double>((time - range.from).count()) * pixels_per_ns());
  }
  emulator::Nanoseconds time(float x) const {
    return range.from + emulator::Nanoseconds{static_cast<emulator::Nanoseconds::rep>(
                            static_cast<double>(x) / pixels_per_ns())};
  }
};

struct AxisTick {
  float x = 0;
  std::string label;  // empty for the ticks in between
};

// Ticks at round times, labels at least `least_tick` pixels apart and all in one unit: "12.5 ms".
std::vector<AxisTick> axis_ticks(const TimeScale& scale, float least_tick);
// The same where times are counted from the epoch: "22:07:31", "22:07:31.004", local time.
std::vector<AxisTick> clock_ticks(const TimeScale& scale, float least_tick);

// "12–48 ms of 101 ms": as many digits as it takes to tell both ends apart.
std::string range_text(const TimeRange& range, emulator::Nanoseconds all);
// The same where times are counted from the epoch: "22:07:31.004, 1.40 s of 3.00 s".
std::string clock_range_text(const TimeRange& range, emulator::Nanoseconds all);

// The smallest of 1, 2, 5 × 10ⁿ that is not less than `least`.
emulator::Nanoseconds nice_step(emulator::Nanoseconds least);
// The same for the hands of a clock: beyond a second 2, 5, 10, 30 s, 1, 2, 5, 10, 30 min, 1 h …
emulator::Nanoseconds nice_clock_step(emulator::Nanoseconds least);

}  // namespace app
