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

namespace {

bool one_line(const Pen& pen, const char* name, const Rect& place, std::string& text,
              const char* hint, ImGuiInputTextFlags flags) {
  const FieldLook look(pen.style(), place.h);
  ImGui::SetCursorScreenPos(top_left(place));
  ImGui::SetNextItemWidth(place.w);
  const std::string label = std::string("##") + name;
  ImGui::PushID(name);
  pen.notice(pen.fonts().mono, text);
  const bool changed = ImGui::InputTextWithHint(label.c_str(), hint, &text, flags);
  tag(name);
  if (ImGui::IsItemActive()) pen.frame(place, Role::Accent, pen.hairline(), pen.px(4));
  ImGui::PopID();
  return changed;
}

}  // namespace

bool text_field(const Pen& pen, const char* name, const Rect& place, std::string& text,
                const char* hint) {
  return one_line(pen, name, place, text, hint, 0);
}

bool secret_field(const Pen& pen, const char* name, const Rect& place, std::string& text) {
  return one_line(pen, name, place, text, "", ImGuiInputTextFlags_Password);
}

bool text_area(const Pen& pen, const char* name, const Rect& place, std::string& text) {
  const FieldLook look(pen.style(), pen.px(28));
  const std::string label = std::string("##") + name;
  ImGui::SetCursorScreenPos(top_left(place));
  pen.notice(pen.fonts().mono, text);
  const bool changed = ImGui::InputTextMultiline(label.c_str(), &text, {place.w, place.h});
  if (ImGui::IsItemActive()) pen.frame(place, Role::Accent, pen.hairline(), pen.px(4));
  return changed;
}

bool choice_field(const Pen& pen, const char* name, const Rect& place, std::string& chosen,
                  std::span<const std::string_view> options, const char* none) {
  const FieldLook look(pen.style(), place.h);
  ImGui::SetCursorScreenPos(top_left(place));
  ImGui::SetNextItemWidth(place.w);
  bool changed = false;
  ImGui::PushID(name);
  // What is not given looks like the hint of a text field; the arrow is ours, and small.
  const Role role = chosen.empty() ? Role::TextFaint : Role::Text;
  ImGui::PushStyleColor(ImGuiCol_Text, pen.style().color(role));
  const bool open = ImGui::BeginCombo("##choice", chosen.empty() ? none : chosen.c_str(),
                                      ImGuiComboFlags_NoArrowButton);
  ImGui::PopStyleColor();
  if (!open) tag(name);
  const ImVec2 tip{place.right() - pen.px(14), place.center_y() + pen.px(2.5f)};
  pen.list().AddTriangleFilled({tip.x, tip.y}, {tip.x - pen.px(4), tip.y - pen.px(5)},
                               {tip.x + pen.px(4), tip.y - pen.px(5)},
                               pen.style().color(Role::TextDim));
  if (open) {
    const auto offer = [&](const std::string& value, const char* shown) {
      if (!ImGui::Selectable(shown, chosen == value) || chosen == value) return;
      chosen = value;
      changed = true;
    };
    offer("", none);
    for (const std::string_view option : options)
      offer(std::string(option), std::string(option).c_str());
    ImGui::EndCombo();
  }
  ImGui::PopID();
  return changed;
}

}  // namespace app
