#pragma once

#include "app/panels/panel.h"

namespace app {

// What the waterfall shows and changes.
struct WaterfallView {
  TimeState& time;
  Selection& selection;
  const PlaybackState& playback;
};

// Where the time of the selected invocation went: one row per stage of its route, and where its
// slow motion is. Or all invocations on one axis.
PanelResult draw_waterfall(const PanelInput& in, const WaterfallView& view, const Style& style);

}  // namespace app
