#pragma once

#include <vector>

#include "app/panels/body_views/body_part.h"

namespace app {

// Where the columns of a table stand in this frame.
struct GridFrame {
  const BodyPart& part;
  const Grid& grid;
  GridLook& look;
  float left = 0;                   // of the first column; row names stand before it
  std::vector<float> edges;         // left edges counted from there, and one behind the last column
  std::size_t first = 0, last = 0;  // columns in sight: [first, last)
  std::vector<bool> numeric;        // of those in sight: aligned right

  float x(std::size_t column) const { return left + edges[column]; }
  float gap() const { return 2 * part.advance(); }
  // The cell without the gap behind it.
  Rect cell(std::size_t column, const Rect& row) const {
    return {x(column), row.y, edges[column + 1] - edges[column] - gap(), row.h};
  }
  // The column at a place of the screen; the nearest one.
  std::size_t column_at(float x) const;
  // The grid's row that is shown as the `shown`th.
  std::size_t row_at(std::size_t shown) const {
    return look.order && look.sort ? look.order->rows[shown] : shown;
  }
};

// Lays the columns out from the cursor on. `figures`: there is room for statistics.
GridFrame grid_frame(const BodyPart& part, bool figures);

}  // namespace app
