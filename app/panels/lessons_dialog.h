#pragma once

#include "app/panels/panel.h"

namespace app {

struct LessonListInput {
  const Settings& settings;  // which were solved before
  const Places& places;
};

// All lessons with what they are about; picking one opens its pipeline.
PanelResult draw_lessons_dialog(const PanelInput& in, LessonState& state,
                                const LessonListInput& list, const Style& style);

}  // namespace app
