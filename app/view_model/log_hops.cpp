#include "app/view_model/log_hops.h"

#include <algorithm>

namespace app {
namespace {

// A line's time is that when it was read, and some stages write of a request when it is answered.
constexpr std::chrono::milliseconds kReadLate{5};
// More than run at the same time, as a rule.
constexpr std::size_t kLookedAt = 256;
// Ids are given a moment before the time is taken: neighbours may be in the other order.
constexpr std::size_t kOutOfOrder = 8;

// The position of the first invocation that began after that time.
std::size_t begun_after(const emulator::TraceView& trace, emulator::WallTime time) {
  std::size_t low = 0;
  std::size_t high = trace.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (trace[middle]->started_at <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

HopWindow window_of(const emulator::Invocation& invocation, const emulator::Hop& hop) {
  const auto at = [&](emulator::Nanoseconds since) {
    return invocation.started_at + std::chrono::duration_cast<emulator::WallTime::duration>(since);
  };
  return {hop.stage, at(hop.start), at(hop.start + hop.timing.container() + kReadLate), hop.index};
}

int hop_during(const emulator::Invocation& invocation, const emulator::LogLine& line) {
  if (line.time < invocation.started_at) return 0;
  for (const emulator::HopPtr& hop : invocation.hops)
    if (hop->stage == line.stage && window_of(invocation, *hop).holds(line)) return hop->index;
  return 0;
}

}  // namespace

std::vector<HopWindow> hop_windows(const emulator::Invocation& invocation) {
  std::vector<HopWindow> windows;
  for (const emulator::HopPtr& hop : invocation.hops)
    windows.push_back(window_of(invocation, *hop));
  return windows;
}

std::optional<LineHop> hop_of(const emulator::TraceView& trace, const emulator::LogLine& line) {
  const std::size_t end = std::min(begun_after(trace, line.time) + kOutOfOrder, trace.size());
  std::optional<LineHop> found;
  for (std::size_t i = end; i-- > end - std::min(end, kLookedAt);) {
    const int hop = hop_during(*trace[i], line);
    if (hop == 0) continue;
    if (found) {
      ++found->others;
    } else {
      found = LineHop{trace[i]->id, hop, 0};
    }
  }
  return found;
}

std::string hop_text(const LineHop& hop) {
  std::string text = "hop " + std::to_string(hop.invocation.value) + "·" + std::to_string(hop.hop);
  if (hop.others > 0) text += " or " + std::to_string(hop.others) + " more";
  return text;
}

}  // namespace app
