#pragma once

#include <cstdint>
#include <string>

namespace emulator {

struct BodyLimits {
  std::uint64_t memory_bytes = 512'000'000;
  std::uint64_t disk_bytes = 2'000'000'000;
  bool operator==(const BodyLimits&) const = default;
};

struct BodyUsage {
  std::uint64_t memory_bytes = 0;
  std::uint64_t disk_bytes = 0;
  std::uint64_t not_kept = 0;  // bodies let go of for want of room, since the last clearing
  std::string disk_problem;    // why the last body could not go to disk; "" when it could
  bool operator==(const BodyUsage&) const = default;
};

}  // namespace emulator
