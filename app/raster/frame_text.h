#pragma once

#include <string>

#include <imgui.h>

namespace app {

// Reads a finished frame back as text: each glyph quad is looked up in the atlas, quads outside
// their clip rectangle or under a later popup are left out, the rest is put into rows (by base
// line, from the top) and columns (by gaps, from the left). Needs the frame's context current.
std::string frame_text(const ImDrawData& data, const ImFontAtlas& atlas);

}  // namespace app
