#include "app/panels/faults_dialog.h"

#include <algorithm>
#include <cmath>

#include "app/view_model/debug_words.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/overlay.h"
#include "emulator/model/fault_presets.h"

namespace app {
namespace {

constexpr float kWidth = 860, kHeight = 560, kPadding = 24, kRow = 52, kButton = 28;

Rect place_of(const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(32));
  const float height = std::min(style.px(kHeight), window.y - style.px(32));
  return {std::floor((window.x - width) / 2), std::floor((window.y - height) / 2), width, height};
}

bool draw_preset(const Pen& pen, const emulator::FaultPreset& preset, bool chosen,
                 const Rect& row) {
  const bool clicked = hit(("fault:" + std::string(preset.id)).c_str(), row);
  const std::string what(preset.what);
  if (Pen::width(pen.fonts().body, what) > row.w - pen.px(24))
    ImGui::SetItemTooltip("%s", what.c_str());
  if (ImGui::IsItemHovered() || ImGui::IsItemFocused()) pen.fill(row, Role::Hover, 1, pen.px(4));
  if (chosen) pen.fill({row.x, row.y, pen.px(3), row.h}, Role::Warning);
  const float x = row.x + pen.px(12);
  const float end = pen.text(pen.fonts().strong, x, row.y + pen.px(16), Role::Text, preset.title);
  if (chosen) draw_chip(pen, end + pen.px(10), row.y + pen.px(16), "on", ChipTone::Caution);
  const std::string fact = "contract " + std::string(preset.fact);
  pen.text_right(pen.fonts().caption, row.right() - pen.px(10), row.y + pen.px(16), Role::TextFaint,
                 fact);
  pen.text_within(pen.fonts().body, {x, row.y + pen.px(26), row.w - pen.px(24), pen.px(22)},
                  Role::TextDim, what);
  return clicked;
}

}  // namespace

PanelResult draw_faults_dialog(const PanelInput& in, emulator::StageId stage, const Style& style) {
  const Rect place = place_of(style);
  Overlay card(style, "Faults", place);
  if (!card.visible()) return std::nullopt;
  const Pen pen(style);
  const float x = place.x + pen.px(kPadding);
  const std::size_t at = emulator::index_of(*in.now.pipeline, stage);
  const std::string name = at < in.now.pipeline->stages.size()
                               ? emulator::container_name(*in.now.pipeline, at)
                               : std::string();
  const float end = pen.text(pen.fonts().title, x, place.y + pen.px(30), Role::Text, "Fault of");
  pen.text(pen.fonts().mono, end + pen.px(10), place.y + pen.px(31), Role::Text, name);
  pen.text(pen.fonts().body, x, place.y + pen.px(58), Role::TextDim,
           "For trying things here: never saved, never exported, marked wherever it shows.");
  const emulator::Rehearsal* now = in.now.debug->rehearsal_of(stage);
  const Rect list{x, place.y + pen.px(78), place.w - pen.px(2 * kPadding),
                  place.h - pen.px(78 + kPadding + kButton + 16)};
  PanelResult wish;
  ImGui::SetCursorScreenPos({list.x, list.y});
  ImGui::BeginChild("fault list", {list.w, list.h});
  const Pen inner(style);
  for (const emulator::FaultPreset& preset : emulator::fault_presets()) {
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    const Rect row{cursor.x, cursor.y, ImGui::GetContentRegionAvail().x, style.px(kRow)};
    if (draw_preset(inner, preset, now != nullptr && now->fault.preset == preset.id, row)) {
      emulator::Rehearsal rehearsal = now != nullptr ? *now : emulator::Rehearsal{};
      rehearsal.fault = preset.fault;
      wish = emulator::Command{emulator::SetRehearsal{stage, std::move(rehearsal)}};
    }
    ImGui::SetCursorScreenPos({cursor.x, cursor.y + style.px(kRow)});
  }
  ImGui::Dummy({1, 0});
  ImGui::EndChild();
  const float top = place.bottom() - pen.px(kPadding + kButton);
  const Rect close{place.right() - pen.px(kPadding + 92), top, pen.px(92), pen.px(kButton)};
  bool done = button(pen, "Close", close, ButtonLook::Flat) || card.clicked_outside() ||
              (!card.appearing() && ImGui::IsKeyPressed(ImGuiKey_Escape, false));
  if (now != nullptr && button(pen, "Back to the real stage",
                               {x, top, pen.px(190), pen.px(kButton)}, ButtonLook::Flat))
    wish = ActionId::BackToRealStage;
  done |= wish.has_value();
  if (done) {
    card.close();
    in.dialogs.close();
  }
  return wish;
}

}  // namespace app
