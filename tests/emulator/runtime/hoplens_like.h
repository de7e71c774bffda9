#pragma once

#include <string_view>

namespace emulator::test {

inline constexpr std::string_view kHoplensLike = "--hoplens-like";

// Behaves as a hoplens that runs two stages with a daemon each, prints what they log, and never
// ends by itself: the test kills it.
int hoplens_like();

}  // namespace emulator::test
