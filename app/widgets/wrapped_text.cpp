#include "app/widgets/wrapped_text.h"

#include <cfloat>

namespace app {

float wrapped_height(const ImFont* font, float width, std::string_view text) {
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, width, text.data(), text.data() + text.size())
      .y;
}

float draw_wrapped(const Pen& pen, ImFont* font, ImVec2 at, float width, Role role,
                   std::string_view text) {
  pen.notice(font, text);
  pen.list().AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)},
                     pen.style().color(role), text.data(), text.data() + text.size(), width);
  return wrapped_height(font, width, text);
}

void wrapped_lines(const std::string& text) {
  constexpr float kColumns = 40;  // of the font's size
  ImGui::PushTextWrapPos(ImGui::GetFontSize() * kColumns);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
}

void show_wrapped_tooltip(const std::string& text) {
  if (text.empty() || !ImGui::BeginTooltip()) return;
  wrapped_lines(text);
  ImGui::EndTooltip();
}

void wrapped_tooltip(const std::string& text) {
  if (!text.empty() &&
      ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal | ImGuiHoveredFlags_AllowWhenDisabled))
    show_wrapped_tooltip(text);
}

}  // namespace app
