#pragma once

#include <imgui.h>

#include "app/theme/theme.h"

namespace app {

// Fonts at the em sizes of the design (12 caption, 13 mono, 14 body and strong, 18 title), each
// corrected so that equal em sizes look equal. Owned by the atlas.
struct Fonts {
  ImFont* caption = nullptr;
  ImFont* mono = nullptr;
  ImFont* body = nullptr;
  ImFont* strong = nullptr;
  ImFont* title = nullptr;
  ImFont* hero = nullptr;  // 24, empty states
};

class GlyphWishes;
class Textures;

// How things look in this frame. One instance, owned by App, valid during a frame.
struct Style {
  const Theme* theme = nullptr;
  Fonts fonts;
  float scale = 1.0f;  // 0.75 … 3
  bool reduced_motion = false;
  GlyphWishes* glyph_wishes = nullptr;  // told what is drawn; null: nobody bakes more glyphs
  Textures* textures = nullptr;         // makes pictures drawable; null: none are drawn

  ImU32 color(Role role) const {
    const Rgba c = (*theme)[role];
    return IM_COL32(c.r, c.g, c.b, c.a);
  }
  ImU32 color(Role role, float alpha) const {
    const Rgba c = (*theme)[role];
    return IM_COL32(c.r, c.g, c.b, static_cast<int>(alpha * 255.0f));
  }
  ImVec4 vec(Role role) const { return ImGui::ColorConvertU32ToFloat4(color(role)); }
  float px(float points) const { return points * scale; }  // design points → pixels
};

// Sets ImGui's own style (colours, paddings, rounding) from ours.
void apply(const Style& style);

}  // namespace app
