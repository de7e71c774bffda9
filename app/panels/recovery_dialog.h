#pragma once

#include "app/panels/panel.h"

namespace app {

// Offers edits, then recordings that were lost with a window: restore, discard, or another time.
PanelResult draw_recovery_dialog(const PanelInput& in, AppState& app, const Style& style);

}  // namespace app
