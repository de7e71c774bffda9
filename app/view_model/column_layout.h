#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace app {

// Where sections of a sheet stand when they are laid out in columns, read from top to bottom.
struct ColumnLayout {
  struct Place {
    std::size_t column = 0;
    float y = 0;
  };
  std::vector<Place> sections;
  float height = 0;  // of the longest column
};

// Sections in their order, none cut in two, in at most `columns` columns that are as short as
// possible. The unit is the caller's.
ColumnLayout column_layout(std::span<const float> heights, std::size_t columns);

}  // namespace app
