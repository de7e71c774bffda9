#include "emulator/base/latency_summary.h"

#include <algorithm>

namespace emulator {
namespace {

// The smallest sample that at least `percent` of all do not exceed; `samples` is reordered.
Nanoseconds percentile(std::vector<Nanoseconds>& samples, std::size_t percent) {
  const std::size_t rank = (samples.size() * percent + 99) / 100;
  const auto at = samples.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::nth_element(samples.begin(), at, samples.end());
  return *at;
}

}  // namespace

LatencySummary summarise(std::vector<Nanoseconds> samples) {
  if (samples.empty()) return {};
  LatencySummary summary;
  summary.count = samples.size();
  summary.p50 = percentile(samples, 50);
  summary.p90 = percentile(samples, 90);
  summary.p99 = percentile(samples, 99);
  summary.max = percentile(samples, 100);
  return summary;
}

}  // namespace emulator
