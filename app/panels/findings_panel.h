#pragma once

#include "app/panels/panel.h"

namespace app {

// What is odd about the definition or the launch, worst first, each with the way out. A click
// selects the stage that it concerns.
PanelResult draw_findings_panel(const PanelInput& in, Selection& selection, const Style& style);

}  // namespace app
