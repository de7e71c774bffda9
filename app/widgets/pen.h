#pragma once

#include <cmath>
#include <string>
#include <string_view>

#include <imgui.h>

#include "app/theme/style.h"
#include "app/view_model/geometry.h"

namespace app {

inline ImVec2 top_left(const Rect& r) { return {r.x, r.y}; }
inline ImVec2 bottom_right(const Rect& r) { return {r.right(), r.bottom()}; }

// The current window's rectangle on the screen: the area a panel draws into.
Rect panel_area();

// Paints into the current window with roles instead of colours. Texts are placed by the middle
// of their line, so that different fonts on one line agree. Lives for one panel's drawing.
class Pen {
 public:
  explicit Pen(const Style& style) : style_(style), list_(ImGui::GetWindowDrawList()) {}

  const Style& style() const { return style_; }
  const Fonts& fonts() const { return style_.fonts; }
  ImDrawList& list() const { return *list_; }
  float px(float points) const { return style_.px(points); }
  float hairline() const { return style_.scale < 1.5f ? 1.0f : std::round(style_.scale); }

  static float width(const ImFont* font, std::string_view text);

  // Each returns where the text ends on the side it grows to.
  float text(ImFont* font, float x, float middle, Role role, std::string_view text) const;
  float text_right(ImFont* font, float right, float middle, Role role,
                   std::string_view value) const;
  // Shortened with "…" at its end, or in its middle, where it is wider than `most`.
  float text_within(ImFont* font, const Rect& line, Role role, std::string_view value) const;
  float text_middle_elided(ImFont* font, const Rect& line, Role role, std::string_view value) const;
  float text_centered(ImFont* font, float x, float middle, Role role, std::string_view value) const;

  // Lets glyphs be baked that a text needs which ImGui draws itself (fields).
  void notice(const ImFont* font, std::string_view text) const;

  void fill(const Rect& r, Role role, float alpha = 1.0f, float rounding = 0.0f) const;
  void frame(const Rect& r, Role role, float thickness = 1.0f, float rounding = 0.0f) const;
  void horizontal(float x0, float x1, float y, Role role, float alpha = 1.0f) const;
  void vertical(float x, float y0, float y1, Role role, float alpha = 1.0f) const;
  // Diagonal lines inside the rectangle: the look of time spent queueing, and of bypassed stages.
  void hatch(const Rect& r, Role role, float step) const;

 private:
  const Style& style_;
  ImDrawList* list_;
};

// An invisible button over the rectangle; true when it is clicked. `name` is its item label.
bool hit(const char* name, const Rect& r);

}  // namespace app
