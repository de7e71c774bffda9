#pragma once

#include "app/panels/panel.h"

namespace app {

// What an export would hold, with what is still to be filled in; copies it, saves it.
// Enter does what the bright button does, Tab shows the next format.
PanelResult draw_export_dialog(const PanelInput& in, ExportState& state, EditorState& editor,
                               const Style& style);

}  // namespace app
