#include "emulator/engine/events.h"

#include <algorithm>

namespace emulator {

std::vector<InvocationId> finished_in(const std::vector<Event>& events) {
  std::vector<InvocationId> over;
  for (const Event& event : events)
    if (const auto* happened = std::get_if<InvocationEvent>(&event))
      if (const auto* finished = std::get_if<InvocationFinished>(happened))
        over.push_back(finished->invocation->id);
  std::ranges::sort(over);
  return over;
}

bool is_overtaken(const Event& event, const std::vector<InvocationId>& over) {
  const auto* happened = std::get_if<InvocationEvent>(&event);
  if (happened == nullptr || over.empty()) return false;
  const auto is_over = [&over](InvocationId id) { return std::ranges::binary_search(over, id); };
  if (const auto* started = std::get_if<InvocationStarted>(happened))
    return is_over(started->invocation->id);
  if (const auto* hop = std::get_if<HopFinished>(happened)) return is_over(hop->invocation);
  return false;
}

}  // namespace emulator
