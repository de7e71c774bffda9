#include "app/widgets/button.h"

#include <string>

namespace app {
namespace {

constexpr float kRounding = 4, kSidePadding = 16;

void paint(const Pen& pen, const char* label, const Rect& place, ButtonLook look) {
  const bool hovered = ImGui::IsItemHovered();
  const bool held = ImGui::IsItemActive();
  const bool primary = look == ButtonLook::Primary;
  const float rounding = pen.px(kRounding);
  if (primary) {
    pen.fill(place, Role::Accent, held ? 0.75f : hovered ? 0.88f : 1.0f, rounding);
  } else if (look == ButtonLook::Flat || hovered) {
    pen.fill(place, held ? Role::Selection : hovered ? Role::Hover : Role::Card, 1.0f, rounding);
  }
  if (look == ButtonLook::Flat) pen.frame(place, Role::Border, pen.hairline(), rounding);
  pen.text_centered(primary ? pen.fonts().strong : pen.fonts().body, place.center_x(),
                    place.center_y(), primary ? Role::OnAccent : Role::Text, label);
}

// What cannot be pressed looks faint, whatever its look.
void paint_disabled(const Pen& pen, const char* label, const Rect& place, ButtonLook look) {
  if (look != ButtonLook::Quiet) {
    pen.fill(place, Role::Card, 0.5f, pen.px(kRounding));
    pen.frame(place, Role::Border, pen.hairline(), pen.px(kRounding));
  }
  pen.text_centered(pen.fonts().body, place.center_x(), place.center_y(), Role::TextFaint, label);
}

}  // namespace

bool button(const Pen& pen, const char* label, const Rect& place, ButtonLook look) {
  const bool clicked = hit(label, place);
  paint(pen, label, place, look);
  return clicked;
}

bool action_button(const Pen& pen, ActionId id, const Rect& place, const ActionStates& states,
                   ButtonLook look) {
  const Action& row = action(id);
  const std::string label(row.label);
  const bool enabled = states[id];
  ImGui::BeginDisabled(!enabled);
  const bool clicked = hit(label.c_str(), place);
  ImGui::EndDisabled();
  if (enabled) {
    paint(pen, label.c_str(), place, look);
  } else {
    paint_disabled(pen, label.c_str(), place, look);
  }
  if (row.chord != 0) ImGui::SetItemTooltip("%s", action_tooltip(row).c_str());
  return clicked;
}

float action_button_width(const Pen& pen, ActionId id) {
  return Pen::width(pen.fonts().body, action(id).label) + pen.px(2 * kSidePadding);
}

}  // namespace app
