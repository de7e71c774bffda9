#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "app/panels/panel.h"

namespace app {

// A body on the screen: what every way to look at it is given.
struct BodyPart {
  const Pen& pen;
  const PanelInput& in;
  BodyLook& look;
  std::string_view text;
  float width;

  float pitch() const { return pen.fonts().mono->FontSize; }
  float advance() const { return Pen::width(pen.fonts().mono, "0"); }
};

// A line of its own in words.
void body_note(const Pen& pen, std::string_view text, Role role = Role::TextFaint);
// The same where it may need several lines: what is wrong.
void body_warning(const Pen& pen, std::string_view text);

// True when Ctrl+C is meant for what is chosen here.
bool copy_pressed();
// Puts a text on the clipboard; a long one is told by its size.
void copy_short(const BodyPart& part, std::string text, const std::string& what);

// A chip that switches something; `x` moves behind it.
struct SwitchChip {
  const char* name;
  std::string label;
  bool on = false;
  const char* tooltip = "";
};
bool switch_chip(const Pen& pen, float& x, float y, const SwitchChip& chip);

// Calls `draw(row, place)` for the rows in sight.
template <typename DrawRow>
void each_visible(const BodyPart& part, std::size_t rows, float pitch, DrawRow draw) {
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(std::min<std::size_t>(rows, 100'000'000)), pitch);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ImGui::PushID(i);
      draw(static_cast<std::size_t>(i), Rect{at.x, at.y, part.width, pitch});
      ImGui::PopID();
      ImGui::SetCursorScreenPos({at.x, at.y + pitch});
    }
  }
}

}  // namespace app
