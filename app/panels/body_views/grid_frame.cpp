#include "app/panels/body_views/grid_frame.h"

#include <string>

namespace app {
namespace {

constexpr std::size_t kNarrowest = 3, kNarrowestFigures = 9, kWidest = 80;

// Of the last row's name, and of what stands before figures.
float row_name_width(const BodyPart& part, const Grid& grid, bool figures) {
  std::size_t width = grid.rows() == 0 ? 1 : grid.row_name(grid.rows() - 1).size();
  if (figures) width = std::max(width, statistic_name(kStatisticRows - 1).size());
  return part.advance() * static_cast<float>(width + 2);
}

void look_for_numbers(GridFrame& frame) {
  std::vector<std::string> cells;
  if (frame.grid.rows() > 0) frame.grid.show(frame.row_at(0), frame.first, frame.last, cells);
  frame.numeric.assign(frame.last - frame.first, false);
  double number = 0;
  for (std::size_t i = 0; i < std::min(cells.size(), frame.numeric.size()); ++i)
    frame.numeric[i] = read_number(cells[i], number);
}

}  // namespace

std::size_t GridFrame::column_at(float place) const {
  const auto after = std::ranges::upper_bound(edges, place - left);
  const auto index = static_cast<std::size_t>(after - edges.begin());
  const std::size_t columns = edges.size() - 1;
  return columns == 0 ? 0 : std::min(columns - 1, index == 0 ? 0 : index - 1);
}

GridFrame grid_frame(const BodyPart& part, bool figures) {
  const Grid& grid = *part.look.grid.grid;
  const float start = ImGui::GetCursorScreenPos().x;
  GridFrame frame{part, grid, part.look.grid, start + row_name_width(part, grid, figures), {0}, 0,
                  0,    {}};
  const std::size_t columns = shown_columns(grid);
  const std::size_t narrowest = figures ? kNarrowestFigures : kNarrowest;
  for (std::size_t i = 0; i < columns; ++i) {
    const std::size_t width = std::clamp(grid.column_width(i), narrowest, kWidest);
    frame.edges.push_back(frame.edges.back() + part.advance() * static_cast<float>(width + 2));
  }
  const float seen = part.pen.list().GetClipRectMin().x;
  const float end = part.pen.list().GetClipRectMax().x;
  frame.first = frame.column_at(seen);
  frame.last = columns == 0 ? 0 : frame.column_at(end) + 1;
  look_for_numbers(frame);
  return frame;
}

}  // namespace app
