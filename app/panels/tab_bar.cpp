#include "app/panels/tab_bar.h"

#include <algorithm>
#include <string>

#include "app/item_registry.h"
#include "app/view_model/humanise.h"
#include "app/widgets/button.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kWidest = 220, kNarrowest = 84, kPlus = 34, kInset = 10, kCross = 18;

using Kind = WorkspaceState::Wish::Kind;

// Two crossing lines, thin as the rest of the frame.
void draw_cross(const Pen& pen, const Rect& place, Role role) {
  const float half = pen.px(4);
  const float x = place.center_x(), y = place.center_y();
  const ImU32 color = pen.style().color(role);
  pen.list().AddLine({x - half, y - half}, {x + half, y + half}, color, pen.px(1.2f));
  pen.list().AddLine({x - half, y + half}, {x + half, y - half}, color, pen.px(1.2f));
}

void draw_title(const Pen& pen, const TabTitle& title, const Rect& place, bool active) {
  const float middle = place.center_y();
  draw_glyph(pen, service_words(title.service).glyph, place.x + pen.px(kInset + 5), middle);
  const float left = place.x + pen.px(kInset + 18);
  const float right = place.right() - pen.px(kCross + 8);
  const float mark = title.calls ? pen.px(12) : 0;
  const std::string words = title.unsaved ? title.name + " •" : title.name;
  pen.text_middle_elided(active ? pen.fonts().strong : pen.fonts().body,
                         {left, place.y, right - left - mark, place.h},
                         active ? Role::Text : Role::TextDim, words);
  if (title.calls) draw_glyph(pen, Glyph::Warning, right - pen.px(4), middle);
}

// What pressing somewhere on it means.
std::optional<Kind> draw_tab(const Pen& pen, const TabTitle& title, const std::string& number,
                             const Rect& place, bool active) {
  std::optional<Kind> wish;
  const Rect cross{place.right() - pen.px(kCross + 6), place.center_y() - pen.px(kCross / 2),
                   pen.px(kCross), pen.px(kCross)};
  if (active) pen.fill(place, Role::Panel);
  if (hit(("close tab:" + number).c_str(), cross)) wish = Kind::Close;
  const bool on_cross = ImGui::IsItemHovered();
  ImGui::SetItemTooltip("Close this tab (%s)",
                        chord_text(action(ActionId::CloseTab).chord).c_str());
  const Rect face{place.x, place.y, cross.x - place.x, place.h};
  if (hit(("tab:" + number).c_str(), face)) wish = Kind::Show;
  const bool hovered = ImGui::IsItemHovered();
  if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Middle)) wish = Kind::Close;
  if (hovered && !active) pen.fill(place, Role::Hover, 0.5f);
  draw_title(pen, title, place, active);
  if (on_cross) pen.fill(cross, Role::Hover);
  if (active || hovered || on_cross) draw_cross(pen, cross, on_cross ? Role::Text : Role::TextDim);
  if (active) pen.fill({place.x, place.bottom() - pen.px(2), place.w, pen.px(2)}, Role::Accent);
  pen.vertical(place.right(), place.y + pen.px(7), place.bottom() - pen.px(7), Role::Border);
  return wish;
}

}  // namespace

void draw_tab_bar(WorkspaceState& state, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const auto count = static_cast<float>(state.tabs.size());
  const float room = area.w - pen.px(kPlus);
  const float width = std::floor(std::clamp(room / count, pen.px(kNarrowest), pen.px(kWidest)));
  float x = area.x;
  for (std::size_t i = 0; i < state.tabs.size(); ++i) {
    const Rect place{x, area.y, width, area.h};
    const auto wish = draw_tab(pen, state.tabs[i], std::to_string(i + 1), place, i == state.active);
    if (wish) state.wish = WorkspaceState::Wish{*wish, i};
    x += width;
  }
  const Rect plus{x, area.y, pen.px(kPlus), area.h};
  if (hit("new tab", plus)) state.wish = WorkspaceState::Wish{Kind::New, 0};
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::NewTab)).c_str());
  pen.text_centered(pen.fonts().body, plus.center_x(), plus.center_y(),
                    ImGui::IsItemHovered() ? Role::Text : Role::TextDim, "+");
  pen.horizontal(area.x, area.right(), area.bottom() - 1, Role::Border);
}

}  // namespace app
