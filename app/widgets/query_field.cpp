#include "app/widgets/query_field.h"

#include <algorithm>
#include <utility>

#include <imgui_internal.h>
#include <misc/cpp/imgui_stdlib.h>

#include "app/item_registry.h"
#include "app/widgets/completion_list.h"
#include "app/widgets/text_field.h"

namespace app {
namespace {

struct Typing {
  std::span<const std::string> offers;
  CompletionState& state;
};

void replace_text(ImGuiInputTextCallbackData* data, const Completed& by) {
  data->DeleteChars(0, data->BufTextLen);
  data->InsertChars(0, by.text.c_str());
  data->CursorPos = static_cast<int>(by.cursor);
  data->ClearSelection();
}

// Called by ImGui for keys in the field, and once a frame while it has the keyboard.
int on_typing(ImGuiInputTextCallbackData* data) {
  const Typing& typing = *static_cast<const Typing*>(data->UserData);
  CompletionState& state = typing.state;
  if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways) {
    if (std::exchange(state.placing, false)) {
      data->CursorPos = std::min(static_cast<int>(state.cursor), data->BufTextLen);
      data->ClearSelection();
    }
    state.cursor = static_cast<std::size_t>(data->CursorPos);
    return 0;
  }
  if (!state.shown) return 0;
  const std::string_view text(data->Buf, static_cast<std::size_t>(data->BufTextLen));
  const auto at = completion_at(text, static_cast<std::size_t>(data->CursorPos), typing.offers);
  if (at.offers.empty()) return 0;
  const std::size_t last = at.offers.size() - 1;
  state.chosen = std::min(state.chosen, last);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) {
    replace_text(data, completed(text, at, at.offers[state.chosen]));
    state.moved = false;
    state.chosen = 0;
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackHistory) {
    if (data->EventKey == ImGuiKey_DownArrow)
      state.chosen = state.moved ? std::min(state.chosen + 1, last) : 0;
    if (data->EventKey == ImGuiKey_UpArrow && state.chosen > 0) --state.chosen;
    state.moved = true;
  }
  return 0;
}

bool enter_pressed() {
  return ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
         ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
}

// Where the part of the text that is wrong stands in the field, below its letters.
void underline(const Pen& pen, const Rect& place, const QueryText& query, float scrolled) {
  const std::string_view text = query.text;
  const std::size_t at = std::min(query.problem->at, text.size());
  const std::string_view part = text.substr(at, std::max<std::size_t>(query.problem->length, 1));
  ImFont* font = pen.fonts().mono;
  const float left = place.x + ImGui::GetStyle().FramePadding.x - scrolled;
  const float x = left + Pen::width(font, text.substr(0, at));
  const float width = std::max(Pen::width(font, part), pen.px(6));
  const float from = std::max(x, place.x + pen.px(4));
  const float to = std::min(x + width, place.right() - pen.px(4));
  if (to > from) pen.fill({from, place.bottom() - pen.px(6), to - from, pen.px(2)}, Role::Error);
}

void take_offer(const QueryText& query, const Completion& at, std::size_t row) {
  const Completed taken = completed(query.text, at, at.offers[row]);
  query.text = taken.text;
  query.completion.cursor = taken.cursor;
  query.completion.refocus = query.completion.placing = true;
  query.completion.moved = false;
  query.completion.chosen = 0;
}

// The list stays while one of its rows is being clicked, which takes the keyboard from the field.
bool is_clicking() {
  return ImGui::IsMouseDown(ImGuiMouseButton_Left) || ImGui::IsMouseReleased(ImGuiMouseButton_Left);
}

// A word is being written, or nothing is there yet.
bool wants_list(const QueryText& query) {
  const std::size_t cursor = std::min(query.completion.cursor, query.text.size());
  return query.text.empty() || (cursor > 0 && query.text[cursor - 1] != ' ');
}

}  // namespace

QueryKeys query_field(const Pen& pen, const char* name, const Rect& place, const QueryText& query) {
  const FieldLook look(pen.style(), place.h);
  CompletionState& state = query.completion;
  ImGui::SetCursorScreenPos(top_left(place));
  ImGui::SetNextItemWidth(place.w);
  ImGui::PushID(name);
  if (std::exchange(state.refocus, false)) {
    ImGui::SetWindowFocus();  // ImGui 1.90 looks for the item in the scope of the focused window
    ImGui::SetKeyboardFocusHere();
  }
  Typing typing{query.offers, state};
  const std::string label = std::string("##") + name;
  pen.notice(pen.fonts().mono, query.text);
  constexpr ImGuiInputTextFlags kFlags = ImGuiInputTextFlags_CallbackCompletion |
                                         ImGuiInputTextFlags_CallbackHistory |
                                         ImGuiInputTextFlags_CallbackAlways;
  if (ImGui::InputTextWithHint(label.c_str(), query.hint, &query.text, kFlags, on_typing, &typing))
    state.chosen = 0, state.moved = false;
  tag(name);
  const ImGuiID id = ImGui::GetItemID();
  QueryKeys keys;
  keys.active = ImGui::IsItemActive();
  const bool entered = ImGui::IsItemDeactivated() && enter_pressed();
  if (keys.active) pen.frame(place, Role::Accent, pen.hairline(), pen.px(4));
  const ImGuiInputTextState* input = ImGui::GetInputTextState(id);
  if (query.problem) underline(pen, place, query, keys.active && input ? input->ScrollX : 0);
  const Completion at = completion_at(query.text, state.cursor, query.offers);
  const bool offered = !at.offers.empty() && wants_list(query);
  if (entered && state.moved && state.shown && offered) {
    take_offer(query, at, std::min(state.chosen, at.offers.size() - 1));
  } else {
    keys.entered = entered;
  }
  state.shown = offered && !entered && (keys.active || (state.shown && is_clicking()));
  if (state.shown) {
    const auto clicked = draw_completion_list(pen.style(), place, at.offers, state);
    if (clicked) take_offer(query, at, *clicked);
  }
  ImGui::PopID();
  return keys;
}

}  // namespace app
