#pragma once

#include <cstddef>
#include <vector>

#include "emulator/base/clock.h"

namespace emulator {

// Percentiles by nearest rank: each is a time that was really measured. Zero without samples.
struct LatencySummary {
  std::size_t count = 0;
  Nanoseconds p50{0};
  Nanoseconds p90{0};
  Nanoseconds p99{0};
  Nanoseconds max{0};
  bool operator==(const LatencySummary&) const = default;
};

LatencySummary summarise(std::vector<Nanoseconds> samples);

}  // namespace emulator
