#include "emulator/base/latency_series.h"

#include <algorithm>

namespace emulator {

void LatencySeries::add(std::uint64_t number, Nanoseconds time, bool failed) {
  while (!peaks_.empty() && peaks_.back().time <= time) peaks_.pop_back();
  peaks_.push_back({first_ + samples_.size(), time});
  samples_.push_back({number, time, failed});
  histogram_.add(time);
  sum_ += time;
  if (failed) ++failures_;
}

void LatencySeries::forget_before(std::uint64_t number) {
  while (!samples_.empty() && samples_.front().number < number) {
    const Sample& oldest = samples_.front();
    histogram_.remove(oldest.time);
    sum_ -= oldest.time;
    if (oldest.failed) --failures_;
    if (peaks_.front().position == first_) peaks_.pop_front();
    samples_.pop_front();
    ++first_;
  }
}

Nanoseconds LatencySeries::average() const {
  return samples_.empty() ? Nanoseconds{0} : sum_ / static_cast<Nanoseconds::rep>(samples_.size());
}

LatencySummary LatencySeries::summary() const {
  if (samples_.empty()) return {};
  const Nanoseconds max = peaks_.front().time;
  const auto at = [&](unsigned percent) {
    const bool last = (samples_.size() * percent + 99) / 100 == samples_.size();
    return last ? max : std::min(max, histogram_.percentile(percent));
  };
  return {samples_.size(), at(50), at(90), at(99), max};
}

}  // namespace emulator
