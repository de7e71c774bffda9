#include "app/widgets/path_field.h"

#include <utility>

#include <misc/cpp/imgui_stdlib.h>

#include "app/item_registry.h"
#include "app/widgets/text_field.h"

namespace app {
namespace {

// Called by ImGui in every frame in which the field has the keyboard.
int retype(ImGuiInputTextCallbackData* data) {
  auto& retyped = *static_cast<std::optional<std::string>*>(data->UserData);
  if (!retyped) return 0;
  data->DeleteChars(0, data->BufTextLen);
  data->InsertChars(0, retyped->c_str());
  data->CursorPos = data->BufTextLen;
  data->ClearSelection();
  retyped.reset();
  return 0;
}

}  // namespace

bool path_field(const Pen& pen, const char* name, const Rect& place, std::string& text,
                std::optional<std::string>& retyped, const char* hint) {
  const FieldLook look(pen.style(), place.h);
  ImGui::SetCursorScreenPos(top_left(place));
  ImGui::SetNextItemWidth(place.w);
  ImGui::PushID(name);
  const bool programmatic = retyped.has_value();
  if (retyped) text = *retyped;
  const std::string label = std::string("##") + name;
  const bool changed = ImGui::InputTextWithHint(label.c_str(), hint, &text,
                                                ImGuiInputTextFlags_CallbackAlways, retype, &retyped);
  tag(name);
  if (ImGui::IsItemActive()) pen.frame(place, Role::Accent, pen.hairline(), pen.px(4));
  if (!ImGui::IsItemActive()) retyped.reset();
  ImGui::PopID();
  return changed && !programmatic;
}

}  // namespace app
