#pragma once

#include "app/panels/panel.h"

namespace app {

// Offers edits that were lost with a window: restore, discard, or another time.
PanelResult draw_recovery_dialog(const PanelInput& in, RecoveryState& state, const Style& style);

}  // namespace app
