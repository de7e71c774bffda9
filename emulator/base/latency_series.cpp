#include "emulator/base/latency_series.h"

#include <algorithm>
#include <array>

namespace emulator {
namespace {

// So many are looked through for each figure without being felt.
constexpr std::size_t kLookedThrough = 10'000;

}  // namespace

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

// Where there are not too many, each is a time that was measured: the one next to the middle of
// the histogram's bucket.
LatencySummary LatencySeries::summary() const {
  if (samples_.empty()) return {};
  const Nanoseconds max = peaks_.front().time;
  constexpr std::array<unsigned, 3> kPercents = {50, 90, 99};
  std::array<Nanoseconds, kPercents.size()> middles{};
  for (std::size_t i = 0; i < kPercents.size(); ++i) {
    const bool last = (samples_.size() * kPercents[i] + 99) / 100 == samples_.size();
    middles[i] = last ? max : std::min(max, histogram_.percentile(kPercents[i]));
  }
  if (samples_.size() > kLookedThrough)
    return {samples_.size(), middles[0], middles[1], middles[2], max};
  std::array<Nanoseconds, kPercents.size()> nearest{max, max, max};
  for (const Sample& sample : samples_)
    for (std::size_t i = 0; i < nearest.size(); ++i)
      if (std::chrono::abs(sample.time - middles[i]) < std::chrono::abs(nearest[i] - middles[i]))
        nearest[i] = sample.time;
  return {samples_.size(), nearest[0], nearest[1], nearest[2], max};
}

}  // namespace emulator
