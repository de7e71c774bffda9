#pragma once

#include "app/panels/panel.h"

namespace app {

// What the drawer's tab of runs is given to draw and to change.
struct RunsView {
  RunsState& state;
  CompareState& compare;  // its tolerance
  Selection& selection;
  InspectorState& inspector;  // a row opens its tab of differences
  const std::string& filter;  // of the invocation list
};

// Brings the table up to date and sends for comparisons that are missing.
void follow_runs(const PanelInput& in, const RunsView& view);
// Its heading, to sort by, and its rows, from the cursor on.
PanelResult draw_runs_table(const PanelInput& in, const RunsView& view, const Rect& area,
                            const Style& style);

}  // namespace app
