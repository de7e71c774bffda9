#pragma once

#include "app/panels/panel.h"

namespace app {

struct RunsView {
  RunsState& state;
  CompareState& compare;  // its tolerance
  Selection& selection;
  InspectorState& inspector;  // a row opens its tab of differences
  const std::string& filter;  // of the invocation list
};

// The drawer's tab of many invocations for one question: the history sent again, orders tried.
PanelResult draw_runs_panel(const PanelInput& in, const RunsView& view, const Style& style);

}  // namespace app
