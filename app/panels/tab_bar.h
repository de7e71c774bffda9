#pragma once

#include "app/panels/panel.h"
#include "app/state/workspace_state.h"

namespace app {

// The open pipelines in a row: click shows one, the cross or a middle click closes it, the plus
// opens another.
void draw_tab_bar(WorkspaceState& state, const Style& style);

}  // namespace app
