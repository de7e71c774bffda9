#pragma once

#include <chrono>

namespace emulator {

using SteadyTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::system_clock::time_point;
using Nanoseconds = std::chrono::nanoseconds;

// Where time comes from, so that tests can hold it still.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual SteadyTime now() const = 0;  // for durations and deadlines
  virtual WallTime wall() const = 0;   // for people
};

class SystemClock final : public Clock {
 public:
  SteadyTime now() const override { return std::chrono::steady_clock::now(); }
  WallTime wall() const override { return std::chrono::system_clock::now(); }
};

}  // namespace emulator
