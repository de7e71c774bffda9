#pragma once

#include <set>
#include <string>

#include "app/view_model/lessons/lesson.h"
#include "emulator/engine/snapshot.h"

namespace app {

// What conditions look at.
struct LessonWorld {
  const emulator::EngineSnapshot& now;
  emulator::InvocationId since;                       // invocations up to this one do not count
  const std::set<std::string, std::less<>>& actions;  // done since the lesson began
  std::string selected_hop;                           // its container; "": none
};

bool holds(const LessonCondition& condition, const LessonWorld& world);
bool all_hold(const LessonConditions& conditions, const LessonWorld& world);
// Nothing but reading is asked for.
bool waits_for_next(const LessonConditions& conditions);

}  // namespace app
