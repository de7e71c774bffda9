#include "app/view_model/time_axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Nanoseconds;

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

// Digits after the point that it takes to tell times apart which are a step from each other.
int decimals_for(double step) {
  return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
}

std::string number_text(double value, int decimals) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

Nanoseconds parts_of(Nanoseconds length, double part) {
  return Nanoseconds{
      static_cast<Nanoseconds::rep>(std::llround(static_cast<double>(length.count()) * part))};
}

// Half steps between labels; `label` makes the text of a whole one.
template <typename Label>
std::vector<AxisTick> ticks_of(const TimeScale& scale, Nanoseconds step, Label label) {
  std::vector<AxisTick> ticks;
  Nanoseconds::rep at = scale.range.from / step;
  if (step * at < scale.range.from) ++at;
  const Nanoseconds half = step / 2;
  if (half > Nanoseconds{0} && step * at - half >= scale.range.from)
    ticks.push_back({scale.x(step * at - half), ""});
  for (; step * at <= scale.range.to; ++at) {
    ticks.push_back({scale.x(step * at), label(step * at)});
    if (half > Nanoseconds{0} && step * at + half <= scale.range.to)
      ticks.push_back({scale.x(step * at + half), ""});
  }
  return ticks;
}

Nanoseconds least_step(const TimeScale& scale, float least_tick) {
  const double least = static_cast<double>(least_tick) / scale.pixels_per_ns();
  return Nanoseconds{std::max<Nanoseconds::rep>(static_cast<Nanoseconds::rep>(least), 1)};
}

// Local time of day with as many digits of the second as the step needs.
std::string clock_text(Nanoseconds time, Nanoseconds step) {
  const emulator::WallTime wall{std::chrono::duration_cast<emulator::WallTime::duration>(time)};
  if (step >= std::chrono::seconds{1}) return emulator::format_time_of_day(wall, false);
  std::string text = emulator::format_time_of_day(wall, true);
  if (step >= std::chrono::milliseconds{1}) return text;
  const Nanoseconds rest = time % Nanoseconds{1'000'000};
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%03d", static_cast<int>(rest.count() / 1'000));
  return text + digits.data();
}

}  // namespace

TimeRange kept_inside(const TimeRange& range, const TimeRange& whole) {
  if (range.length() >= whole.length()) return whole;
  if (range.from < whole.from) return {whole.from, whole.from + range.length()};
  if (range.to > whole.to) return {whole.to - range.length(), whole.to};
  return range;
}

TimeRange zoomed(const TimeRange& range, double factor, double at, const TimeRange& whole) {
  const Nanoseconds length = std::max(parts_of(range.length(), factor), kLeastRange);
  const Nanoseconds fixed = range.from + parts_of(range.length(), at);
  const Nanoseconds from = fixed - parts_of(length, at);
  return kept_inside({from, from + length}, whole);
}

TimeRange panned(const TimeRange& range, double part, const TimeRange& whole) {
  const Nanoseconds by = parts_of(range.length(), part);
  return kept_inside({range.from + by, range.to + by}, whole);
}

std::vector<AxisTick> axis_ticks(const TimeScale& scale, float least_tick) {
  if (scale.width <= 0 || scale.range.length() <= Nanoseconds{0}) return {};
  const Nanoseconds step = nice_step(least_step(scale, least_tick));
  const TimeUnit unit = unit_for(step * (scale.range.to / step));
  const int decimals = decimals_for(static_cast<double>(step.count()) / unit.nanoseconds);
  return ticks_of(scale, step, [&](Nanoseconds time) {
    return number_text(static_cast<double>(time.count()) / unit.nanoseconds, decimals) + " " +
           std::string(unit.name);
  });
}

std::vector<AxisTick> clock_ticks(const TimeScale& scale, float least_tick) {
  if (scale.width <= 0 || scale.range.length() <= Nanoseconds{0}) return {};
  const Nanoseconds step = nice_clock_step(least_step(scale, least_tick));
  return ticks_of(scale, step, [&](Nanoseconds time) { return clock_text(time, step); });
}

std::string range_text(const TimeRange& range, Nanoseconds all) {
  const TimeUnit unit = unit_for(range.to);
  const double fifth = static_cast<double>(range.length().count()) / unit.nanoseconds / 5;
  const int decimals = fifth <= 0 ? 0 : decimals_for(fifth);
  const auto number = [&](Nanoseconds time) {
    return number_text(static_cast<double>(time.count()) / unit.nanoseconds, decimals);
  };
  return number(range.from) + "–" + number(range.to) + " " + std::string(unit.name) + " of " +
         emulator::format_duration(all);
}

std::string clock_range_text(const TimeRange& range, Nanoseconds all) {
  return clock_text(range.from, range.length() / 10) + ", " +
         emulator::format_duration(range.length()) + " of " + emulator::format_duration(all);
}

Nanoseconds nice_step(Nanoseconds least) {
  Nanoseconds::rep power = 1;
  while (power * 10 <= least.count()) power *= 10;
  for (const Nanoseconds::rep factor : {1, 2, 5})
    if (power * factor >= least.count()) return Nanoseconds{power * factor};
  return Nanoseconds{power * 10};
}

Nanoseconds nice_clock_step(Nanoseconds least) {
  using std::chrono::hours, std::chrono::minutes, std::chrono::seconds;
  if (least <= seconds{1}) return nice_step(std::max(least, Nanoseconds{1'000}));
  constexpr std::array<seconds, 13> kSteps = {
      seconds{2},  seconds{5},  seconds{10}, seconds{30}, minutes{1}, minutes{2}, minutes{5},
      minutes{10}, minutes{30}, hours{1},    hours{2},    hours{6},   hours{12}};
  for (const seconds step : kSteps)
    if (step >= least) return step;
  const Nanoseconds day = hours{24};
  return day * ((least + day - Nanoseconds{1}) / day);
}

}  // namespace app
