#include "app/panels/lesson_spotlight.h"

#include <array>

#include "app/item_registry.h"
#include "app/view_model/lessons/lesson_place.h"

namespace app {
namespace {

constexpr float kAround = 5, kFrom = 28, kRounding = 6, kLine = 2.5f;
constexpr float kDimDark = 0.3f, kDimLight = 0.13f;

Rect grown(const Rect& rect, float by) {
  return {rect.x - by, rect.y - by, rect.w + 2 * by, rect.h + 2 * by};
}

bool is_popup_open() {
  return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

}  // namespace

std::optional<Rect> lesson_spot(const LessonStep& step, std::string& path) {
  for (auto spot = step.spots.rbegin(); spot != step.spots.rend(); ++spot) {
    const auto item = find_item(*spot);
    if (!item || !item->visible()) continue;
    path = *spot;
    return Rect{item->visible_min.x, item->visible_min.y, item->visible_max.x - item->visible_min.x,
                item->visible_max.y - item->visible_min.y};
  }
  path.clear();
  return std::nullopt;
}

void paint_spotlight(const Style& style, const LessonState& state, const Rect& spot,
                     const Rect& card) {
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const Rect frame = grown(spot, style.px(kAround + kFrom * (1 - state.closed_in)));
  // A menu or a dialog is on top of what is pointed at: nothing is dimmed then.
  if (!is_popup_open()) {
    const std::array holes{frame, card};
    const float alpha = (style.theme->dark ? kDimDark : kDimLight) * state.closed_in;
    const ImU32 dim = IM_COL32(0, 0, 0, static_cast<int>(alpha * 255));
    for (const Rect& part : around({0, 0, window.x, window.y}, holes))
      list.AddRectFilled(top_left(part), bottom_right(part), dim);
  }
  list.AddRect(top_left(frame), bottom_right(frame), style.color(Role::Accent), style.px(kRounding),
               0, style.px(kLine));
}

}  // namespace app
