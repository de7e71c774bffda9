#include "app/panels/body_views/grid_view.h"

#include <string>

#include "app/errands/body_errands.h"
#include "app/item_registry.h"
#include "app/panels/body_views/grid_header.h"
#include "app/view_model/bodies/text_index.h"
#include "app/view_model/bodies/visible_text.h"
#include "app/widgets/body_lines.h"
#include "app/widgets/chip.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kHeader = 22, kRowRoom = 4;
constexpr std::size_t kMostCell = 120;  // columns of code
constexpr std::size_t kQuickRows = 5'000;

bool is_csv(const BodyLook& look) {
  const BodyForm form = look.form.value_or(BodyForm::Csv);
  return form != BodyForm::Npy && form != BodyForm::Npz && form != BodyForm::RecordIo &&
         form != BodyForm::Libsvm && form != BodyForm::SparkMl;
}

void make_csv_ready(const BodyPart& part) {
  BodyLook& look = part.look;
  if (!look.table && is_small(*look.bytes))
    look.table = std::make_shared<const CsvTable>(build_csv_table(part.text));
  if (!look.table && !look.waiting.table) {
    look.waiting.table = true;
    part.in.errands.push_back(lay_table(look.id, look.bytes));
  }
  if (look.table && !look.grid.grid)
    set_grid(look, make_csv_grid(look.bytes, look.table,
                                 look.header.value_or(look.table->header_likely)));
}

void make_parts_ready(const BodyPart& part) {
  BodyLook& look = part.look;
  if (!look.parts && !look.waiting.parts) {
    look.waiting.parts = true;
    part.in.errands.push_back(lay_grids(look.id, look.bytes, *look.form));
  }
  if (!look.parts) return;
  look.part = std::min(look.part, look.parts->size() - 1);
  const GridPart& shown = (*look.parts)[look.part];
  if (look.grid.grid != shown.grid) set_grid(look, shown.grid);
}

// Which array of an archive is shown.
void draw_picker(const BodyPart& part) {
  BodyLook& look = part.look;
  if (!look.parts || look.parts->size() < 2) return;
  const Pen& pen = part.pen;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float x = at.x, y = at.y;
  for (std::size_t i = 0; i < look.parts->size(); ++i) {
    const std::string name = visible_text((*look.parts)[i].name, 40);
    if (x > at.x && x + chip_width(pen, name) > at.x + part.width) {
      x = at.x;
      y += pen.px(kHeader);
    }
    if (switch_chip(pen, x, y, {("array:" + name).c_str(), name, look.part == i})) look.part = i;
  }
  ImGui::SetCursorScreenPos({at.x, y + pen.px(kHeader + 2)});
}

void draw_facts(const BodyPart& part, const Grid& grid) {
  const Pen& pen = part.pen;
  const auto facts = grid.facts();
  if (facts.empty()) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float x = at.x, middle = at.y + pen.px(11);
  for (const GridFact& fact : facts) {
    const float width = Pen::width(pen.fonts().body, fact.name) +
                        Pen::width(pen.fonts().mono, fact.value) + pen.px(6);
    if (x > at.x && x + width > at.x + part.width) {
      x = at.x;
      middle += pen.px(kHeader);
    }
    x = pen.text(pen.fonts().body, x, middle, Role::TextDim, fact.name) + pen.px(6);
    x = pen.text(pen.fonts().mono, x, middle, Role::Text, fact.value) + pen.px(18);
  }
  ImGui::SetCursorScreenPos({at.x, middle + pen.px(14)});
}

// What the chosen row says beyond its cells.
void draw_details(const BodyPart& part) {
  constexpr std::size_t kMostRows = 8;
  BodyLook& look = part.look;
  if (!look.chosen || *look.chosen >= look.grid.grid->rows()) return;
  if (look.grid.detailed != look.chosen) {
    look.grid.details = look.grid.grid->details(*look.chosen);
    look.grid.detailed = look.chosen;
  }
  if (look.grid.details.empty()) return;
  std::string text;
  for (const std::string& line : look.grid.details) text += line + "\n";
  const Pen& pen = part.pen;
  const float inset = pen.px(8);
  const TextIndex index = index_text(text, code_columns(pen, part.width - 2 * inset), text.size());
  const std::size_t rows = std::min(index.rows(), kMostRows);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect box{at.x, at.y, part.width, part.pitch() * static_cast<float>(rows) + 2 * inset};
  hit("details", box);
  if (ImGui::BeginPopupContextItem("details menu")) {
    if (ImGui::MenuItem("Copy all of it")) copy_short(part, text, "the record");
    ImGui::EndPopup();
  }
  pen.fill(box, Role::Card, 1, pen.px(4));
  for (std::size_t i = 0; i < rows; ++i) {
    const bool cut = i + 1 == rows && rows < index.rows();
    const float middle = box.y + inset + part.pitch() * (static_cast<float>(i) + 0.5f);
    pen.text(pen.fonts().mono, box.x + inset, middle, i == 0 ? Role::TextDim : Role::Text,
             cut ? "… right-click to copy all of it" : text_row(index, text, i));
  }
  ImGui::SetCursorScreenPos({at.x, box.bottom() + pen.px(6)});
}

void make_order_ready(const GridFrame& frame) {
  GridLook& look = frame.look;
  if (!look.sort || (look.order && look.order->sort == *look.sort) || look.waiting.order) return;
  if (frame.grid.rows() <= kQuickRows) {
    look.order = std::make_shared<const GridOrder>(sort_grid(frame.grid, *look.sort));
    return;
  }
  look.waiting.order = true;
  frame.part.in.errands.push_back(order_rows(frame.part.look.id, look.grid, *look.sort));
}

void copy_cell(const GridFrame& frame) {
  const std::size_t row = *frame.part.look.chosen;
  if (row >= frame.grid.rows() || !frame.look.column) return;
  copy_short(frame.part, frame.grid.cell(row, *frame.look.column), "the cell");
}

void draw_cell_menu(const GridFrame& frame, std::size_t row) {
  if (!ImGui::BeginPopupContextItem("cell menu")) return;
  GridLook& look = frame.look;
  if (ImGui::IsWindowAppearing()) {
    frame.part.look.chosen = static_cast<std::uint32_t>(row);
    look.column = frame.column_at(ImGui::GetIO().MousePos.x);
  }
  if (ImGui::MenuItem("Copy cell", "Ctrl+C")) copy_cell(frame);
  if (ImGui::MenuItem("Copy row")) copy_short(frame.part, frame.grid.row_text(row), "the row");
  if (ImGui::MenuItem("Copy column") && look.column)
    frame.part.in.errands.push_back(
        copy_column(look.grid, look.sort ? look.order : nullptr, *look.column));
  ImGui::EndPopup();
}

void paint_cells(const GridFrame& frame, std::size_t row, const Rect& place) {
  const Pen& pen = frame.part.pen;
  ImFont* font = pen.fonts().mono;
  std::vector<std::string> cells;
  frame.grid.show(row, frame.first, frame.last, cells);
  double number = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Rect cell = frame.cell(frame.first + i, place);
    const std::string text = visible_text(cells[i], kMostCell);
    const bool chosen = frame.part.look.chosen == row && frame.look.column == frame.first + i;
    if (chosen) pen.frame({cell.x - 3, cell.y, cell.w + 6, cell.h}, Role::Accent, 1, pen.px(2));
    if (read_number(cells[i], number) && Pen::width(font, text) <= cell.w + 1) {
      pen.text_right(font, cell.right(), cell.center_y(), Role::Text, text);
    } else {
      pen.text_within(font, {cell.x, cell.y, cell.w + 1, cell.h}, Role::Text, text);
    }
    tag_rectangle("cell:" + std::to_string(row) + ":" + std::to_string(frame.first + i),
                  top_left(cell), bottom_right(cell));
  }
}

void draw_row(const GridFrame& frame, std::size_t row, const Rect& place) {
  const Pen& pen = frame.part.pen;
  BodyLook& look = frame.part.look;
  if (hit("record", place)) {
    look.chosen = static_cast<std::uint32_t>(row);
    frame.look.column = frame.column_at(ImGui::GetIO().MousePos.x);
  }
  tag("record:" + std::to_string(row));
  if (look.chosen == row) {
    pen.fill(place, Role::Selection);
  } else if (ImGui::IsItemHovered()) {
    pen.fill(place, Role::Hover, 0.6f);
  }
  draw_cell_menu(frame, row);
  pen.text_right(pen.fonts().mono, frame.left - frame.gap(), place.center_y(), Role::TextFaint,
                 frame.grid.row_name(row));
  paint_cells(frame, row, place);
}

void draw_rows(const BodyPart& part, bool figures) {
  const GridFrame frame = grid_frame(part, figures);
  make_order_ready(frame);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float header = part.pen.px(kHeader), pitch = part.pitch() + part.pen.px(kRowRoom);
  const std::size_t rows = shown_rows(frame.grid);
  const float end = at.y + header + pitch * static_cast<float>(rows);
  // It stays in sight while its table is.
  const float sticky =
      std::clamp(part.pen.list().GetClipRectMin().y, at.y, std::max(at.y, end - header));
  const Rect names{at.x, sticky, part.width, header};
  submit_grid_header(frame, names);
  ImGui::SetCursorScreenPos({at.x, at.y + header});
  if (figures) draw_grid_figures(frame, pitch);
  each_visible(part, rows, pitch,
               [&](std::size_t i, const Rect& place) { draw_row(frame, frame.row_at(i), place); });
  paint_grid_header(frame, names);
  if (part.look.chosen && copy_pressed()) copy_cell(frame);
}

void draw_table(const BodyPart& part, const BodyHabits& habits) {
  const Grid& grid = *part.look.grid.grid;
  draw_facts(part, grid);
  if (const std::string remark = grid.remark(); !remark.empty()) body_warning(part.pen, remark);
  if (const std::string left_out = left_out_text(grid); !left_out.empty())
    body_note(part.pen, left_out);
  draw_details(part);
  if (grid.rows() == 0 && grid.columns() == 0) return body_note(part.pen, "An empty table");
  BodyPart wide = part;
  const GridFrame frame = grid_frame(part, habits.statistics);
  const float table = frame.left - ImGui::GetCursorScreenPos().x + frame.edges.back();
  wide.width = std::max(part.width, table);
  draw_rows(wide, habits.statistics);
}

}  // namespace

bool draw_grid_view(const BodyPart& part, BodyHabits& habits) {
  const bool csv = is_csv(part.look);
  if (csv) {
    make_csv_ready(part);
  } else {
    make_parts_ready(part);
  }
  draw_picker(part);
  if (part.look.grid.grid) return draw_table(part, habits), true;
  const auto& parts = part.look.parts;
  if (!csv && parts) {
    body_warning(part.pen, (*parts)[part.look.part].problem);
  } else {
    body_note(part.pen, "Building the table… " + emulator::format_size(part.text.size()));
  }
  return false;
}

}  // namespace app
