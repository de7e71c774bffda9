#include "app/panels/body_view.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/errands/body_errands.h"
#include "app/item_registry.h"
#include "app/view_model/bodies/visible_text.h"
#include "app/view_model/elide.h"
#include "app/widgets/body_lines.h"
#include "app/widgets/chip.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using Kind = JsonLabel::Kind;

constexpr float kSwitch = 26, kNote = 24, kScrollRoom = 10;
constexpr std::size_t kMostIndent = 40;  // steps; deeper nodes stand below each other

struct View {
  const Pen& pen;
  const PanelInput& in;
  BodyLook& look;
  std::string_view text;
  float width;

  float pitch() const { return pen.fonts().mono->FontSize; }
  float advance() const { return Pen::width(pen.fonts().mono, "0"); }
};

// A line of its own in words.
void note(const Pen& pen, std::string_view text, Role role = Role::TextFaint) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x - pen.px(kScrollRoom);
  const Rect line{at.x, at.y, width, pen.px(kNote)};
  pen.text_within(pen.fonts().body, line, role, text);
  ImGui::Dummy({1, pen.px(kNote)});
}

template <typename DrawRow>
void each_visible(const View& view, std::size_t rows, float pitch, DrawRow draw) {
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(std::min<std::size_t>(rows, 100'000'000)), pitch);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ImGui::PushID(i);
      draw(static_cast<std::size_t>(i), Rect{at.x, at.y, view.width, pitch});
      ImGui::PopID();
      ImGui::SetCursorScreenPos({at.x, at.y + pitch});
    }
  }
}

void mono(const View& view, const Rect& row, Role role, std::string_view text) {
  view.pen.text(view.pen.fonts().mono, row.x, row.center_y(), role, text);
}

// The beginning is drawn at once; the rest of a large text, and a new width of it, follow.
void draw_text(const View& view) {
  BodyLook& look = view.look;
  const std::size_t columns = code_columns(view.pen, view.width);
  const bool fits = look.text && look.text->columns == columns;
  const bool whole = look.text && look.text->bytes >= view.text.size();
  if (!look.text || (!fits && is_small(*look.bytes))) look.text = quick_text(look, columns);
  if (!is_small(*look.bytes) && (!fits || !whole) && !look.waiting.text) {
    look.waiting.text = true;
    view.in.errands.push_back(wrap_text(look.id, look.bytes, columns));
  }
  if (look.text->right_to_left) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_chip(view.pen, at.x, at.y + view.pen.px(kNote / 2),
              "right-to-left text, shown in logical order", ChipTone::Neutral);
    ImGui::Dummy({1, view.pen.px(kNote)});
  }
  each_visible(view, look.text->rows(), view.pitch(), [&](std::size_t i, const Rect& row) {
    mono(view, row, Role::Text, text_row(*look.text, view.text, i));
  });
  if (look.text->bytes < view.text.size())
    note(view.pen, "Reading on… " + emulator::format_size(view.text.size()));
}

void draw_hex(const View& view) {
  each_visible(view, hex_rows(view.text.size()), view.pitch(), [&](std::size_t i, const Rect& row) {
    mono(view, row, Role::Text, hex_row(view.text, i));
  });
}

Role role_of(Kind kind) {
  switch (kind) {
    case Kind::String:
      return Role::Ok;
    case Kind::Number:
      return Role::Accent;
    case Kind::Word:
      return Role::Warning;
    default:
      return Role::TextDim;
  }
}

void copy_value(const View& view, std::uint32_t node) {
  const std::string_view value = json_value(*view.look.tree, view.text, node);
  view.in.errands.push_back(
      copy_text(std::string(value), "Copied " + emulator::format_size(value.size())));
}

void copy_path(const View& view, std::uint32_t node) {
  std::string path = json_path(*view.look.tree, view.text, node);
  const std::string told = "Copied " + elide_end(path, 60, [](std::string_view text) {
                             return static_cast<float>(text.size());
                           });
  view.in.errands.push_back(copy_text(std::move(path), told));
}

void draw_node_menu(const View& view, std::uint32_t node) {
  if (!ImGui::BeginPopupContextItem("node menu")) return;
  if (ImGui::MenuItem("Copy value", "Ctrl+C")) copy_value(view, node);
  if (ImGui::MenuItem("Copy path")) copy_path(view, node);
  ImGui::EndPopup();
}

void paint_node(const View& view, const TreeRow& row, const JsonLabel& label, const Rect& place) {
  const Pen& pen = view.pen;
  const float step = 2 * view.advance();
  float x = place.x + step * static_cast<float>(std::min<std::size_t>(row.depth, kMostIndent));
  const bool open = view.look.open.contains(row.node);
  if (label.has_children)
    pen.text(pen.fonts().mono, x, place.center_y(), Role::TextDim, open ? "▾" : "▸");
  x += step;
  if (!label.key.empty()) {
    const Role role = label.key.front() == '[' ? Role::TextFaint : Role::TextDim;
    x = pen.text(pen.fonts().mono, x, place.center_y(), role, label.key) + view.advance();
  }
  pen.text_within(pen.fonts().mono, {x, place.y, place.right() - x, place.h}, role_of(label.kind),
                  label.value);
}

void draw_tree_row(const View& view, const TreeRow& row, const Rect& place,
                   std::optional<TreeRow>& clicked) {
  const Pen& pen = view.pen;
  const bool pressed = hit("row", place);
  if (row.more) {
    tag("more:" + std::to_string(row.node));
    if (pressed) clicked = row;
    const float x =
        place.x +
        2 * view.advance() * static_cast<float>(std::min<std::size_t>(row.depth + 1U, kMostIndent));
    pen.text(pen.fonts().mono, x, place.center_y(), Role::Accent, "show more…");
    return;
  }
  const JsonLabel label = json_label(*view.look.tree, view.text, row.node, row.position);
  tag("node:" + label.key);
  if (pressed) view.look.chosen = row.node;
  if (pressed && label.has_children) clicked = row;
  if (view.look.chosen == row.node) {
    pen.fill(place, Role::Selection);
  } else if (ImGui::IsItemHovered()) {
    pen.fill(place, Role::Hover, 0.6f);
  }
  draw_node_menu(view, row.node);
  paint_node(view, row, label, place);
}

bool copy_pressed() {
  return ImGui::IsWindowFocused() && ImGui::GetIO().KeyMods == ImGuiMod_Ctrl &&
         ImGui::IsKeyPressed(ImGuiKey_C, false);
}

void draw_tree(const View& view) {
  BodyLook& look = view.look;
  const float pitch = view.pitch() + view.pen.px(2);
  std::optional<TreeRow> clicked;
  each_visible(view, look.rows.size(), pitch, [&](std::size_t i, const Rect& row) {
    draw_tree_row(view, look.rows[i], row, clicked);
  });
  if (clicked) {
    toggle(look.open, *clicked);
    look.rows = tree_rows(*look.tree, look.open);
  }
  if (look.chosen && copy_pressed()) copy_value(view, *look.chosen);
}

void draw_record(const View& view, const std::vector<std::string>& fields, const Rect& row,
                 bool is_header) {
  const CsvTable& table = *view.look.table;
  ImFont* font = view.pen.fonts().mono;
  float x = row.x;
  for (std::size_t i = 0; i < fields.size() && i < table.widths.size(); ++i) {
    const float cell = view.advance() * static_cast<float>(table.widths[i]);
    if (!is_header && is_number(fields[i])) {
      view.pen.text_right(font, x + cell, row.center_y(), Role::Text, fields[i]);
    } else {
      view.pen.text_within(font, {x, row.y, cell + 1, row.h},
                           is_header ? Role::TextDim : Role::Text, fields[i]);
    }
    x += cell + 2 * view.advance();
  }
}

float table_width(const View& view) {
  std::size_t columns = 0;
  for (const std::uint16_t width : view.look.table->widths) columns += width + 2U;
  return view.advance() * static_cast<float>(columns);
}

void draw_table_row(const View& view, std::size_t record, const Rect& row) {
  if (hit("record", row)) view.look.chosen = static_cast<std::uint32_t>(record);
  tag("record:" + std::to_string(record));
  if (view.look.chosen == record) {
    view.pen.fill(row, Role::Selection);
  } else if (ImGui::IsItemHovered()) {
    view.pen.fill(row, Role::Hover, 0.6f);
  }
  const bool header = record == 0 && view.look.header.value_or(view.look.table->header_likely);
  draw_record(view, csv_fields(*view.look.table, view.text, record), row, header);
  if (header) view.pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);
}

void draw_table(const View& whole) {
  View view = whole;
  BodyLook& look = view.look;
  view.width = std::max(view.width, table_width(view));
  const float pitch = view.pitch() + view.pen.px(4);
  each_visible(view, look.table->records(), pitch,
               [&](std::size_t i, const Rect& row) { draw_table_row(view, i, row); });
  if (!look.chosen || !copy_pressed() || *look.chosen >= look.table->records()) return;
  const std::string_view record = csv_record(*look.table, view.text, *look.chosen);
  view.in.errands.push_back(copy_text(std::string(record), "Copied the row"));
}

// True once there is a tree; says why there is none.
bool tree_ready(const View& view) {
  BodyLook& look = view.look;
  if (!look.tree && is_small(*look.bytes))
    set_tree(look, std::make_shared<const JsonTree>(build_json_tree(view.text)));
  if (!look.tree && !look.waiting.tree) {
    look.waiting.tree = true;
    view.in.errands.push_back(grow_tree(look.id, look.bytes));
  }
  if (!look.tree) {
    note(view.pen, "Building the tree… " + emulator::format_size(view.text.size()));
    return false;
  }
  if (!look.tree->problem.empty()) note(view.pen, look.tree->problem, Role::Warning);
  return look.tree->problem.empty();
}

bool table_ready(const View& view) {
  BodyLook& look = view.look;
  if (!look.table && is_small(*look.bytes))
    look.table = std::make_shared<const CsvTable>(build_csv_table(view.text));
  if (!look.table && !look.waiting.table) {
    look.waiting.table = true;
    view.in.errands.push_back(lay_table(look.id, look.bytes));
  }
  if (!look.table) note(view.pen, "Building the table… " + emulator::format_size(view.text.size()));
  return look.table != nullptr;
}

// Text stands in while a tree or a table grows, and where there can be none.
void draw_as(const View& view, BodyView how) {
  if (how == BodyView::Hex) return draw_hex(view);
  if (how == BodyView::Tree && tree_ready(view)) return draw_tree(view);
  if (how == BodyView::Table && table_ready(view)) return draw_table(view);
  draw_text(view);
}

void draw_switch(const View& view, BodyView suitable, MessagePane& pane) {
  const Pen& pen = view.pen;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float x = at.x;
  const auto option = [&](const std::string& name, const std::string& label, bool on) {
    const Rect place{x, at.y + pen.px(2), chip_width(pen, label), pen.px(18)};
    x = place.right() + pen.px(4);
    return chip_button(pen, name.c_str(), place, label, on ? ChipTone::Accent : ChipTone::Neutral);
  };
  constexpr std::array kViews = {BodyView::Auto, BodyView::Tree, BodyView::Table, BodyView::Text,
                                 BodyView::Hex};
  for (const BodyView each : kViews) {
    std::string label(to_text(each));
    if (each == BodyView::Auto) label += ": " + std::string(to_text(suitable));
    if (!option("view " + std::string(to_text(each)), label, pane.view == each)) continue;
    pane.view = each;
    view.look.chosen.reset();
  }
  const BodyView shown = pane.view == BodyView::Auto ? suitable : pane.view;
  if (shown == BodyView::Table && view.look.table) {
    x += pen.px(8);
    const bool on = view.look.header.value_or(view.look.table->header_likely);
    if (option("header row", on ? "Header row: on" : "Header row: off", on)) view.look.header = !on;
  }
  ImGui::SetCursorScreenPos({at.x, at.y + pen.px(kSwitch)});
}

// True once the content is at hand; says why it is not.
bool content_ready(const Pen& pen, const PanelInput& in, const emulator::BodyPtr& body,
                   BodyLook& look) {
  if (look.bytes) return true;
  const std::string size = emulator::format_size(body->size());
  if (!look.problem.empty()) {
    note(pen, size + ", not shown: " + look.problem, Role::Warning);
  } else if (body->place() == emulator::BodyPlace::NotKept) {
    note(pen, size + ", not kept any more: the limits for recorded bodies were reached");
  } else if (!in.outside.load_body) {
    note(pen, size + ", moved to disk to keep memory free");
  } else {
    note(pen, "Reading " + size + " from the disk…");
    if (!look.waiting.bytes) in.errands.push_back(fetch_body(body, in.outside.load_body));
    look.waiting.bytes = true;
  }
  return false;
}

}  // namespace

void draw_body(const Pen& pen, const PanelInput& in, const BodyContent& content,
               MessagePane& pane) {
  if (!content.body || content.body->size() == 0) return note(pen, "No body");
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  BodyLook& look = pane.bodies.of(*content.body, content.content_type);
  if (content_ready(pen, in, content.body, look)) {
    const float width = ImGui::GetContentRegionAvail().x - pen.px(kScrollRoom);
    const View view{pen, in, look, look.bytes->view(), width};
    const BodyView suitable = suitable_view(content.content_type, view.text);
    draw_switch(view, suitable, pane);
    draw_as(view, pane.view == BodyView::Auto ? suitable : pane.view);
  }
  ImGui::PopStyleVar();
}

}  // namespace app
