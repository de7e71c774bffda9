#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace bench {

using Clock = std::chrono::steady_clock;
using Samples = std::vector<double>;

// By nearest rank: a figure that was really measured. 0 without samples.
inline double percentile(Samples samples, double fraction) {
  if (samples.empty()) return 0;
  const auto last = static_cast<double>(samples.size() - 1);
  const auto at = samples.begin() + static_cast<std::ptrdiff_t>(fraction * last + 0.5);
  std::nth_element(samples.begin(), at, samples.end());
  return *at;
}

inline double median(const Samples& samples) { return percentile(samples, 0.5); }

inline double microseconds(Clock::duration time) {
  return std::chrono::duration<double, std::micro>(time).count();
}

inline double milliseconds(Clock::duration time) { return microseconds(time) / 1000; }

}  // namespace bench
