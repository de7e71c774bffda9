#include "app/widgets/text_field.h"

#include <misc/cpp/imgui_stdlib.h>

#include "app/item_registry.h"

namespace app {

FieldLook::FieldLook(const Style& style, float height) {
  ImGui::PushFont(style.fonts.mono);
  const float padding = (height - style.fonts.mono->FontSize) / 2;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {style.px(8), padding > 0 ? padding : 0});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, style.scale < 1.5f ? 1.0f : 2.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, style.px(4));
  ImGui::PushStyleColor(ImGuiCol_FrameBg, style.color(Role::Field));
}

FieldLook::~FieldLook() {
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
  ImGui::PopFont();
}

bool text_field(const Pen& pen, const char* name, const Rect& place, std::string& text,
                const char* hint) {
  const FieldLook look(pen.style(), place.h);
  ImGui::SetCursorScreenPos(top_left(place));
  ImGui::SetNextItemWidth(place.w);
  const std::string label = std::string("##") + name;
  ImGui::PushID(name);
  const bool changed = ImGui::InputTextWithHint(label.c_str(), hint, &text);
  tag(name);
  if (ImGui::IsItemActive()) pen.frame(place, Role::Accent, pen.hairline(), pen.px(4));
  ImGui::PopID();
  return changed;
}

bool text_area(const Pen& pen, const char* name, const Rect& place, std::string& text) {
  const FieldLook look(pen.style(), pen.px(28));
  const std::string label = std::string("##") + name;
  ImGui::SetCursorScreenPos(top_left(place));
  const bool changed = ImGui::InputTextMultiline(label.c_str(), &text, {place.w, place.h});
  if (ImGui::IsItemActive()) pen.frame(place, Role::Accent, pen.hairline(), pen.px(4));
  return changed;
}

}  // namespace app
