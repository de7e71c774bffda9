#pragma once

#include <chrono>

namespace app {

// Does a long job's parts, at least one, until none is left or this frame has given it enough
// time. `part` returns whether more is left.
template <typename Part>
void do_for_a_while(Part part) {
  constexpr std::chrono::microseconds kShare{800};
  const auto until = std::chrono::steady_clock::now() + kShare;
  while (part() && std::chrono::steady_clock::now() < until) {
  }
}

}  // namespace app
