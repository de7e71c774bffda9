#pragma once

#include "app/panels/panel.h"

namespace app {

// What is being saved or opened, how far it is, and a button that stops it: a card at the lower
// edge of the window while there is something. `raised`: a message stands at the edge.
PanelResult draw_share_progress(const ShareState& state, bool raised, const Style& style);

}  // namespace app
