#include "app/widgets/query_field.h"

#include <misc/cpp/imgui_stdlib.h>

#include "app/item_registry.h"
#include "app/view_model/query_text.h"
#include "app/widgets/text_field.h"

namespace app {
namespace {

// Called by ImGui when Tab is pressed in the field.
int complete(ImGuiInputTextCallbackData* data) {
  const auto& offers = *static_cast<const std::span<const std::string>*>(data->UserData);
  const std::string text(data->Buf, static_cast<std::size_t>(data->BufTextLen));
  const auto fitting = completions(text, offers);
  if (fitting.empty()) return 0;
  data->DeleteChars(0, data->BufTextLen);
  data->InsertChars(0, completed(text, fitting.front()).c_str());
  return 0;
}

}  // namespace

QueryKeys query_field(const Pen& pen, const char* name, const Rect& place, const QueryText& query) {
  const FieldLook look(pen.style(), place.h);
  ImGui::SetCursorScreenPos(top_left(place));
  ImGui::SetNextItemWidth(place.w);
  ImGui::PushID(name);
  std::span<const std::string> offers = query.offers;
  const std::string label = std::string("##") + name;
  pen.notice(pen.fonts().mono, query.text);
  ImGui::InputTextWithHint(label.c_str(), query.hint, &query.text,
                           ImGuiInputTextFlags_CallbackCompletion, complete, &offers);
  tag(name);
  QueryKeys keys;
  keys.active = ImGui::IsItemActive();
  keys.entered = ImGui::IsItemDeactivated() && (ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                                                ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false));
  if (keys.active) pen.frame(place, Role::Accent, pen.hairline(), pen.px(4));
  ImGui::PopID();
  return keys;
}

}  // namespace app
