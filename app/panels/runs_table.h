#pragma once

#include "app/panels/runs_panel.h"

namespace app {

// Brings the table up to date and sends for comparisons that are missing.
void follow_runs(const PanelInput& in, const RunsView& view);
// Its heading, to sort by, and its rows, from the cursor on.
PanelResult draw_runs_table(const PanelInput& in, const RunsView& view, const Rect& area,
                            const Style& style);

}  // namespace app
