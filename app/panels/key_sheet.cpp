#include "app/panels/key_sheet.h"

#include <algorithm>

namespace app {
namespace {

constexpr float kWidth = 420, kRow = 26, kPadding = 24, kTitle = 44;

float rows_with_keys() {
  return static_cast<float>(
      std::ranges::count_if(actions(), [](const Action& row) { return row.chord != 0; }));
}

void draw_keys(const Pen& pen, const PanelInput& in, const Rect& sheet) {
  float middle = sheet.y + pen.px(kPadding);
  pen.text(pen.fonts().title, sheet.x + pen.px(kPadding), middle, Role::Text, "Keys");
  middle += pen.px(kTitle - 6);
  for (const Action& row : actions()) {
    if (row.chord == 0) continue;
    const Role role = in.can[row.id] ? Role::Text : Role::TextFaint;
    pen.text(pen.fonts().body, sheet.x + pen.px(kPadding), middle, role, row.label);
    pen.text_right(pen.fonts().mono, sheet.right() - pen.px(kPadding), middle, Role::TextDim,
                   chord_text(row.chord));
    middle += pen.px(kRow);
  }
}

}  // namespace

void draw_key_sheet(const PanelInput& in, bool& shown, const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(32));
  const float content = style.px(kTitle + 2 * kPadding - 12) + rows_with_keys() * style.px(kRow);
  const float height = std::min(content, window.y - style.px(32));
  ImGui::SetNextWindowPos({(window.x - width) / 2, (window.y - height) / 2});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, style.color(Role::Card));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.px(6));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::Begin(
      "Keys", nullptr,
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  ImGui::BeginChild("sheet", {width, height});
  const ImVec2 top = ImGui::GetCursorScreenPos();
  draw_keys(Pen(style), in, {top.x, top.y, width, content});
  ImGui::Dummy({1, content});
  ImGui::EndChild();
  ImGui::End();
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
  if (ImGui::IsKeyPressed(ImGuiKey_Escape)) shown = false;
}

}  // namespace app
