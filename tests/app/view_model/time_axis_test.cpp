#include "app/view_model/time_axis.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace app;
using namespace std::chrono_literals;
using Catch::Approx;

namespace {

std::vector<std::string> labels_of(const std::vector<AxisTick>& ticks) {
  std::vector<std::string> labels;
  for (const AxisTick& tick : ticks)
    if (!tick.label.empty()) labels.push_back(tick.label);
  return labels;
}

}  // namespace

TEST_CASE("what is under the pointer stays there while one zooms") {
  const TimeRange whole{0ms, 100ms};
  const TimeRange range = zoomed(whole, 0.5, 0.25, whole);
  CHECK(range.length() == 50ms);
  CHECK(range.from + range.length() / 4 == 25ms);
}

TEST_CASE("zooming out ends with all there is, zooming in with a microsecond") {
  const TimeRange whole{0ms, 100ms};
  CHECK(zoomed({40ms, 60ms}, 10, 0.5, whole) == whole);
  CHECK(zoomed({40ms, 40ms + 1us}, 0.5, 0.5, whole).length() == kLeastRange);
  CHECK(zoomed({80ms, 100ms}, 2, 1, whole) == TimeRange{60ms, 100ms});
}

TEST_CASE("a range is moved to the ends and not beyond") {
  const TimeRange whole{0ms, 100ms};
  CHECK(panned({40ms, 60ms}, 0.25, whole) == TimeRange{45ms, 65ms});
  CHECK(panned({40ms, 60ms}, 5, whole) == TimeRange{80ms, 100ms});
  CHECK(panned({40ms, 60ms}, -5, whole) == TimeRange{0ms, 20ms});
}

TEST_CASE("ticks below a millisecond stand at round times, all in one unit") {
  const TimeScale scale{{12'100us, 12'900us}, 800};
  CHECK(labels_of(axis_ticks(scale, 150)) ==
        std::vector<std::string>{"12.2 ms", "12.4 ms", "12.6 ms", "12.8 ms"});
  CHECK(axis_ticks(scale, 150)[0].x == Approx(0).margin(0.01));  // 12.1 ms, half of a step
  const TimeScale micros{{3us, 8us}, 500};
  CHECK(labels_of(axis_ticks(micros, 90)) ==
        std::vector<std::string>{"3 µs", "4 µs", "5 µs", "6 µs", "7 µs", "8 µs"});
}

TEST_CASE("a plot without width or time has no ticks") {
  CHECK(axis_ticks({{0ms, 1ms}, 0}, 90).empty());
  CHECK(axis_ticks({{1ms, 1ms}, 100}, 90).empty());
}

TEST_CASE("a range is told with as many digits as tell its ends apart") {
  CHECK(range_text({12ms, 48ms}, 101'200us) == "12–48 ms of 101 ms");
  CHECK(range_text({12'420us, 12'510us}, 101'200us) == "12.42–12.51 ms of 101 ms");
  CHECK(range_text({0us, 800us}, 900us) == "0–800 µs of 900 µs");
}

TEST_CASE("a clock's ticks stand at seconds, minutes and hours") {
  CHECK(nice_clock_step(3s) == 5s);
  CHECK(nice_clock_step(40s) == 1min);
  CHECK(nice_clock_step(11min) == 30min);
  CHECK(nice_clock_step(13h) == 24h);
  CHECK(nice_clock_step(30ms) == 50ms);
  const TimeScale scale{{0s, 10s}, 1'000};
  CHECK(labels_of(clock_ticks(scale, 110)).size() == 6);
  CHECK(labels_of(clock_ticks(scale, 110))[1].ends_with(":02"));
  const TimeScale fine{{0us, 1'000us}, 1'000};
  CHECK(labels_of(clock_ticks(fine, 110))[1].ends_with(":00.000200"));
}
