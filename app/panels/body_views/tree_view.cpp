#include "app/panels/body_views/tree_view.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/errands/body_errands.h"
#include "app/item_registry.h"
#include "app/panels/body_views/tree_search.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using Kind = JsonLabel::Kind;

constexpr std::size_t kMostIndent = 40;  // steps; deeper nodes stand below each other

Role role_of(Kind kind) {
  switch (kind) {
    case Kind::String:
      return Role::Ok;
    case Kind::Number:
      return Role::Accent;
    case Kind::Word:
      return Role::Warning;
    case Kind::Bad:
      return Role::Error;
    default:
      return Role::TextDim;
  }
}

void copy_value(const BodyPart& part, std::uint32_t node) {
  const std::string_view value = json_value(*part.look.tree, part.text, node);
  copy_short(part, std::string(value), "the value");
}

void copy_path(const BodyPart& part, std::uint32_t node) {
  std::string path = json_path(*part.look.tree, part.text, node);
  const std::string told = path.size() <= 60 ? path : path.substr(0, 59) + "…";
  part.in.errands.push_back(copy_text(std::move(path), "Copied " + told));
}

void draw_node_menu(const BodyPart& part, std::uint32_t node) {
  if (!ImGui::BeginPopupContextItem("node menu")) return;
  part.look.chosen = node;
  if (ImGui::MenuItem("Copy value", "Ctrl+C")) copy_value(part, node);
  if (ImGui::MenuItem("Copy path")) copy_path(part, node);
  const JsonSpans spans = json_spans(*part.look.tree, part.text, node);
  if (spans.key.size() > 2 && ImGui::MenuItem("Copy key"))
    copy_short(part, std::string(spans.key.substr(1, spans.key.size() - 2)), "the key");
  ImGui::EndPopup();
}

float indent(const BodyPart& part, std::size_t depth) {
  return 2 * part.advance() * static_cast<float>(std::min(depth, kMostIndent));
}

void paint_node(const BodyPart& part, const TreeRow& row, const JsonLabel& label,
                const Rect& place) {
  const Pen& pen = part.pen;
  ImFont* font = pen.fonts().mono;
  float x = place.x + indent(part, row.depth);
  const bool open = part.look.open.contains(row.node);
  if (label.has_children) pen.text(font, x, place.center_y(), Role::TextDim, open ? "▾" : "▸");
  x += 2 * part.advance();
  if (!label.key.empty()) {
    const Role role = label.key.front() == '[' ? Role::TextFaint : Role::TextDim;
    x = pen.text(font, x, place.center_y(), role, label.key) + part.advance();
  }
  x = pen.text_within(font, {x, place.y, place.right() - x, place.h}, role_of(label.kind),
                      label.value);
  if (open || label.preview.empty()) return;
  x += 2 * part.advance();
  pen.text_within(font, {x, place.y, place.right() - x, place.h}, Role::TextFaint, label.preview);
}

void draw_more(const BodyPart& part, const TreeRow& row, const Rect& place) {
  tag("more:" + std::to_string(row.node));
  part.pen.text(part.pen.fonts().mono, place.x + indent(part, row.depth + 1U), place.center_y(),
                Role::Accent, "show more…");
}

void paint_ground(const BodyPart& part, std::uint32_t node, const Rect& place) {
  if (is_match(part.look.search, node)) part.pen.fill(place, Role::Warning, 0.14f);
  if (part.look.chosen == node) {
    part.pen.fill(place, Role::Selection);
  } else if (ImGui::IsItemHovered()) {
    part.pen.fill(place, Role::Hover, 0.6f);
  }
}

void draw_row(const BodyPart& part, const TreeRow& row, const Rect& place,
              std::optional<TreeRow>& clicked) {
  const bool pressed = hit("row", place);
  if (row.more) {
    if (pressed) clicked = row;
    draw_more(part, row, place);
    return;
  }
  const JsonLabel label = json_label(*part.look.tree, part.text, row.node, row.position);
  tag("node:" + label.key);
  if (pressed) part.look.chosen = row.node;
  if (pressed && label.has_children) clicked = row;
  paint_ground(part, row.node, place);
  draw_node_menu(part, row.node);
  paint_node(part, row, label, place);
}

// Brings the match that was stepped to into view.
void scroll_to_match(const BodyPart& part, float pitch) {
  const auto node = std::exchange(part.look.search.reveal, std::nullopt);
  if (!node) return;
  const auto& rows = part.look.rows;
  const auto row = std::ranges::find_if(
      rows, [&](const TreeRow& each) { return each.node == *node && !each.more; });
  if (row == rows.end()) return;
  const float top = ImGui::GetCursorPosY() + pitch * static_cast<float>(row - rows.begin());
  const float seen = ImGui::GetScrollY();
  if (top >= seen && top + pitch <= seen + ImGui::GetWindowHeight()) return;
  ImGui::SetScrollY(std::max(0.0f, top - ImGui::GetWindowHeight() / 2));
}

// True once there is a tree; says why there is none.
bool tree_ready(const BodyPart& part) {
  BodyLook& look = part.look;
  const BodyForm form = look.form.value_or(BodyForm::Json);
  if (!look.tree && is_small(*look.bytes))
    set_tree(look, std::make_shared<const JsonTree>(make_tree(form, part.text)));
  if (!look.tree && !look.waiting.tree) {
    look.waiting.tree = true;
    part.in.errands.push_back(grow_tree(look.id, look.bytes, form));
  }
  if (!look.tree) {
    body_note(part.pen, "Building the tree… " + emulator::format_size(part.text.size()));
    return false;
  }
  if (!look.tree->problem.empty()) body_warning(part.pen, look.tree->problem);
  if (!look.tree->remark.empty()) body_warning(part.pen, look.tree->remark);
  return look.tree->problem.empty();
}

}  // namespace

bool draw_tree_view(const BodyPart& part) {
  if (!tree_ready(part)) return false;
  draw_tree_search(part);
  BodyLook& look = part.look;
  const float pitch = part.pitch() + part.pen.px(2);
  scroll_to_match(part, pitch);
  std::optional<TreeRow> clicked;
  each_visible(part, look.rows.size(), pitch, [&](std::size_t i, const Rect& place) {
    draw_row(part, look.rows[i], place, clicked);
  });
  if (clicked) {
    toggle(look.open, *clicked);
    look.rows = tree_rows(*look.tree, look.open);
  }
  if (look.chosen && *look.chosen < look.tree->nodes.size() && copy_pressed())
    copy_value(part, *look.chosen);
  return true;
}

}  // namespace app
