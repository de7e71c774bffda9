#include "app/panels/recent_dialog.h"

#include <algorithm>
#include <cmath>

#include "app/errands/pipeline_errands.h"
#include "app/view_model/elide.h"
#include "app/view_model/phrase_match.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/overlay.h"
#include "app/widgets/text_field.h"

namespace app {
namespace {

constexpr float kWidth = 640, kPadding = 12, kField = 32, kRow = 44, kAround = 16, kTop = 0.12f;
constexpr std::size_t kMostRows = 8, kRowsWhenEmpty = 2;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoNavInputs | ImGuiWindowFlags_NoNavFocus;

using Rows = std::vector<const RecentFile*>;

Rows matching(const RecentState& state, std::span<const RecentFile> recent) {
  Rows rows;
  for (const RecentFile& file : recent)
    if (phrase_match(state.typed, file.file.string())) rows.push_back(&file);
  return rows;
}

Rect dialog_place(const Style& style, std::size_t rows) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(2 * kAround));
  const auto shown = static_cast<float>(std::clamp(rows, kRowsWhenEmpty, kMostRows));
  const float top = std::floor(window.y * kTop);
  const float height = style.px(3 * kPadding + kField) + shown * style.px(kRow);
  return {std::floor((window.x - width) / 2), top, width,
          std::min(height, window.y - top - style.px(kAround))};
}

// True when it is clicked.
bool draw_row(const Pen& pen, const PanelInput& in, const RecentFile& recent, bool chosen) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect line{at.x, at.y, ImGui::GetContentRegionAvail().x, pen.px(kRow)};
  const std::string name = recent.file.filename().string();
  const bool clicked = hit(("recent:" + name).c_str(), line);
  const Rect lit{line.x + pen.px(6), line.y, line.w - pen.px(12), line.h};
  if (chosen) {
    pen.fill(lit, Role::Selection, 1.0f, pen.px(4));
    pen.fill({lit.x, line.y + pen.px(4), pen.px(3), line.h - pen.px(8)}, Role::Accent);
  } else if (ImGui::IsItemHovered()) {
    pen.fill(lit, Role::Hover, 1.0f, pen.px(4));
  }
  const float left = lit.x + pen.px(10), width = lit.w - pen.px(20);
  pen.text_middle_elided(pen.fonts().body, {left, line.y + pen.px(4), width, pen.px(20)},
                         recent.missing ? Role::TextDim : Role::Text, name);
  const std::string folder = short_path(recent.file.parent_path().string(), in.outside.home_folder);
  pen.text_middle_elided(pen.fonts().caption, {left, line.y + pen.px(22), width, pen.px(18)},
                         Role::TextDim, recent.missing ? folder + " · not there any more" : folder);
  return clicked;
}

// True when it moved.
bool follow_arrows(RecentState& state, std::size_t count) {
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

// The one that was chosen.
const RecentFile* draw_rows(const Style& style, const PanelInput& in, const Rect& list,
                            RecentState& state, const Rows& rows) {
  if (rows.empty()) {
    draw_empty_state(Pen(style), list, "No recent pipeline has such a name", "Type a part of it");
    return nullptr;
  }
  state.chosen = std::min(state.chosen, rows.size() - 1);
  const bool moved = follow_arrows(state, rows.size());
  ImGui::SetCursorScreenPos(top_left(list));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("recent", {list.w, list.h}, 0, kFlags);
  if (moved) reveal(list, static_cast<float>(state.chosen) * style.px(kRow), style.px(kRow));
  const RecentFile* wanted = nullptr;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (draw_row(Pen(style), in, *rows[i], i == state.chosen)) wanted = rows[i];
  ImGui::EndChild();
  ImGui::PopStyleVar();
  const bool enter =
      ImGui::GetIO().KeyMods == 0 && (ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                                      ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false));
  return enter ? rows[state.chosen] : wanted;
}

}  // namespace

PanelResult draw_recent_dialog(const PanelInput& in, RecentState& state,
                               std::span<const RecentFile> recent, const Style& style) {
  const Rect place = dialog_place(style, recent.size());
  Overlay card(style, "Open recent", place, kFlags);
  if (!card.visible()) return std::nullopt;
  const float padding = style.px(kPadding);
  const Rect field{place.x + padding, place.y + padding, place.w - 2 * padding, style.px(kField)};
  // Whoever types means the field, whatever was clicked before.
  if (!ImGui::IsAnyItemActive()) ImGui::SetKeyboardFocusHere();
  if (text_field(Pen(style), "recent name", field, state.typed, "Open a recent pipeline"))
    state.chosen = 0;
  const float top = field.bottom() + padding;
  const Rect list{place.x + 1, top, place.w - 2, place.bottom() - padding - top};
  const RecentFile* wanted = draw_rows(style, in, list, state, matching(state, recent));
  if (wanted == nullptr && !ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !card.clicked_outside())
    return std::nullopt;
  in.dialogs.close();
  card.close();
  return wanted == nullptr ? PanelResult{} : PanelResult{open_pipeline(wanted->file)};
}

}  // namespace app
