#include "app/panels/key_sheet.h"

#include <algorithm>

#include "app/widgets/overlay.h"

namespace app {
namespace {

constexpr float kColumn = 400, kRow = 26, kPadding = 24, kTitle = 44;

// Rows of one column: half of the actions that have a key.
std::ptrdiff_t rows_of_a_column() {
  const auto count =
      std::ranges::count_if(actions(), [](const Action& row) { return row.chord != 0; });
  return (count + 1) / 2;
}

void draw_keys(const Pen& pen, const PanelInput& in, const Rect& sheet) {
  const float top = sheet.y + pen.px(kPadding);
  pen.text(pen.fonts().title, sheet.x + pen.px(kPadding), top, Role::Text, "Keys");
  const float width = sheet.w / 2;
  std::ptrdiff_t at = 0;
  for (const Action& row : actions()) {
    if (row.chord == 0) continue;
    const bool second = at >= rows_of_a_column();
    const float x = sheet.x + (second ? width : 0);
    const auto line = static_cast<float>(second ? at - rows_of_a_column() : at);
    const float middle = top + pen.px(kTitle - 6 + line * kRow);
    const Role role = in.can[row.id] ? Role::Text : Role::TextFaint;
    const float key = pen.text_right(pen.fonts().mono, x + width - pen.px(kPadding), middle,
                                     Role::TextDim, chord_text(row.chord));
    const Rect label{x + pen.px(kPadding), middle - pen.px(10), key - x - pen.px(kPadding + 12),
                     pen.px(20)};
    pen.text_within(pen.fonts().body, label, role, row.label);
    ++at;
  }
}

}  // namespace

void draw_key_sheet(const PanelInput& in, const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(2 * kColumn), window.x - style.px(32));
  const float content = style.px(kTitle + 2 * kPadding - 12) +
                        static_cast<float>(rows_of_a_column()) * style.px(kRow);
  const float height = std::min(content, window.y - style.px(32));
  Overlay card(style, "Keys", {(window.x - width) / 2, (window.y - height) / 2, width, height});
  if (!card.visible()) return;
  ImGui::BeginChild("sheet", {width, height});
  const ImVec2 top = ImGui::GetCursorScreenPos();
  draw_keys(Pen(style), in, {top.x, top.y, width, content});
  ImGui::Dummy({1, content});
  ImGui::EndChild();
  const bool key = !card.appearing() && (ImGui::IsKeyPressed(ImGuiKey_Escape, false) ||
                                         ImGui::IsKeyPressed(ImGuiKey_F1, false));
  if (!key && !card.clicked_outside()) return;
  in.dialogs.close();
  card.close();
}

}  // namespace app
