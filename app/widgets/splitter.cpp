#include "app/widgets/splitter.h"

namespace app {
namespace {

constexpr float kGrip = 6;  // how far from the border the pointer still grabs it

Rect grip_of(const Pen& pen, const SplitterPlace& place) {
  const float grip = pen.px(kGrip);
  const float length = place.to - place.from;
  if (place.axis == SplitAxis::Horizontal) return {place.at - grip / 2, place.from, grip, length};
  return {place.from, place.at - grip / 2, length, grip};
}

}  // namespace

void splitter(const Pen& pen, const char* name, const SplitterPlace& place, float direction,
              float& points, float reset_to) {
  const bool sideways = place.axis == SplitAxis::Horizontal;
  const Rect grip = grip_of(pen, place);
  // A child of its own: an item of the parent would lie under the regions' children.
  ImGui::SetCursorScreenPos(top_left(grip));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
  ImGui::BeginChild(name, {grip.w, grip.h}, 0, ImGuiWindowFlags_NoDecoration);
  hit(name, grip);
  if (ImGui::IsItemActive()) {
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    points += direction * (sideways ? moved.x : moved.y) / pen.style().scale;
  }
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) points = reset_to;
    ImGui::SetMouseCursor(sideways ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const float half = pen.px(1);
    const Rect line = sideways ? Rect{place.at - half, grip.y, 2 * half, grip.h}
                               : Rect{grip.x, place.at - half, grip.w, 2 * half};
    Pen(pen.style()).fill(line, Role::Accent);
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace app
