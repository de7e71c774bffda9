#pragma once

#include "app/panels/panel.h"

namespace app {

// What is odd about the definition, the launch or the selected invocation, worst first, each with
// the way out. A click selects the stage that it concerns; Go to and Fix stand where they can.
PanelResult draw_findings_panel(const PanelInput& in, FindingsState& state, Selection& selection,
                                const Style& style);

}  // namespace app
