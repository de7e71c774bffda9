#pragma once

#include "app/panels/panel.h"

namespace app {

// Asks for the name under which a request is saved, or its new one; returns the edit.
PanelResult draw_request_naming(const PanelInput& in, ComposerState& state, const Style& style);

}  // namespace app
