#pragma once

#include "app/panels/panel.h"

namespace app {

// Presenter mode: a ring around the pointer and, while `shown`, what was pressed or clicked at the
// foot of the window. Takes no input.
void paint_presenter(const PresenterState& state, bool shown, const Style& style);

// What is clicked in this frame is told, too.
void follow_clicks(PresenterState& state);

}  // namespace app
