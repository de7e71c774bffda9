#pragma once

#include "app/panels/panel.h"

namespace app {

// The dialog in which a stage, a new stage or the model is edited, member by member, with what the
// rules say as one types. Nothing changes before Apply.
PanelResult draw_definition_editor(const PanelInput& in, EditorState& state, const Style& style);

}  // namespace app
