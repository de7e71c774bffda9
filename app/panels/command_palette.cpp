#include "app/panels/command_palette.h"

#include <algorithm>
#include <cmath>

#include "app/view_model/phrase_match.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/overlay.h"
#include "app/widgets/text_field.h"

namespace app {
namespace {

constexpr float kWidth = 560, kPadding = 12, kField = 32, kRow = 30, kAround = 16, kTop = 0.12f;
constexpr std::size_t kMostRows = 12, kRowsWhenEmpty = 2;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoNavInputs | ImGuiWindowFlags_NoNavFocus;

using Rows = std::vector<const Action*>;

// Best first; among equals, the order of the table.
Rows matching(const std::string& typed) {
  std::vector<std::pair<int, const Action*>> ranked;
  for (const Action& row : actions()) {
    if (row.id == ActionId::ShowPalette) continue;
    if (const auto rank = phrase_match(typed, row.label)) ranked.emplace_back(*rank, &row);
  }
  std::ranges::stable_sort(ranked, {}, &std::pair<int, const Action*>::first);
  Rows rows;
  for (const auto& [rank, row] : ranked) rows.push_back(row);
  return rows;
}

Rect palette_place(const Style& style, std::size_t rows) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(2 * kAround));
  const auto shown = static_cast<float>(std::min(std::max(rows, kRowsWhenEmpty), kMostRows));
  const float top = std::floor(window.y * kTop);
  const float height = style.px(3 * kPadding + kField) + shown * style.px(kRow);
  return {std::floor((window.x - width) / 2), top, width,
          std::min(height, window.y - top - style.px(kAround))};
}

// Up and down, round and round. True when it moved.
bool follow_arrows(PaletteState& state, std::size_t count) {
  if (count == 0) return false;
  const bool down = ImGui::IsKeyPressed(ImGuiKey_DownArrow);
  const bool up = ImGui::IsKeyPressed(ImGuiKey_UpArrow);
  if (down) state.chosen = (state.chosen + 1) % count;
  if (up) state.chosen = (state.chosen + count - 1) % count;
  return down || up;
}

void reveal(const Rect& list, float top, float height) {
  if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
  if (top + height > ImGui::GetScrollY() + list.h) ImGui::SetScrollY(top + height - list.h);
}

struct RowLook {
  bool chosen = false;
  bool enabled = false;
};

// True when it is clicked.
bool draw_row(const Pen& pen, const Action& row, const std::string& label, const RowLook& look) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect line{at.x, at.y, ImGui::GetContentRegionAvail().x, pen.px(kRow)};
  ImGui::BeginDisabled(!look.enabled);
  const bool clicked = hit(("action:" + std::string(row.name)).c_str(), line);
  ImGui::EndDisabled();
  const Rect lit{line.x + pen.px(6), line.y, line.w - pen.px(12), line.h};
  if (look.chosen) {
    pen.fill(lit, Role::Selection, 1.0f, pen.px(4));
    pen.fill({lit.x, line.y + pen.px(4), pen.px(3), line.h - pen.px(8)}, Role::Accent);
  } else if (ImGui::IsItemHovered()) {
    pen.fill(lit, Role::Hover, 1.0f, pen.px(4));
  }
  const float right = lit.right() - pen.px(10);
  const float key =
      pen.text_right(pen.fonts().mono, right, line.center_y(),
                     look.enabled ? Role::TextDim : Role::TextFaint, chord_text(row.chord));
  const float left = lit.x + pen.px(10);
  pen.text_within(pen.fonts().body, {left, line.y, key - left - pen.px(12), line.h},
                  look.enabled ? Role::Text : Role::TextFaint, label);
  return clicked;
}

PanelResult draw_rows(const Style& style, const PanelInput& in, const Rows& rows,
                      const PaletteState& state) {
  const Pen pen(style);
  PanelResult wish;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Action& row = *rows[i];
    const std::string label = action_label(row, in.now);
    if (draw_row(pen, row, label, {i == state.chosen, in.can[row.id]})) wish = row.id;
  }
  return wish;
}

PanelResult draw_list(const Style& style, const PanelInput& in, const Rect& list,
                      PaletteState& state) {
  const Rows rows = matching(state.typed);
  state.chosen = rows.empty() ? 0 : std::min(state.chosen, rows.size() - 1);
  const bool moved = follow_arrows(state, rows.size());
  if (rows.empty()) {
    draw_empty_state(Pen(style), list, "No action has such a name", "Type a part of it");
    return std::nullopt;
  }
  ImGui::SetCursorScreenPos(top_left(list));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("actions", {list.w, list.h}, 0, kFlags);
  if (moved) reveal(list, static_cast<float>(state.chosen) * style.px(kRow), style.px(kRow));
  PanelResult wish = draw_rows(style, in, rows, state);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  const bool enter =
      ImGui::GetIO().KeyMods == 0 && (ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                                      ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false));
  if (enter && in.can[rows[state.chosen]->id]) return rows[state.chosen]->id;
  return wish;
}

}  // namespace

PanelResult draw_command_palette(const PanelInput& in, PaletteState& state, const Style& style) {
  const Rect place = palette_place(style, matching(state.typed).size());
  Overlay card(style, "Find an action", place, kFlags);
  if (!card.visible()) return std::nullopt;
  const float padding = style.px(kPadding);
  const Rect field{place.x + padding, place.y + padding, place.w - 2 * padding, style.px(kField)};
  // Whoever types means the field, whatever was clicked before.
  if (!ImGui::IsAnyItemActive()) ImGui::SetKeyboardFocusHere();
  if (text_field(Pen(style), "action", field, state.typed, "Find an action")) state.chosen = 0;
  const float top = field.bottom() + padding;
  const Rect list{place.x + 1, top, place.w - 2, place.bottom() - padding - top};
  PanelResult wish = draw_list(style, in, list, state);
  if (wish || ImGui::IsKeyPressed(ImGuiKey_Escape, false) || card.clicked_outside()) {
    in.dialogs.close();
    card.close();
  }
  return wish;
}

}  // namespace app
