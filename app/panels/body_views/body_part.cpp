#include "app/panels/body_views/body_part.h"

#include <utility>

#include "app/errands/body_errands.h"
#include "app/widgets/chip.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kNote = 24, kScrollRoom = 10;

}  // namespace

void body_note(const Pen& pen, std::string_view text, Role role) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x - pen.px(kScrollRoom);
  const Rect line{at.x, at.y, width, pen.px(kNote)};
  pen.text_within(pen.fonts().body, line, role, text);
  ImGui::Dummy({1, pen.px(kNote)});
}

void body_warning(const Pen& pen, std::string_view text) {
  constexpr int kMostRows = 4;
  const float width = ImGui::GetContentRegionAvail().x - pen.px(kScrollRoom);
  const ImFont& font = *pen.fonts().body;
  for (int row = 1; row <= kMostRows && !text.empty(); ++row) {
    const char* end = text.data() + text.size();
    const char* cut = font.CalcWordWrapPositionA(1.0f, text.data(), end, width);
    if (row == kMostRows || cut <= text.data()) cut = end;
    const auto size = static_cast<std::size_t>(cut - text.data());
    body_note(pen, text.substr(0, size), Role::Warning);
    text = emulator::trim(text.substr(size));
  }
}

bool copy_pressed() {
  return ImGui::IsWindowFocused() && ImGui::GetIO().KeyMods == ImGuiMod_Ctrl &&
         ImGui::IsKeyPressed(ImGuiKey_C, false);
}

void copy_short(const BodyPart& part, std::string text, const std::string& what) {
  constexpr std::size_t kShort = 40;
  const bool shown = text.size() <= kShort && text.find('\n') == std::string::npos;
  const std::string told = shown ? text : emulator::format_size(text.size());
  part.in.errands.push_back(copy_text(std::move(text), "Copied " + what + ": " + told));
}

bool switch_chip(const Pen& pen, float& x, float y, const SwitchChip& chip) {
  const Rect place{x, y + pen.px(2), chip_width(pen, chip.label), pen.px(18)};
  x = place.right() + pen.px(4);
  const bool pressed = chip_button(pen, chip.name, place, chip.label,
                                   chip.on ? ChipTone::Accent : ChipTone::Neutral);
  if (*chip.tooltip != '\0') ImGui::SetItemTooltip("%s", chip.tooltip);
  return pressed;
}

}  // namespace app
