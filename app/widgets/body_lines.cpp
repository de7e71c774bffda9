#include "app/widgets/body_lines.h"

#include <algorithm>

namespace app {

void draw_body_lines(const Pen& pen, const BodyPreview& preview) {
  const float pitch = pen.fonts().mono->FontSize;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(preview.lines.size()), pitch);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      pen.text(pen.fonts().mono, at.x, at.y + pitch / 2, Role::Text,
               preview.lines[static_cast<std::size_t>(i)]);
      ImGui::Dummy({1, pitch});
    }
  }
  if (!preview.note.empty()) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    pen.text(pen.fonts().body, at.x, at.y + pen.px(12), Role::TextFaint, preview.note);
    ImGui::Dummy({1, pen.px(24)});
  }
  ImGui::PopStyleVar();
}

std::size_t code_columns(const Pen& pen, float width) {
  const float advance = Pen::width(pen.fonts().mono, "0");
  return static_cast<std::size_t>(std::max(8.0f, width / std::max(1.0f, advance)));
}

}  // namespace app
