#include "app/panels/request_composer.h"

#include <algorithm>

#include "app/item_registry.h"
#include "app/view_model/body_preview.h"
#include "app/view_model/humanise.h"
#include "app/widgets/body_lines.h"
#include "app/widgets/button.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kSide = 12, kLabel = 16, kField = 120, kFieldHeight = 28, kRowPitch = 33;
constexpr float kFirstRow = 36, kButtons = 70;  // from the top; from the bottom

void draw_picker(const Pen& pen, const PanelInput& in, ComposerState& state, const Rect& place) {
  const auto& saved = in.now.pipeline->requests;
  if (saved.empty()) return;
  const FieldLook look(pen.style(), place.h);
  ImGui::PushStyleColor(ImGuiCol_Button, pen.style().color(Role::Field));
  ImGui::SetCursorScreenPos(top_left(place));
  ImGui::SetNextItemWidth(place.w);
  const char* shown = state.request_name.empty() ? "unsaved request" : state.request_name.c_str();
  const bool open = ImGui::BeginCombo("##saved", shown,
                                      ImGuiComboFlags_HeightLarge | ImGuiComboFlags_NoArrowButton);
  if (!open) tag("saved requests");
  const ImVec2 tip{place.right() - pen.px(14), place.center_y() + pen.px(2.5f)};
  pen.list().AddTriangleFilled({tip.x, tip.y}, {tip.x - pen.px(4), tip.y - pen.px(5)},
                               {tip.x + pen.px(4), tip.y - pen.px(5)},
                               pen.style().color(Role::TextDim));
  if (open) {
    for (std::size_t i = 0; i < saved.size(); ++i) {
      ImGui::PushID(static_cast<int>(i));
      if (ImGui::Selectable(saved[i].name.c_str(), saved[i].name == state.request_name))
        state.wanted = i;
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  ImGui::PopStyleColor();
}

void draw_field(const Pen& pen, const char* label, float y, std::string& text) {
  const Rect area = panel_area();
  const float x = area.x + pen.px(kField);
  pen.text(pen.fonts().body, area.x + pen.px(kLabel), y + pen.px(kFieldHeight / 2), Role::TextDim,
           label);
  text_field(pen, label, {x, y, area.right() - pen.px(kSide) - x, pen.px(kFieldHeight)}, text,
             "not sent");
}

// A body that is sent as it is: what it looks like, read only.
void draw_fixed_body(const Pen& pen, const ComposerState& state, const Rect& place) {
  pen.fill(place, Role::Card, 1, pen.px(4));
  pen.frame(place, Role::Border, pen.hairline(), pen.px(4));
  ImGui::SetCursorScreenPos({place.x + pen.px(8), place.y + pen.px(6)});
  ImGui::BeginChild("fixed body", {place.w - pen.px(12), place.h - pen.px(12)});
  const Pen inner(pen.style());
  PreviewLimits limits{code_columns(inner, place.w - pen.px(32)), 100, 8 * 1024};
  BodyPreview preview = body_preview(state.fixed_body, limits);
  preview.note = emulator::format_size(state.fixed_body->size()) + ", sent as it is";
  draw_body_lines(inner, preview);
  ImGui::EndChild();
}

void draw_body(const Pen& pen, ComposerState& state, const Rect& place) {
  if (state.problem) {
    draw_empty_state(pen, place, state.problem->what, state.problem->next_step);
  } else if (state.fixed_body) {
    draw_fixed_body(pen, state, place);
  } else {
    text_area(pen, "body", place, state.body);
  }
}

void draw_key(const Pen& pen, ActionId id, const Rect& under) {
  pen.text_centered(pen.fonts().caption, under.center_x(), under.bottom() + pen.px(12),
                    Role::TextFaint, chord_text(action(id).chord));
}

PanelResult draw_buttons(const Pen& pen, const PanelInput& in, const Rect& area) {
  const float gap = pen.px(8);
  const float width = (area.w - pen.px(2 * kSide) - gap) / 2;
  const Rect left{area.x + pen.px(kSide), area.bottom() - pen.px(kButtons), width,
                  pen.px(kFieldHeight)};
  const Rect right{left.right() + gap, left.y, width, left.h};
  PanelResult wish;
  if (action_button(pen, ActionId::Send, left, in.can, ButtonLook::Primary)) wish = ActionId::Send;
  draw_key(pen, ActionId::Send, left);
  const ActionId other =
      in.can[ActionId::CancelInvocation] ? ActionId::CancelInvocation : ActionId::SendAgain;
  if (action_button(pen, other, right, in.can, ButtonLook::Flat)) wish = other;
  draw_key(pen, other, right);
  return wish;
}

}  // namespace

PanelResult draw_request_composer(const PanelInput& in, ComposerState& state, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  pen.text(pen.fonts().strong, area.x + pen.px(kLabel), area.y + pen.px(21), Role::Text, "Request");
  const float x = area.x + pen.px(kField);
  draw_picker(pen, in, state,
              {x, area.y + pen.px(8), area.right() - pen.px(kSide) - x, pen.px(26)});

  float y = area.y + pen.px(kFirstRow + 5);
  draw_field(pen, "Content-Type", y, state.content_type);
  y += pen.px(kRowPitch);
  draw_field(pen, "Accept", y, state.accept);
  y += pen.px(kRowPitch);
  if (!state.custom_attributes.empty()) {
    draw_field(pen, "Attributes", y, state.custom_attributes);
    y += pen.px(kRowPitch);
  }
  y += pen.px(4);
  const float bottom = area.bottom() - pen.px(kButtons + 12);
  draw_body(
      pen, state,
      {area.x + pen.px(kSide), y, area.w - pen.px(2 * kSide), std::max(bottom - y, pen.px(24))});
  return draw_buttons(pen, in, area);
}

}  // namespace app
