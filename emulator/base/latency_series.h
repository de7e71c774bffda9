#pragma once

#include <cstdint>
#include <deque>

#include "emulator/base/latency_histogram.h"
#include "emulator/base/latency_summary.h"

namespace emulator {

// Times in order of arrival, of which the oldest may be forgotten. Everything it tells is up to
// date at all times; adding and forgetting one costs the same however many there are.
class LatencySeries {
 public:
  // `number` says when it may be forgotten; numbers ascend, but for a few that are late.
  void add(std::uint64_t number, Nanoseconds time, bool failed = false);
  // Those before that number, up to the first that is not.
  void forget_before(std::uint64_t number);

  std::size_t count() const { return samples_.size(); }
  std::size_t failures() const { return failures_; }  // counted in all the rest, too
  Nanoseconds sum() const { return sum_; }
  Nanoseconds average() const;
  // The largest is exact, the others to within 0.1 %.
  LatencySummary summary() const;
  const LatencyHistogram& histogram() const { return histogram_; }

 private:
  struct Sample {
    std::uint64_t number = 0;
    Nanoseconds time{0};
    bool failed = false;
  };
  struct Peak {
    std::uint64_t position = 0;  // of the sample, counted from the first ever
    Nanoseconds time{0};
  };

  std::deque<Sample> samples_;
  std::deque<Peak> peaks_;   // descending: each the largest of what came after the one before
  std::uint64_t first_ = 0;  // position of samples_.front()
  LatencyHistogram histogram_;
  Nanoseconds sum_{0};
  std::size_t failures_ = 0;
};

}  // namespace emulator
