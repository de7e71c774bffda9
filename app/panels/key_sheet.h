#pragma once

#include "app/panels/panel.h"

namespace app {

// All actions that have a key, over the window; Esc or F1 closes it.
PanelResult draw_key_sheet(const PanelInput& in, const Style& style);

}  // namespace app
