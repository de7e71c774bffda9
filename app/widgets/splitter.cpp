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
  hit(name, grip_of(pen, place));
  if (ImGui::IsItemActive()) {
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    points += direction * (sideways ? moved.x : moved.y) / pen.style().scale;
  }
  if (!ImGui::IsItemHovered() && !ImGui::IsItemActive()) return;
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) points = reset_to;
  ImGui::SetMouseCursor(sideways ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
  const float half = pen.px(1);
  const Rect line = sideways ? Rect{place.at - half, place.from, 2 * half, place.to - place.from}
                             : Rect{place.from, place.at - half, place.to - place.from, 2 * half};
  pen.fill(line, Role::Accent);
}

}  // namespace app
