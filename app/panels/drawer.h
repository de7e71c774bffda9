#pragma once

#include "app/panels/panel.h"

namespace app {

// The drawer's row of tabs with what belongs to the chosen one; the tab's content is drawn by
// whoever owns the window.
PanelResult draw_drawer_tabs(const PanelInput& in, DrawerState& state, const Selection& selection,
                             const Style& style);
// Height of that row, pixels.
float drawer_tabs_height(const Style& style);

}  // namespace app
