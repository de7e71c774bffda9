#include "emulator/base/latency_histogram.h"

#include <algorithm>
#include <bit>

namespace emulator {
namespace {

constexpr std::uint64_t kMost = (std::uint64_t{1} << 42) - 1;  // 73 minutes
constexpr unsigned kBits = 10;                                 // of a bucket's place in its group

std::uint64_t counted(Nanoseconds time) {
  return std::min(static_cast<std::uint64_t>(std::max<Nanoseconds::rep>(time.count(), 0)), kMost);
}

// Times below 2^11 ns have a bucket each; above, a bucket is as wide as its group's shift says.
unsigned shift_of(std::uint64_t value) {
  const auto width = static_cast<unsigned>(std::bit_width(value));
  return width > kBits + 1 ? width - kBits - 1 : 0;
}

std::size_t bucket_of(std::uint64_t value) {
  const unsigned shift = shift_of(value);
  return (std::size_t{shift} << kBits) + static_cast<std::size_t>(value >> shift);
}

Nanoseconds middle_of(std::size_t bucket) {
  const std::size_t group = bucket >> kBits;
  if (group < 2) return Nanoseconds{static_cast<Nanoseconds::rep>(bucket)};
  const std::size_t shift = group - 1;
  const std::uint64_t start = (bucket - (shift << kBits)) << shift;
  return Nanoseconds{static_cast<Nanoseconds::rep>(start + (std::uint64_t{1} << shift) / 2)};
}

std::size_t quarter_of(std::uint64_t value) {
  if (value < 4) return value == 0 ? 0 : 4 * (static_cast<unsigned>(std::bit_width(value)) - 1);
  const auto octave = static_cast<unsigned>(std::bit_width(value)) - 1;
  return octave * 4 + ((value >> (octave - 2)) & 3);
}

}  // namespace

Nanoseconds LatencyHistogram::quarter_start(std::size_t quarter) {
  const std::size_t octave = quarter / 4;
  const std::uint64_t start = std::uint64_t{1} << octave;
  return Nanoseconds{static_cast<Nanoseconds::rep>(start + start * (quarter % 4) / 4)};
}

void LatencyHistogram::change(Nanoseconds time, int by) {
  if (buckets_.empty()) buckets_.resize(kGroup * kGroups);
  const std::uint64_t value = counted(time);
  const std::size_t bucket = bucket_of(value);
  const auto step = static_cast<std::uint32_t>(by);  // wraps where it takes away
  buckets_[bucket] += step;
  groups_[bucket >> kBits] += step;
  quarters_[quarter_of(value)] += step;
  count_ += static_cast<std::size_t>(by);
}

Nanoseconds LatencyHistogram::percentile(unsigned percent) const {
  if (count_ == 0) return Nanoseconds{0};
  std::size_t left = std::max<std::size_t>((count_ * percent + 99) / 100, 1);
  std::size_t group = 0;
  while (groups_[group] < left) left -= groups_[group++];
  std::size_t bucket = group << kBits;
  while (buckets_[bucket] < left) left -= buckets_[bucket++];
  return middle_of(bucket);
}

}  // namespace emulator
