#include "app/panels/request_naming.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/button.h"
#include "app/widgets/overlay.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kWidth = 440, kHeight = 176, kPadding = 24, kField = 30, kButton = 28;
constexpr float kButtonWidth = 92, kGap = 8;

bool renames(const RequestNaming& naming) {
  return naming.purpose == RequestNaming::Purpose::Rename;
}

Rect place_of(const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(32));
  return {std::floor((window.x - width) / 2), std::floor((window.y - style.px(kHeight)) / 2), width,
          style.px(kHeight)};
}

// Gives the draft its name and returns the saved requests with it.
PanelResult named(const PanelInput& in, ComposerState& state) {
  SavedRequests requests = in.now.pipeline->requests;
  const std::string name(emulator::trim(state.naming.name));
  if (renames(state.naming)) {
    const auto at = find_request(requests, state.request_name);
    if (!at) return std::nullopt;
    requests[*at].name = state.loaded.name = state.request_name = name;
  } else {
    state.request_name = name;
    requests.push_back(saved_draft(state));
    state.loaded = requests.back();
    state.body_as_read = state.body;
  }
  return emulator::Command(emulator::ApplyEdit{emulator::ChangeRequests{std::move(requests)}});
}

enum class Answer { None, Yes, No };

Answer draw_buttons(const Pen& pen, const Rect& area, bool possible, const char* yes) {
  const float top = area.bottom() - pen.px(kPadding + kButton);
  const float width = pen.px(kButtonWidth);
  const Rect right{area.right() - pen.px(kPadding) - width, top, width, pen.px(kButton)};
  const Rect left{right.x - pen.px(kGap) - width, top, width, pen.px(kButton)};
  ImGui::BeginDisabled(!possible);
  const bool pressed = button(pen, yes, right, possible ? ButtonLook::Primary : ButtonLook::Flat);
  ImGui::EndDisabled();
  if (button(pen, "Cancel", left, ButtonLook::Flat)) return Answer::No;
  return pressed ? Answer::Yes : Answer::None;
}

Answer pressed_key(bool possible) {
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return Answer::No;
  const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                     ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
  return enter && possible ? Answer::Yes : Answer::None;
}

}  // namespace

PanelResult draw_request_naming(const PanelInput& in, ComposerState& state, const Style& style) {
  const Rect place = place_of(style);
  Overlay card(style, "Name a request", place);
  if (!card.visible()) return std::nullopt;
  const Pen pen(style);
  const float x = place.x + pen.px(kPadding);
  const float width = place.w - 2 * pen.px(kPadding);
  pen.text(pen.fonts().title, x, place.y + pen.px(32), Role::Text,
           renames(state.naming) ? "Rename request" : "Save as request");
  if (std::exchange(state.naming.focus, false)) ImGui::SetKeyboardFocusHere();
  text_field(pen, "request name", {x, place.y + pen.px(56), width, pen.px(kField)},
             state.naming.name, "three wines");
  const std::string has_now = renames(state.naming) ? state.request_name : "";
  const std::string problem = name_problem(in.now.pipeline->requests, state.naming.name, has_now);
  pen.text(pen.fonts().caption, x, place.y + pen.px(100),
           problem.empty() ? Role::TextFaint : Role::Error,
           problem.empty() ? "Kept in the pipeline's file with Save" : problem);
  Answer answer =
      draw_buttons(pen, place, problem.empty(), renames(state.naming) ? "Rename" : "Save");
  if (answer == Answer::None && !card.appearing()) answer = pressed_key(problem.empty());
  if (answer == Answer::None) return std::nullopt;
  card.close();
  in.dialogs.close();
  return answer == Answer::Yes ? named(in, state) : std::nullopt;
}

}  // namespace app
