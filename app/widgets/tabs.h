#pragma once

#include "app/widgets/pen.h"

namespace app {

// One tab of a row: label on the line, an accent bar under the chosen one. Returns true when it
// is clicked; moves `x` behind it. `count` is shown in a chip unless it is 0.
struct TabLook {
  bool chosen = false;
  std::size_t count = 0;
  bool alarming = false;  // the count is of something bad
  bool quiet = false;     // the count is of nothing to worry about
};
bool tab(const Pen& pen, const char* label, float& x, const Rect& row, const TabLook& look);

}  // namespace app
