#include "app/panels/key_sheet.h"

#include <algorithm>

#include "app/widgets/overlay.h"

namespace app {
namespace {

constexpr float kWidth = 420, kRow = 26, kLeastRow = 18, kPadding = 24, kTitle = 44;

float rows_with_keys() {
  return static_cast<float>(
      std::ranges::count_if(actions(), [](const Action& row) { return row.chord != 0; }));
}

void draw_keys(const Pen& pen, const PanelInput& in, const Rect& sheet, float pitch) {
  float middle = sheet.y + pen.px(kPadding);
  pen.text(pen.fonts().title, sheet.x + pen.px(kPadding), middle, Role::Text, "Keys");
  middle += pen.px(kTitle - 6);
  for (const Action& row : actions()) {
    if (row.chord == 0) continue;
    const Role role = in.can[row.id] ? Role::Text : Role::TextFaint;
    pen.text(pen.fonts().body, sheet.x + pen.px(kPadding), middle, role, row.label);
    pen.text_right(pen.fonts().mono, sheet.right() - pen.px(kPadding), middle, Role::TextDim,
                   chord_text(row.chord));
    middle += pitch;
  }
}

}  // namespace

void draw_key_sheet(const PanelInput& in, const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(32));
  const float around = style.px(kTitle + 2 * kPadding - 12);
  const float fair = (window.y - style.px(32) - around) / rows_with_keys();
  const float pitch = std::clamp(fair, style.px(kLeastRow), style.px(kRow));
  const float content = around + rows_with_keys() * pitch;
  const float height = std::min(content, window.y - style.px(32));
  Overlay card(style, "Keys", {(window.x - width) / 2, (window.y - height) / 2, width, height});
  if (!card.visible()) return;
  ImGui::BeginChild("sheet", {width, height});
  const ImVec2 top = ImGui::GetCursorScreenPos();
  draw_keys(Pen(style), in, {top.x, top.y, width, content}, pitch);
  ImGui::Dummy({1, content});
  ImGui::EndChild();
  const bool key = !card.appearing() && (ImGui::IsKeyPressed(ImGuiKey_Escape, false) ||
                                         ImGui::IsKeyPressed(ImGuiKey_F1, false));
  if (!key && !card.clicked_outside()) return;
  in.dialogs.close();
  card.close();
}

}  // namespace app
