#include "app/panels/presenter.h"

#include <algorithm>
#include <cmath>

#include "app/item_registry.h"

namespace app {
namespace {

constexpr float kRing = 16, kLine = 3, kHeight = 52, kSide = 22, kBottom = 26, kRounding = 8;

float width(const ImFont* font, std::string_view text) { return Pen::width(font, text); }

void put(const Style& style, ImFont* font, float x, float middle, Role role,
         std::string_view text) {
  ImGui::GetForegroundDrawList()->AddText(
      font, font->FontSize, {std::round(x), std::round(middle - font->FontSize / 2)},
      style.color(role), text.data(), text.data() + text.size());
}

// "Ctrl+Enter — Send", large.
void paint_caption(const PresenterState& state, const Style& style) {
  ImFont* font = style.fonts.hero;
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const std::string what = state.what.empty() ? "" : " — " + state.what;
  const float wide = width(font, state.keys) + width(font, what) + style.px(2 * kSide);
  const Rect card{std::floor((window.x - wide) / 2), window.y - style.px(kBottom + kHeight), wide,
                  style.px(kHeight)};
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  list.AddRectFilled(top_left(card), bottom_right(card), style.color(Role::Panel, 0.94f),
                     style.px(kRounding));
  list.AddRect(top_left(card), bottom_right(card), style.color(Role::Accent), style.px(kRounding),
               0, style.px(2));
  const float x = card.x + style.px(kSide);
  put(style, font, x, card.center_y(), Role::Accent, state.keys);
  put(style, font, x + width(font, state.keys), card.center_y(), Role::Text, what);
}

void paint_ring(const Style& style) {
  const ImVec2 at = ImGui::GetIO().MousePos;
  if (!ImGui::IsMousePosValid(&at)) return;
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  const bool down = ImGui::IsMouseDown(ImGuiMouseButton_Left);
  list.AddCircleFilled(at, style.px(kRing), style.color(Role::Warning, down ? 0.35f : 0.15f), 40);
  list.AddCircle(at, style.px(kRing), style.color(Role::Warning), 40, style.px(kLine));
}

// "stage:model" → "stage model"
std::string spoken(std::string name) {
  std::ranges::replace(name, ':', ' ');
  return name;
}

}  // namespace

void paint_presenter(const PresenterState& state, bool shown, const Style& style) {
  paint_ring(style);
  if (shown && !state.keys.empty()) paint_caption(state, style);
}

void follow_clicks(PresenterState& state) {
  const bool left = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  const bool right = ImGui::IsMouseClicked(ImGuiMouseButton_Right);
  if (!left && !right) return;
  const std::string name = item_name_at(ImGui::GetIO().MousePos);
  if (!name.empty()) tell_audience(state, right ? "Right click" : "Click", spoken(name));
}

}  // namespace app
