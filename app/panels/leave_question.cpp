#include "app/panels/leave_question.h"

#include <algorithm>
#include <array>
#include <string>

#include "app/widgets/button.h"

namespace app {
namespace {

constexpr const char* kName = "Unsaved changes";
constexpr float kWidth = 460, kHeight = 174, kRow = 24, kPadding = 24;
constexpr float kButtonWidth = 92, kButtonHeight = 28, kButtonGap = 8;

struct Choice {
  const char* label;
  LeaveAnswer answer;
  ButtonLook look;
};
// From the right edge inwards.
constexpr std::array kChoices = {Choice{"Save", LeaveAnswer::Save, ButtonLook::Primary},
                                 Choice{"Discard", LeaveAnswer::Discard, ButtonLook::Flat},
                                 Choice{"Cancel", LeaveAnswer::Cancel, ButtonLook::Flat}};

// Why saving did not work.
const emulator::Error* failure(const PanelInput& in, const LeaveState& state) {
  return state.saving && in.now.notice ? &*in.now.notice : nullptr;
}

void draw_words(const Pen& pen, const PanelInput& in, const LeaveState& state, const Rect& text) {
  const std::string file = in.now.pipeline->file.filename().string();
  float middle = text.y + pen.px(8);
  pen.text(pen.fonts().title, text.x, middle, Role::Text, "Save the changes?");
  middle += pen.px(10);
  const auto line = [&](Role role, std::string_view words) {
    middle += pen.px(kRow);
    const Rect place{text.x, middle - pen.px(kRow / 2), text.w, pen.px(kRow)};
    pen.text_middle_elided(pen.fonts().body, place, role, words);
  };
  line(Role::TextDim, (file.empty() ? "The new pipeline" : file) + " is not saved");
  line(Role::TextDim, state.next || state.session
                          ? "Opening another pipeline loses the changes otherwise"
                          : "Closing the window loses the changes otherwise");
  const emulator::Error* error = failure(in, state);
  if (error == nullptr) return;
  line(Role::Error, error->what);
  line(Role::Error, error->next_step);
}

LeaveAnswer draw_choices(const Pen& pen, const Rect& area) {
  LeaveAnswer answer = LeaveAnswer::None;
  float right = area.right() - pen.px(kPadding);
  const float top = area.bottom() - pen.px(kPadding + kButtonHeight);
  for (const Choice& choice : kChoices) {
    const float width = pen.px(kButtonWidth);
    if (button(pen, choice.label, {right - width, top, width, pen.px(kButtonHeight)}, choice.look))
      answer = choice.answer;
    right -= width + pen.px(kButtonGap);
  }
  return answer;
}

// Enter on a button that has the keyboard presses that button.
LeaveAnswer pressed_key() {
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return LeaveAnswer::Cancel;
  const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                     ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
  const bool alone = ImGui::GetIO().KeyMods == ImGuiMod_None;
  return enter && alone && !ImGui::IsAnyItemFocused() ? LeaveAnswer::Save : LeaveAnswer::None;
}

}  // namespace

LeaveAnswer draw_leave_question(const PanelInput& in, const LeaveState& state, const Style& style) {
  const bool asked = state.step == LeaveState::Step::Asking && !state.dialog;
  const bool first = !ImGui::IsPopupOpen(kName);
  if (first && !asked) return LeaveAnswer::None;
  if (first) ImGui::OpenPopup(kName);
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(32));
  const float height = style.px(kHeight) + (failure(in, state) == nullptr ? 0 : 2 * style.px(kRow));
  ImGui::SetNextWindowPos({(window.x - width) / 2, (window.y - height) / 2});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.px(6));
  ImGui::PushFont(style.fonts.body);
  LeaveAnswer answer = LeaveAnswer::None;
  if (ImGui::BeginPopupModal(kName, nullptr,
                             ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                 ImGuiWindowFlags_NoSavedSettings)) {
    const Pen pen(style);
    const Rect area = panel_area();
    draw_words(pen, in, state,
               {area.x + pen.px(kPadding), area.y + pen.px(kPadding), area.w - 2 * pen.px(kPadding),
                area.h});
    answer = draw_choices(pen, area);
    // The key that brought the question must not answer it.
    if (answer == LeaveAnswer::None && !first) answer = pressed_key();
    if (!asked) {
      answer = LeaveAnswer::None;
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopFont();
  ImGui::PopStyleVar(3);
  return answer;
}

}  // namespace app
