#pragma once

#include "app/panels/panel.h"

namespace app {

// How the window looks, and every limit and switch of the open pipeline with what it rests on.
PanelResult draw_settings_dialog(const PanelInput& in, AppState& state, const Style& style);

}  // namespace app
