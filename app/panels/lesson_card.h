#pragma once

#include "app/panels/panel.h"

namespace app {

// The lesson that is taken: a card in a corner of the window that leaves what it points at free,
// with the step, the hints asked for and the ways on. While a dialog is open it is only read.
PanelResult draw_lesson_card(const PanelInput& in, LessonState& state, const Style& style);

}  // namespace app
