#pragma once

#include "app/widgets/pen.h"

namespace app {

// Two bars around a point: the sign of what waits for the user.
void draw_pause(const Pen& pen, float x, float middle);

}  // namespace app
