#pragma once

#include "app/widgets/pen.h"

namespace app {

// What stands where there is nothing yet: what will appear here, and how to get it.
void draw_empty_state(const Pen& pen, const Rect& area, std::string_view title,
                      std::string_view how);

}  // namespace app
