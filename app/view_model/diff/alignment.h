#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace app {

// Which positions of two sequences hold the same, ascending in both.
struct Alignment {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  bool gave_up = false;  // somewhere the sequences were too large and too different to look closer
};

// As many pairs as possible where the parts that differ are short; between long ones what stands
// once in both holds them together. Bounded in time and memory whatever the input.
Alignment align(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after);

}  // namespace app
