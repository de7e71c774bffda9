#include <vector>

#include "app/raster/blend.h"
#include "app/raster/canvas.h"

namespace app {
namespace {

// The first pixel whose centre lies at or right of (below) an edge.
int first_pixel(float edge) { return static_cast<int>(std::ceil(edge - 0.5f)); }

PixelRect covered_pixels(const Canvas& canvas, const FlatQuad& quad) {
  return {std::max(canvas.clip.left, first_pixel(quad.top_left.x)),
          std::max(canvas.clip.top, first_pixel(quad.top_left.y)),
          std::min(canvas.clip.right, first_pixel(quad.bottom_right.x)),
          std::min(canvas.clip.bottom, first_pixel(quad.bottom_right.y))};
}

void fill_flat(const Canvas& canvas, const PixelRect& area, Rgba color) {
  for (int y = area.top; y < area.bottom; ++y) {
    Rgba* row = canvas.image.row(y);
    if (color.a == 255) {
      std::fill(row + area.left, row + area.right, color);
      continue;
    }
    for (int x = area.left; x < area.right; ++x) blend(row[x], color);
  }
}

}  // namespace

void fill_quad(const Canvas& canvas, const FlatQuad& quad) {
  const PixelRect area = covered_pixels(canvas, quad);
  const Corner &a = quad.top_left, &b = quad.bottom_right;
  Rgba color = unpack(a.color);
  if (area.empty() || color.a == 0) return;
  const float du = (b.u - a.u) / (b.x - a.x);
  const float dv = (b.v - a.v) / (b.y - a.y);
  const auto u_at = [&](int x) {
    return lerp_at(a.u + (static_cast<float>(x) + 0.5f - a.x) * du, canvas.texture.width);
  };
  const auto v_at = [&](int y) {
    return lerp_at(a.v + (static_cast<float>(y) + 0.5f - a.y) * dv, canvas.texture.height);
  };
  if (a.u == b.u && a.v == b.v) {
    const unsigned coverage = sample(canvas.texture, u_at(area.left), v_at(area.top));
    color.a = static_cast<std::uint8_t>(divide_by_255(color.a * coverage));
    return fill_flat(canvas, area, color);
  }
  static thread_local std::vector<Lerp> columns;  // reused: one row of a glyph
  columns.clear();
  for (int x = area.left; x < area.right; ++x) columns.push_back(u_at(x));
  for (int y = area.top; y < area.bottom; ++y) {
    Rgba* pixel = canvas.image.row(y) + area.left;
    const Lerp v = v_at(y);
    for (const Lerp& u : columns) {
      Rgba over = color;
      over.a = static_cast<std::uint8_t>(divide_by_255(color.a * sample(canvas.texture, u, v)));
      blend(*pixel++, over);
    }
  }
}

}  // namespace app
