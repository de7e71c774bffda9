#include "app/panels/key_sheet.h"

#include <algorithm>
#include <array>
#include <vector>

#include "app/view_model/column_layout.h"
#include "app/widgets/button.h"
#include "app/widgets/overlay.h"

namespace app {
namespace {

// Design points.
constexpr float kColumn = 318, kColumnGap = 26, kRow = 21, kSection = 28, kSectionGap = 8;
constexpr float kPadding = 22, kTitle = 46, kAround = 24;
constexpr std::size_t kMostColumns = 4;

bool has_key(const Action& row) { return row.chord != 0; }

std::string keys_text(const Action& row) {
  const std::string other = chord_text(row.other_chord);
  return other.empty() ? chord_text(row.chord) : chord_text(row.chord) + "  " + other;
}

// Topics that have a key, with their heights.
struct Sections {
  std::vector<const ActionGroup*> groups;
  std::vector<float> heights;
};

Sections sections() {
  Sections out;
  for (const ActionGroup& group : action_groups()) {
    const auto rows = static_cast<float>(std::ranges::count_if(group.rows, has_key));
    if (rows == 0) continue;
    out.groups.push_back(&group);
    out.heights.push_back(kSection + rows * kRow + kSectionGap);
  }
  return out;
}

void draw_section(const Pen& pen, const PanelInput& in, const ActionGroup& group, float x,
                  float top) {
  const float right = x + pen.px(kColumn);
  pen.text(pen.fonts().strong, x, top + pen.px(kSection / 2), Role::Text, group.title);
  pen.horizontal(x, right, top + pen.px(kSection) - 2, Role::Border);
  float middle = top + pen.px(kSection + kRow / 2);
  for (const Action& row : group.rows) {
    if (!has_key(row)) continue;
    const float keys =
        pen.text_right(pen.fonts().mono, right, middle, Role::TextDim, keys_text(row));
    const Rect line{x, middle - pen.px(kRow / 2), keys - x - pen.px(8), pen.px(kRow)};
    pen.text_within(pen.fonts().body, line, in.can[row.id] ? Role::Text : Role::TextFaint,
                    row.label);
    middle += pen.px(kRow);
  }
}

std::size_t columns_in(float points) {
  const float fit = (points - 2 * kPadding + kColumnGap) / (kColumn + kColumnGap);
  return std::clamp<std::size_t>(static_cast<std::size_t>(std::max(fit, 1.0f)), 1, kMostColumns);
}

// Esc, either of its keys, or a click beside it.
bool is_over(const Overlay& card) {
  if (card.appearing()) return false;
  const bool question_mark =
      ImGui::GetIO().KeyMods == ImGuiMod_Shift && ImGui::IsKeyPressed(ImGuiKey_Slash, false);
  return ImGui::IsKeyPressed(ImGuiKey_Escape, false) || ImGui::IsKeyPressed(ImGuiKey_F1, false) ||
         question_mark || card.clicked_outside();
}

// Where lessons came along: help is more than keys.
PanelResult draw_lessons_button(const Pen& pen, const PanelInput& in, const ImVec2& top,
                                float width) {
  if (!in.can[ActionId::ShowLessons]) return std::nullopt;
  const float button = action_button_width(pen, ActionId::ShowLessons);
  const Rect place{top.x + width - button - pen.px(kPadding), top.y + pen.px(kTitle / 2 - 14),
                   button, pen.px(28)};
  const bool clicked = action_button(pen, ActionId::ShowLessons, place, in.can, ButtonLook::Flat);
  return clicked ? PanelResult{ActionId::ShowLessons} : std::nullopt;
}

}  // namespace

PanelResult draw_key_sheet(const PanelInput& in, const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const Sections all = sections();
  const std::size_t columns = columns_in((window.x - style.px(kAround)) / style.scale);
  const ColumnLayout layout = column_layout(all.heights, columns);
  const auto count = static_cast<float>(columns);
  const float content = style.px(kTitle + layout.height + kPadding);
  const float width = std::min(style.px(2 * kPadding + count * kColumn + (count - 1) * kColumnGap),
                               window.x - style.px(kAround));
  const float height = std::min(content, window.y - style.px(kAround));
  Overlay card(
      style, "Keys",
      {std::floor((window.x - width) / 2), std::floor((window.y - height) / 2), width, height});
  if (!card.visible()) return std::nullopt;
  ImGui::BeginChild("sheet", {width, height});
  const ImVec2 top = ImGui::GetCursorScreenPos();
  const Pen pen(style);
  const float left = top.x + pen.px(kPadding);
  pen.text(pen.fonts().title, left, top.y + pen.px(kTitle / 2), Role::Text, "Keys");
  PanelResult wish = draw_lessons_button(pen, in, top, width);
  for (std::size_t i = 0; i < all.groups.size(); ++i) {
    const ColumnLayout::Place& place = layout.sections[i];
    const float column = pen.px(kColumn + kColumnGap) * static_cast<float>(place.column);
    draw_section(pen, in, *all.groups[i], left + column, top.y + pen.px(kTitle + place.y));
  }
  ImGui::Dummy({1, content});
  ImGui::EndChild();
  if (!wish && !is_over(card)) return std::nullopt;
  in.dialogs.close();
  card.close();
  return wish;
}

}  // namespace app
