#pragma once

#include "app/view_model/geometry.h"

namespace app {

// The parts of the playback's bar. Those that a narrow bar gives up have no size.
struct PlaybackLayout {
  Rect play, back, forward;  // buttons at the start
  Rect scrubber;
  Rect time;           // "84.0 ms of 101 ms"
  Rect length, scale;  // "10 s", "Not to scale"
  Rect close;
  Rect caption;  // the second line
};

PlaybackLayout playback_layout(const Rect& bar, float scale);
// Design points.
float playback_height();

}  // namespace app
