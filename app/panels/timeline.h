#pragma once

#include "app/panels/panel.h"

namespace app {

// All invocations kept as rows on one axis of wall-clock time, newest first: what ran at once, and
// which stage took how much of each. Needs a trace that is not empty.
PanelResult draw_timeline(const PanelInput& in, TimeState& time, Selection& selection,
                          const Style& style);

}  // namespace app
