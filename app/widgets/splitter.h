#pragma once

#include "app/widgets/pen.h"

namespace app {

enum class SplitAxis { Horizontal, Vertical };  // which way the splitter is dragged

struct SplitterPlace {
  float at = 0;    // pixels: x or y of the border
  float from = 0;  // the border's extent along the other axis
  float to = 0;
  SplitAxis axis = SplitAxis::Horizontal;
};

// The border between two regions: dragging changes `points` (negative direction: the region after
// the border grows when dragged back), a double click resets it. Invisible until hovered. Draw it
// after the regions beside it: it lies on top of both.
void splitter(const Pen& pen, const char* name, const SplitterPlace& place, float direction,
              float& points, float reset_to);

}  // namespace app
