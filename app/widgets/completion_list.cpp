#include "app/widgets/completion_list.h"

#include <algorithm>

#include <imgui_internal.h>

#include "app/view_model/filter/filter_offers.h"

namespace app {
namespace {

constexpr float kRow = 24, kWidth = 380, kPadding = 4;
constexpr std::size_t kMostRows = 9;

// So that the chosen one is among those shown.
std::size_t first_shown(std::size_t count, std::size_t chosen) {
  if (count <= kMostRows || chosen < kMostRows) return 0;
  return std::min(chosen - kMostRows + 1, count - kMostRows);
}

Rect place_of(const Pen& pen, const Rect& field, std::size_t rows) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float height = static_cast<float>(rows) * pen.px(kRow) + 2 * pen.px(kPadding);
  const float width = std::max(field.w, pen.px(kWidth));
  const float x = std::clamp(field.x, 0.0f, std::max(0.0f, screen.x - width - pen.px(8)));
  const float below = field.bottom() + pen.px(2);
  const bool fits = below + height < screen.y;
  return {x, fits ? below : std::max(0.0f, field.y - height - pen.px(2)), width, height};
}

void paint_row(const Pen& pen, const Rect& row, const std::string& offer, bool marked) {
  if (marked) pen.fill(row, Role::Selection, 1, pen.px(4));
  const Rect line{row.x + pen.px(8), row.y, row.w - pen.px(16), row.h};
  const float end = pen.text_within(pen.fonts().mono, line, Role::Text, offer);
  const float x = std::max(end + pen.px(12), line.x + pen.px(104));
  if (x < line.right())
    pen.text_within(pen.fonts().caption, {x, line.y, line.right() - x, line.h}, Role::TextDim,
                    offer_hint(offer));
}

}  // namespace

std::optional<std::size_t> draw_completion_list(const Style& style, const Rect& field,
                                                std::span<const std::string> offers,
                                                const CompletionState& state) {
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings |
                                      ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;
  const std::size_t shown = std::min(offers.size(), kMostRows);
  const std::size_t first = first_shown(offers.size(), state.chosen);
  const Rect place = place_of(Pen(style), field, shown);
  ImGui::SetNextWindowPos(top_left(place));
  ImGui::SetNextWindowSize({place.w, place.h});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, style.color(Role::Card));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, style.scale < 1.5f ? 1.0f : 2.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.px(5));
  std::optional<std::size_t> clicked;
  if (ImGui::Begin("completions", nullptr, kFlags)) {
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    const Pen pen(style);
    for (std::size_t i = first; i < first + shown; ++i) {
      const Rect row{place.x + pen.px(kPadding),
                     place.y + pen.px(kPadding) + static_cast<float>(i - first) * pen.px(kRow),
                     place.w - 2 * pen.px(kPadding), pen.px(kRow)};
      if (hit(("hint:" + offers[i]).c_str(), row)) clicked = i;
      const bool marked = ImGui::IsItemHovered() || (state.moved && state.chosen == i);
      paint_row(pen, row, offers[i], marked);
    }
  }
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  return clicked;
}

}  // namespace app
