#include "app/widgets/path_field.h"

#include <string_view>
#include <utility>

#include <misc/cpp/imgui_stdlib.h>

#include "app/item_registry.h"
#include "app/widgets/text_field.h"

namespace app {
namespace {

struct Edit {
  std::string before;  // the frame's typing
  std::optional<std::string>& retyped;
  std::string way;
};

// Letters that were typed in this very frame stay.
void retype(ImGuiInputTextCallbackData& data, Edit& edit) {
  const std::string_view text(data.Buf, static_cast<std::size_t>(data.BufTextLen));
  std::string next = *std::exchange(edit.retyped, std::nullopt);
  if (text.starts_with(edit.before)) next += text.substr(edit.before.size());
  data.DeleteChars(0, data.BufTextLen);
  data.InsertChars(0, next.c_str());
  data.CursorPos = data.BufTextLen;
  data.ClearSelection();
}

void take_way(ImGuiInputTextCallbackData& data, Edit& edit) {
  const std::string_view text(data.Buf, static_cast<std::size_t>(data.BufTextLen));
  const std::size_t slash = text.rfind('/');
  if (slash == std::string_view::npos) return;
  edit.way = text.substr(0, slash + 1);
  data.DeleteChars(0, static_cast<int>(slash) + 1);
  data.CursorPos = data.BufTextLen;
  data.ClearSelection();
}

// Called by ImGui in every frame in which the field has the keyboard, after the keys were taken.
int look(ImGuiInputTextCallbackData* data) {
  Edit& edit = *static_cast<Edit*>(data->UserData);
  if (edit.retyped) retype(*data, edit);
  take_way(*data, edit);
  return 0;
}

}  // namespace

PathFieldChange path_field(const Pen& pen, const char* label, const Rect& place,
                           const PathFieldText& text, const char* hint) {
  const FieldLook look_of_field(pen.style(), place.h);
  ImGui::SetCursorScreenPos(top_left(place));
  ImGui::SetNextItemWidth(place.w);
  ImGui::PushID(label);
  Edit edit{text.name, text.retyped, {}};
  std::string expected = text.name;
  if (text.retyped) {
    expected = *text.retyped;
    text.name = expected;
  }
  const std::string id = std::string("##") + label;
  pen.notice(pen.fonts().mono, text.name);
  ImGui::InputTextWithHint(id.c_str(), hint, &text.name, ImGuiInputTextFlags_CallbackAlways, look,
                           &edit);
  tag(label);
  if (ImGui::IsItemActive()) pen.frame(place, Role::Accent, pen.hairline(), pen.px(4));
  text.retyped.reset();
  ImGui::PopID();
  return {text.name != expected || !edit.way.empty(), std::move(edit.way)};
}

}  // namespace app
