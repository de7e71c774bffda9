#pragma once

#include "app/panels/panel.h"

namespace app {

// The log lines of all stages, those that pass the filter. Follows the newest while asked to;
// scrolling up ends that.
PanelResult draw_log_panel(const PanelInput& in, DrawerState& state, const Style& style);

}  // namespace app
