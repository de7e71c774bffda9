#pragma once

#include <string>
#include <vector>

#include "app/view_model/bodies/grid.h"

namespace app {

// What the cells of one column have in common.
struct ColumnStatistics {
  std::size_t count = 0;    // cells that say something
  std::size_t missing = 0;  // empty ones, and those that are no number among numbers (nan)
  std::size_t numbers = 0;
  double least = 0, greatest = 0, mean = 0;  // of the numbers
  std::size_t distinct = 0;
  bool distinct_is_more = false;  // counting them ended there
  bool is_numeric() const { return numbers > 0 && numbers == count; }
};

struct GridStatistics {
  std::vector<ColumnStatistics> columns;  // those that are shown
};

// Not for the UI thread when large.
GridStatistics measure_grid(const Grid& grid);

// The rows of figures above a table.
constexpr std::size_t kStatisticRows = 6;
std::string statistic_name(std::size_t row);  // "missing"
std::string statistic_text(const ColumnStatistics& column, std::size_t row);

}  // namespace app
