#include "app/view_model/column_layout.h"

#include <algorithm>
#include <numeric>

namespace app {
namespace {

// Fills one column after the other up to `height`.
ColumnLayout filled(std::span<const float> heights, float height) {
  ColumnLayout out;
  std::size_t column = 0;
  float y = 0;
  for (const float section : heights) {
    if (y > 0 && y + section > height) {
      ++column;
      y = 0;
    }
    out.sections.push_back({column, y});
    y += section;
    out.height = std::max(out.height, y);
  }
  return out;
}

}  // namespace

ColumnLayout column_layout(std::span<const float> heights, std::size_t columns) {
  const float total = std::accumulate(heights.begin(), heights.end(), 0.0f);
  const float tallest = heights.empty() ? 0 : *std::ranges::max_element(heights);
  constexpr float kStep = 0.02f;  // of the total: as close to even columns as anybody sees
  float height = std::max(tallest, total / static_cast<float>(std::max<std::size_t>(columns, 1)));
  while (true) {
    ColumnLayout out = filled(heights, height);
    if (out.sections.empty() || out.sections.back().column < columns || height >= total) return out;
    height += std::max(total * kStep, 1.0f);
  }
}

}  // namespace app
