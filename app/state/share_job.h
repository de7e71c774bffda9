#pragma once

#include <atomic>
#include <cstdint>

#include "app/state/share_state.h"

namespace app {

// Every job of sharing is one: how much of it is done is written by the thread that does it.
struct MeasuredJob : ShareJob {
  std::atomic<std::uint64_t> done = 0;
  std::atomic<std::uint64_t> total = 0;  // 0: nobody knows
};

}  // namespace app
