#pragma once

#include "app/raster/rasterise.h"

namespace app {

struct PixelRect {
  int left = 0, top = 0, right = 0, bottom = 0;  // right and bottom are outside
  bool empty() const { return left >= right || top >= bottom; }
};

// One corner of a triangle, in pixels and texels.
struct Corner {
  float x = 0, y = 0, u = 0, v = 0;
  ImU32 color = 0;
};

// Where triangles land. One per draw command.
struct Canvas {
  Image& image;
  const AlphaTexture& texture;
  PixelRect clip;
};

// Both corners of an axis-aligned rectangle, texture along the axes, one colour.
struct FlatQuad {
  Corner top_left, bottom_right;
};

void fill_quad(const Canvas& canvas, const FlatQuad& quad);
// The same rectangle of a picture; u and v are 0 … 1 over all of it.
void fill_picture(const Canvas& canvas, const FlatQuad& quad, const Image& picture);
void fill_triangle(const Canvas& canvas, const Corner& a, const Corner& b, const Corner& c);

}  // namespace app
