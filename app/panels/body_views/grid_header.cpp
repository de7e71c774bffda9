#include "app/panels/body_views/grid_header.h"

#include <string>

#include "app/errands/body_errands.h"
#include "app/item_registry.h"
#include "app/view_model/bodies/visible_text.h"

namespace app {
namespace {

constexpr std::size_t kQuickCells = 20'000;
constexpr std::size_t kMostName = 200;

void tell_column(const GridFrame& frame, std::size_t column) {
  want_statistics(frame);
  if (!ImGui::BeginTooltip()) return;
  const std::string name = visible_text(frame.grid.column_name(column), kMostName);
  ImGui::TextUnformatted(name.c_str());
  const std::string note = frame.grid.column_note(column);
  if (!note.empty()) ImGui::TextDisabled("%s", note.c_str());
  const auto& statistics = frame.look.statistics;
  for (std::size_t row = 0; statistics && row < kStatisticRows; ++row) {
    const std::string text = statistic_text(statistics->columns[column], row);
    ImGui::TextDisabled("%-9s", statistic_name(row).c_str());
    ImGui::SameLine(ImGui::GetFontSize() * 5);
    ImGui::TextUnformatted(text.c_str());
  }
  if (!statistics) ImGui::TextDisabled("Counting…");
  ImGui::TextDisabled("Click to sort");
  ImGui::EndTooltip();
}

void draw_menu(const GridFrame& frame, std::size_t column) {
  if (!ImGui::BeginPopupContextItem("column menu")) return;
  GridLook& look = frame.look;
  if (ImGui::MenuItem("Sort ascending")) look.sort = GridSort{column, false};
  if (ImGui::MenuItem("Sort descending")) look.sort = GridSort{column, true};
  if (ImGui::MenuItem("As the rows come", nullptr, false, look.sort.has_value())) look.sort.reset();
  ImGui::Separator();
  if (ImGui::MenuItem("Copy column"))
    frame.part.in.errands.push_back(
        copy_column(look.grid, look.sort ? look.order : nullptr, column));
  if (ImGui::MenuItem("Copy column name"))
    copy_short(frame.part, frame.grid.column_name(column), "the name");
  ImGui::EndPopup();
}

// ▴ or ▾ in the gap behind the name.
void paint_sort_mark(const GridFrame& frame, const Rect& cell) {
  const Pen& pen = frame.part.pen;
  const float half = frame.part.advance() * 0.55f;
  const float x = cell.right() + frame.gap() / 2, y = cell.center_y();
  const float tip = frame.look.sort->descending ? half : -half;
  pen.list().AddTriangleFilled({x, y + tip}, {x - half, y - tip}, {x + half, y - tip},
                               pen.style().color(Role::Accent));
}

}  // namespace

void want_statistics(const GridFrame& frame) {
  GridLook& look = frame.look;
  if (look.statistics || look.waiting.statistics) return;
  if (frame.grid.rows() * shown_columns(frame.grid) <= kQuickCells) {
    look.statistics = std::make_shared<const GridStatistics>(measure_grid(frame.grid));
    return;
  }
  look.waiting.statistics = true;
  frame.part.in.errands.push_back(measure_columns(frame.part.look.id, look.grid));
}

void submit_grid_header(const GridFrame& frame, const Rect& place) {
  for (std::size_t column = frame.first; column < frame.last; ++column) {
    const Rect cell = frame.cell(column, place);
    ImGui::PushID(static_cast<int>(column));
    const bool pressed = hit("column", {cell.x, cell.y, cell.w + frame.gap(), cell.h});
    tag("column:" + frame.grid.column_name(column));
    if (pressed) frame.look.sort = next_sort(frame.look.sort, column);
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tell_column(frame, column);
    draw_menu(frame, column);
    ImGui::PopID();
  }
}

void paint_grid_header(const GridFrame& frame, const Rect& place) {
  const Pen& pen = frame.part.pen;
  ImFont* font = pen.fonts().mono;
  pen.fill(place, Role::Panel);
  for (std::size_t column = frame.first; column < frame.last; ++column) {
    const Rect cell = frame.cell(column, place);
    const std::string name = visible_text(frame.grid.column_name(column), kMostName);
    const bool sorted = frame.look.sort && frame.look.sort->column == column;
    const Role role = sorted ? Role::Accent : Role::TextDim;
    if (frame.numeric[column - frame.first] && Pen::width(font, name) < cell.w) {
      pen.text_right(font, cell.right(), cell.center_y(), role, name);
    } else {
      pen.text_within(font, {cell.x, cell.y, cell.w + 1, cell.h}, role, name);
    }
    if (sorted) paint_sort_mark(frame, cell);
  }
  pen.horizontal(place.x, place.right(), place.bottom() - 1, Role::Border);
}

void draw_grid_figures(const GridFrame& frame, float pitch) {
  want_statistics(frame);
  const Pen& pen = frame.part.pen;
  ImFont* font = pen.fonts().mono;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect all{at.x, at.y, frame.part.width, pitch * static_cast<float>(kStatisticRows)};
  pen.fill(all, Role::Card, 0.7f);
  for (std::size_t row = 0; row < kStatisticRows; ++row) {
    const Rect line{at.x, at.y + pitch * static_cast<float>(row), all.w, pitch};
    pen.text(font, line.x, line.center_y(), Role::TextFaint, statistic_name(row));
    for (std::size_t column = frame.first; column < frame.last; ++column) {
      const Rect cell = frame.cell(column, line);
      const auto& made = frame.look.statistics;
      const std::string text = made ? statistic_text(made->columns[column], row) : "…";
      pen.text_right(font, cell.right(), cell.center_y(), Role::TextDim, text);
    }
  }
  pen.horizontal(all.x, all.right(), all.bottom() - 1, Role::Border);
  ImGui::SetCursorScreenPos({at.x, all.bottom()});
}

}  // namespace app
