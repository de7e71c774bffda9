#pragma once

#include "app/panels/panel.h"

namespace app {

// The request that moves along the pipeline strip while an invocation is played: drawn over the
// strip, inside its window.
void paint_playback(const PanelInput& in, const PlaybackState& state, const Style& style);

}  // namespace app
