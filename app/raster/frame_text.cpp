#include "app/raster/frame_text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include <imgui_internal.h>

namespace app {
namespace {

// A glyph as seen on the screen.
struct Seen {
  unsigned codepoint = 0;
  float x = 0, advance = 0;  // pen position and how far it moves
  float baseline = 0;
  float size = 0;   // font size in pixels
  float blank = 0;  // how wide that font's blank is
  ImVec2 centre;
};

struct FontGlyph {
  const ImFont* font = nullptr;
  const ImFontGlyph* glyph = nullptr;
};

// Which glyph owns a texel of the atlas.
class AtlasIndex {
 public:
  explicit AtlasIndex(const ImFontAtlas& atlas)
      : width_(atlas.TexWidth),
        height_(atlas.TexHeight),
        owners_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0) {
    glyphs_.emplace_back();
    for (const ImFont* font : atlas.Fonts) {
      for (const ImFontGlyph& glyph : font->Glyphs) {
        if (glyph.Visible != 0) add({font, &glyph});
      }
    }
  }

  // Nothing where a line, a rectangle's white texel or empty space lies.
  FontGlyph at(float u, float v) const {
    const int x = static_cast<int>(u * static_cast<float>(width_));
    const int y = static_cast<int>(v * static_cast<float>(height_));
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return {};
    return glyphs_[owners_[index(x, y)]];
  }

 private:
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
           static_cast<std::size_t>(x);
  }
  static int texel(float part, int size) {
    return std::clamp(static_cast<int>(std::lround(part * static_cast<float>(size))), 0, size);
  }
  void add(const FontGlyph& owner) {
    const auto number = static_cast<std::uint16_t>(glyphs_.size());
    glyphs_.push_back(owner);
    const ImFontGlyph& g = *owner.glyph;
    const int left = texel(g.U0, width_), right = texel(g.U1, width_);
    for (int y = texel(g.V0, height_); y < texel(g.V1, height_); ++y) {
      for (int x = left; x < right; ++x) owners_[index(x, y)] = number;
    }
  }

  int width_, height_;
  std::vector<std::uint16_t> owners_;
  std::vector<FontGlyph> glyphs_;
};

struct Quad {
  ImDrawVert top_left, bottom_right;
};

Seen read_glyph(const FontGlyph& found, const Quad& quad) {
  const ImFontGlyph& g = *found.glyph;
  const ImDrawVert &a = quad.top_left, &b = quad.bottom_right;
  // A quad may be cut off at the clip rectangle: the part of the glyph it shows tells where the
  // whole would start and how much it is magnified.
  const float shown = (b.uv.x - a.uv.x) / (g.U1 - g.U0);
  const float before = (a.uv.x - g.U0) / (g.U1 - g.U0);
  const float above = (a.uv.y - g.V0) / (g.V1 - g.V0);
  const float scale = (b.pos.x - a.pos.x) / (shown * (g.X1 - g.X0));
  Seen seen;
  // ImGui's embedded font keeps its ellipsis at U+0085.
  seen.codepoint = g.Codepoint == 0x85 ? 0x2026 : g.Codepoint;
  seen.size = found.font->FontSize * scale;
  seen.x = a.pos.x - (g.X0 + before * (g.X1 - g.X0)) * scale;
  seen.advance = g.AdvanceX * scale;
  seen.blank = found.font->GetCharAdvance(' ') * scale;
  const float top = a.pos.y - (g.Y0 + above * (g.Y1 - g.Y0)) * scale;
  seen.baseline = top + found.font->Ascent * scale;
  seen.centre = {(a.pos.x + b.pos.x) / 2, (a.pos.y + b.pos.y) / 2};
  return seen;
}

bool inside(const ImVec4& clip, ImVec2 p) {
  return p.x >= clip.x && p.y >= clip.y && p.x < clip.z && p.y < clip.w;
}

void read_command(const ImDrawList& list, const ImDrawCmd& command, const AtlasIndex& index,
                  std::vector<Seen>& into) {
  const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
  const ImDrawIdx* i = list.IdxBuffer.Data + command.IdxOffset;
  const ImDrawIdx* end = i + command.ElemCount;
  while (i + 6 <= end) {
    const Quad quad{vertices[i[0]], vertices[i[2]]};
    const bool is_quad =
        i[3] == i[0] && i[4] == i[2] && quad.top_left.uv.x < quad.bottom_right.uv.x;
    const ImVec2 uv{(quad.top_left.uv.x + quad.bottom_right.uv.x) / 2,
                    (quad.top_left.uv.y + quad.bottom_right.uv.y) / 2};
    const FontGlyph found = is_quad ? index.at(uv.x, uv.y) : FontGlyph{};
    if (found.glyph == nullptr) {
      i += 3;
      continue;
    }
    const Seen seen = read_glyph(found, quad);
    if (inside(command.ClipRect, seen.centre)) into.push_back(seen);
    i += 6;
  }
}

// The window that a draw list starts, if it hides what lies under it (a popup, a tooltip, a
// dialog; not a child, which is drawn inside its parent).
const ImGuiWindow* covering_window(const ImDrawList* list) {
  for (const ImGuiWindow* window : GImGui->Windows) {
    if (window->DrawList != list) continue;
    const bool child = (window->Flags & ImGuiWindowFlags_ChildWindow) != 0;
    const bool clear = (window->Flags & ImGuiWindowFlags_NoBackground) != 0;
    const bool popup = (window->Flags & ImGuiWindowFlags_Popup) != 0;
    return (child && !popup) || clear ? nullptr : window;
  }
  return nullptr;
}

std::vector<Seen> read_frame(const ImDrawData& data, const ImFontAtlas& atlas) {
  const AtlasIndex index(atlas);
  std::vector<Seen> seen;
  for (const ImDrawList* list : data.CmdLists) {
    if (const ImGuiWindow* window = covering_window(list)) {
      const ImRect cover = window->OuterRectClipped;
      std::erase_if(seen, [&](const Seen& glyph) { return cover.Contains(glyph.centre); });
    }
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const bool letters = command.UserCallback == nullptr && command.GetTexID() == atlas.TexID;
      if (letters) read_command(*list, command, index, seen);
    }
  }
  return seen;
}

void append_utf8(std::string& text, unsigned codepoint) {
  char buffer[5] = {};
  text += ImTextCharToUtf8(buffer, codepoint);
}

// One row of glyphs, left to right. A gap of a blank or two stays that; a wider one jumps to the
// column where the next text stands on the screen, so that tables line up.
std::string write_row(std::vector<Seen> row, float column_width) {
  std::stable_sort(row.begin(), row.end(), [](const Seen& a, const Seen& b) { return a.x < b.x; });
  std::string text;
  std::size_t columns = 0;  // written so far, in code points
  float pen = 0;
  for (const Seen& glyph : row) {
    auto blanks = std::lround((glyph.x - pen) / glyph.blank);
    if (columns == 0 || blanks >= 4) {
      const auto column = static_cast<long>(glyph.x / column_width);
      blanks = std::max(columns == 0 ? 0L : 2L, column - static_cast<long>(columns));
    } else {
      blanks = std::clamp(blanks, 0L, 2L);
    }
    text.append(static_cast<std::size_t>(blanks), ' ');
    append_utf8(text, glyph.codepoint);
    columns += static_cast<std::size_t>(blanks) + 1;
    pen = glyph.x + glyph.advance;
  }
  return text;
}

}  // namespace

std::string frame_text(const ImDrawData& data, const ImFontAtlas& atlas) {
  std::vector<Seen> seen = read_frame(data, atlas);
  if (seen.empty() || atlas.Fonts.empty()) return {};
  std::stable_sort(seen.begin(), seen.end(),
                   [](const Seen& a, const Seen& b) { return a.baseline < b.baseline; });
  const float column_width = atlas.Fonts[0]->FontSize * 0.5f;
  std::string text;
  for (auto first = seen.begin(); first != seen.end();) {
    const float limit = first->baseline + first->size * 0.35f;
    auto last = std::find_if(first, seen.end(), [&](const Seen& s) { return s.baseline > limit; });
    text += write_row({first, last}, column_width) + '\n';
    first = last;
  }
  return text;
}

}  // namespace app
