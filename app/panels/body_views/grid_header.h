#pragma once

#include "app/panels/body_views/grid_frame.h"

namespace app {

// Names of columns: a click sorts, a right click offers more, resting tells figures. Submitted
// before the rows, so that it takes the mouse where it lies over them.
void submit_grid_header(const GridFrame& frame, const Rect& place);
// Painted after the rows.
void paint_grid_header(const GridFrame& frame, const Rect& place);

// Figures of every column, a row each, from the cursor on.
void draw_grid_figures(const GridFrame& frame, float pitch);

// Has them made where they are not there.
void want_statistics(const GridFrame& frame);

}  // namespace app
