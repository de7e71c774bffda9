#pragma once

#include <cstddef>

#include "emulator/engine/snapshot.h"

namespace app {

// The position of that invocation among those kept, or of the first one behind it: ids ascend.
inline std::size_t position_of(const emulator::TraceView& trace, emulator::InvocationId id) {
  std::size_t low = 0;
  std::size_t high = trace.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (trace[middle]->id < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace app
