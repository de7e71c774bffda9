#pragma once

#include "app/panels/panel.h"

namespace app {

// The request being written: picked from the file's saved ones, edited, sent.
PanelResult draw_request_composer(const PanelInput& in, ComposerState& state, const Style& style);

}  // namespace app
