#pragma once

#include "app/panels/runs_table.h"

namespace app {

// The drawer's tab of many invocations for one question: the history sent again, orders tried.
PanelResult draw_runs_panel(const PanelInput& in, const RunsView& view, const Style& style);

}  // namespace app
