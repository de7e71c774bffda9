#pragma once

#include "app/panels/panel.h"

namespace app {

// Where the time of the selected invocation went: one row per stage of its route. Or all
// invocations on one axis.
PanelResult draw_waterfall(const PanelInput& in, TimeState& time, Selection& selection,
                           const Style& style);

}  // namespace app
