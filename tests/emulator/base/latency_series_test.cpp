#include "emulator/base/latency_series.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

using namespace emulator;
using namespace std::chrono_literals;

namespace {

// Whether two times agree to within 0.1 %.
bool close(Nanoseconds a, Nanoseconds b) {
  const auto difference = a > b ? a - b : b - a;
  return difference * 1'000 <= b || difference <= 1ns;
}

}  // namespace

TEST_CASE("figures kept up to date are those of all the samples, while the oldest are forgotten") {
  std::mt19937 random(11);
  std::lognormal_distribution<double> times(15, 2);  // around 3 ms, 20 µs to 500 ms
  LatencySeries series;
  std::deque<Nanoseconds> kept;
  std::uint64_t first = 0;
  for (std::uint64_t number = 0; number < 5'000; ++number) {
    const Nanoseconds time{static_cast<Nanoseconds::rep>(times(random))};
    series.add(number, time);
    kept.push_back(time);
    if (random() % 3 == 0) {
      const std::uint64_t until = first + random() % 5;
      series.forget_before(until);
      for (; first < until && !kept.empty(); ++first) kept.pop_front();
    }
    if (number % 97 != 0) continue;
    const LatencySummary exact = summarise({kept.begin(), kept.end()});
    const LatencySummary told = series.summary();
    CHECK(told.count == exact.count);
    CHECK(told.max == exact.max);
    CHECK(close(told.p50, exact.p50));
    CHECK(close(told.p90, exact.p90));
    CHECK(close(told.p99, exact.p99));
    Nanoseconds sum{0};
    for (const Nanoseconds sample : kept) sum += sample;
    CHECK(series.sum() == sum);
  }
}

TEST_CASE("times below two microseconds are counted exactly, and an endless one as an hour") {
  LatencyHistogram histogram;
  for (const auto time : {0ns, 1ns, 1'023ns, 1'024ns, 2'047ns}) {
    LatencyHistogram one;
    one.add(time);
    CHECK(one.percentile(50) == time);
  }
  histogram.add(100h);
  CHECK(histogram.percentile(99) > 1h);
  histogram.remove(100h);
  CHECK(histogram.count() == 0);
  CHECK(histogram.percentile(50) == 0ns);
}

TEST_CASE("no percentile is larger than the largest time") {
  LatencySeries series;
  series.add(1, 84'000'123ns, true);
  const LatencySummary told = series.summary();
  CHECK(told.p50 == 84'000'123ns);
  CHECK(told.p99 == told.max);
  CHECK(series.failures() == 1);
  series.forget_before(2);
  CHECK(series.summary() == LatencySummary{});
  CHECK(series.failures() == 0);
}

TEST_CASE("quarters of an octave hold what was counted, each where it begins") {
  LatencyHistogram histogram;
  const std::size_t quarter = 4 * 20 + 2;  // 1.5 × 2^20 ns
  histogram.add(LatencyHistogram::quarter_start(quarter));
  histogram.add(LatencyHistogram::quarter_start(quarter + 1) - 1ns);
  CHECK(histogram.quarters()[quarter] == 2);
  CHECK(LatencyHistogram::quarter_start(80) * 2 == LatencyHistogram::quarter_start(84));
}
