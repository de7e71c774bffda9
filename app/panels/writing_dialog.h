#pragma once

#include "app/panels/panel.h"

namespace app {

// A message while it is written: what is held, an answer by hand, the request of a re-run or of one
// stage alone, a canned answer.
PanelResult draw_writing_dialog(const PanelInput& in, AppState& state, const Style& style);

}  // namespace app
