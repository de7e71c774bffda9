#pragma once

#include "app/panels/panel.h"

namespace app {

// What the stages print, as the drawer's query filters it. Lines written while the selected
// invocation was at their stage are marked.
PanelResult draw_log_panel(const PanelInput& in, DrawerState& state, const Selection& selection,
                           const Style& style);

}  // namespace app
