#pragma once

#include "app/panels/panel.h"

namespace app {

// The stages as cards in route order, with their live state. Dragging a card reorders the route;
// the running stages stay as they are.
PanelResult draw_pipeline_strip(const PanelInput& in, StripState& state, Selection& selection,
                                const Style& style);

}  // namespace app
