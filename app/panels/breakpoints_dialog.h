#pragma once

#include "app/panels/panel.h"

namespace app {

// All breakpoints, and a new one: where, before or after, once or always, on which condition.
PanelResult draw_breakpoints_dialog(const PanelInput& in, BreakpointWriting& writing,
                                    const Style& style);

}  // namespace app
