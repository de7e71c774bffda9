#pragma once

#include "app/panels/panel.h"

namespace app {

// The button at the start of the top bar, with all actions by topic behind it. `place` is where it
// stands; `wanted` opens it by key.
PanelResult draw_main_menu(const Pen& pen, const PanelInput& in, const Rect& place, bool& wanted);

}  // namespace app
