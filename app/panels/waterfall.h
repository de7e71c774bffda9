#pragma once

#include "app/panels/panel.h"

namespace app {

// Where the time of the selected invocation went: one row per stage of its route.
PanelResult draw_waterfall(const PanelInput& in, Selection& selection, const Style& style);

}  // namespace app
