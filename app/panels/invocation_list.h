#pragma once

#include "app/panels/panel.h"

namespace app {

// Every invocation kept, newest first. Rows that arrive above the view do not move it.
PanelResult draw_invocation_list(const PanelInput& in, InvocationListState& state,
                                 Selection& selection, const Style& style);

}  // namespace app
