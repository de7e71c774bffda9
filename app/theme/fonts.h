#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include <imgui.h>

#include "app/theme/style.h"

namespace app {

// Font files to use; an empty path means ImGui's embedded font takes that part.
struct FontFiles {
  std::filesystem::path ui;       // Inter Regular or the next best
  std::filesystem::path strong;   // its semibold
  std::filesystem::path mono;     // JetBrains Mono or the next best
  std::filesystem::path symbols;  // arrows and the like where the others lack them
  std::vector<std::filesystem::path>
      other_scripts;  // for characters that are asked for; best first
};

// Looks in the usual folders, then asks fontconfig (where built in) for what is missing. With
// HOPLENS_FONTS=embedded in the environment all are empty: pictures equal on every machine.
FontFiles find_fonts();

// The embedded font for everything.
inline FontFiles embedded_fonts() { return {}; }

// Fills and builds an empty atlas; sizes are em × scale, corrected because ImGui's pixel size is
// ascender to descender. A file that cannot be read is replaced by the embedded font.
// `extra` are characters besides the Latin ones, from whichever file has them. Any thread, where
// the atlas is nobody else's.
Fonts load_fonts(ImFontAtlas& atlas, const FontFiles& files, float scale,
                 std::span<const ImWchar> extra = {});

// (ascender − descender) ÷ em of a TrueType or OpenType file (the first of a collection); nothing
// if it is neither. Inter 1.21, JetBrains Mono 1.32.
std::optional<float> pixels_per_em(std::span<const unsigned char> font_file);

}  // namespace app
