#pragma once

#include "app/panels/panel.h"

namespace app {

enum class LeaveAnswer { None, Save, Discard, Cancel };

// The question that stands before unsaved edits would be lost, over everything else, while
// `state` says that it is asked. Enter saves, Esc cancels. Called every frame.
LeaveAnswer draw_leave_question(const PanelInput& in, const LeaveState& state, const Style& style);

}  // namespace app
