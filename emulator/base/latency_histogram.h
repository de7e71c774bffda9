#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "emulator/base/clock.h"

namespace emulator {

// Counts times in buckets that are at most 0.1 % wide. Adding, removing and asking cost the same
// however many there are. Times beyond an hour count as that hour.
class LatencyHistogram {
 public:
  void add(Nanoseconds time) { change(time, +1); }
  void remove(Nanoseconds time) { change(time, -1); }  // one that was added
  std::size_t count() const { return count_; }
  // By nearest rank: a measured time to within 0.1 %. Zero without samples.
  Nanoseconds percentile(unsigned percent) const;

  // The same in few, wide buckets, for a picture: quarter i begins at quarter_start(i), and four of
  // them double the time.
  static constexpr std::size_t kQuarters = 43 * 4;
  using Quarters = std::array<std::uint32_t, kQuarters>;
  const Quarters& quarters() const { return quarters_; }
  static Nanoseconds quarter_start(std::size_t quarter);

 private:
  void change(Nanoseconds time, int by);

  static constexpr std::size_t kGroup = 1024;  // buckets between a time and its double
  static constexpr std::size_t kGroups = 34;
  std::vector<std::uint32_t> buckets_;  // made with the first sample
  std::array<std::uint32_t, kGroups> groups_{};
  Quarters quarters_{};
  std::size_t count_ = 0;
};

}  // namespace emulator
