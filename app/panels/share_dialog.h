#pragma once

#include "app/panels/panel.h"

namespace app {

// What of the recording is saved as what, and what is hidden in it; then asks for the file.
PanelResult draw_share_dialog(const PanelInput& in, AppState& state, const Style& style);

// The menu of Copy as…, while it is open.
PanelResult draw_copy_as_menu(const PanelInput& in, ShareState& state, const Style& style);

}  // namespace app
