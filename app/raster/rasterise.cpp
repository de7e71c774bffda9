#include "app/raster/rasterise.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/raster/canvas.h"

namespace app {
namespace {

// From ImGui's coordinates to pixels and texels.
struct Mapping {
  ImVec2 origin, scale, texels;

  Corner corner(const ImDrawVert& vertex) const {
    return {(vertex.pos.x - origin.x) * scale.x, (vertex.pos.y - origin.y) * scale.y,
            vertex.uv.x * texels.x, vertex.uv.y * texels.y, vertex.col};
  }
};

PixelRect clip_of(const ImDrawCmd& command, const Mapping& map, const Image& image) {
  const ImVec4& c = command.ClipRect;
  return {std::max(0, static_cast<int>((c.x - map.origin.x) * map.scale.x)),
          std::max(0, static_cast<int>((c.y - map.origin.y) * map.scale.y)),
          std::min(image.width, static_cast<int>((c.z - map.origin.x) * map.scale.x)),
          std::min(image.height, static_cast<int>((c.w - map.origin.y) * map.scale.y))};
}

bool same_column(const Corner& a, const Corner& b) { return a.x == b.x && a.u == b.u; }
bool same_row(const Corner& a, const Corner& b) { return a.y == b.y && a.v == b.v; }

// Whether a, b, c, d go round an upright rectangle of one colour from its top-left corner, as
// ImDrawList's rectangles and glyphs do.
bool is_flat_quad(const std::array<Corner, 4>& q) {
  const auto& [a, b, c, d] = q;
  return same_row(a, b) && same_column(b, c) && same_row(c, d) && same_column(d, a) && a.x < c.x &&
         a.y < c.y && a.color == b.color && a.color == c.color && a.color == d.color;
}

class Painter {
 public:
  Painter(const Canvas& canvas, const Mapping& map, const ImDrawList& list,
          const ImDrawCmd& command)
      : canvas_(canvas),
        map_(map),
        vertices_(list.VtxBuffer.Data + command.VtxOffset),
        indices_(list.IdxBuffer.Data + command.IdxOffset),
        count_(command.ElemCount) {}

  // Pictures come as upright rectangles; their corners are in parts of the picture, not in texels.
  void paint_picture(const Image& picture) const {
    for (unsigned i = 0; i + 6 <= count_; i += 6) {
      const Corner a = map_.corner(vertices_[indices_[i]]);
      const Corner c = map_.corner(vertices_[indices_[i + 2]]);
      fill_picture(canvas_, {a, c}, picture);
    }
  }

  void paint() const {
    for (unsigned i = 0; i + 3 <= count_;) {
      if (i + 6 <= count_ && paint_quad(indices_ + i)) {
        i += 6;
        continue;
      }
      fill_triangle(canvas_, at(i), at(i + 1), at(i + 2));
      i += 3;
    }
  }

 private:
  Corner at(unsigned i) const { return map_.corner(vertices_[indices_[i]]); }

  // Two triangles a b c, a c d that make an upright rectangle.
  bool paint_quad(const ImDrawIdx* i) const {
    if (i[3] != i[0] || i[4] != i[2]) return false;
    const std::array<Corner, 4> corners = {
        map_.corner(vertices_[i[0]]), map_.corner(vertices_[i[1]]), map_.corner(vertices_[i[2]]),
        map_.corner(vertices_[i[5]])};
    if (!is_flat_quad(corners)) return false;
    fill_quad(canvas_, {corners[0], corners[2]});
    return true;
  }

  const Canvas& canvas_;
  const Mapping& map_;
  const ImDrawVert* vertices_;
  const ImDrawIdx* indices_;
  unsigned count_;
};

}  // namespace

AlphaTexture alpha_texture(ImFontAtlas& atlas) {
  unsigned char* texels = nullptr;
  AlphaTexture texture;
  atlas.GetTexDataAsAlpha8(&texels, &texture.width, &texture.height);
  texture.texels = {
      texels, static_cast<std::size_t>(texture.width) * static_cast<std::size_t>(texture.height)};
  return texture;
}

Image rasterise(const ImDrawData& data, const AlphaTexture& texture, Rgba background,
                const PictureTextures& pictures) {
  const ImVec2 size{data.DisplaySize.x * data.FramebufferScale.x,
                    data.DisplaySize.y * data.FramebufferScale.y};
  Image image(static_cast<int>(std::lround(size.x)), static_cast<int>(std::lround(size.y)),
              background);
  const Mapping map{data.DisplayPos,
                    data.FramebufferScale,
                    {static_cast<float>(texture.width), static_cast<float>(texture.height)}};
  const Mapping parts{map.origin, map.scale, {1, 1}};
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const Canvas canvas{image, texture, clip_of(command, map, image)};
      if (command.UserCallback != nullptr || canvas.clip.empty()) continue;
      const auto picture = pictures.find(command.GetTexID());
      if (picture == pictures.end()) {
        Painter(canvas, map, *list, command).paint();
      } else {
        Painter(canvas, parts, *list, command).paint_picture(*picture->second);
      }
    }
  }
  return image;
}

}  // namespace app
