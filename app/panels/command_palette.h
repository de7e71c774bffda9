#pragma once

#include "app/panels/panel.h"

namespace app {

// Every action by name with its key: typing filters, Enter or a click does it. Closes
// when an action was chosen, on Esc and on a click beside it.
PanelResult draw_command_palette(const PanelInput& in, PaletteState& state, const Style& style);

}  // namespace app
