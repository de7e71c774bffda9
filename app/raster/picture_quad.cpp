#include <algorithm>
#include <cmath>

#include "app/raster/blend.h"
#include "app/raster/canvas.h"

namespace app {
namespace {

unsigned between(unsigned a, unsigned b, unsigned part) { return a * (256 - part) + b * part; }

// Bilinear, each channel by itself, as OpenGL does.
Rgba sample_picture(const Image& picture, const Lerp& x, const Lerp& y) {
  const Rgba a = picture.at(x.first, y.first), b = picture.at(x.second, y.first);
  const Rgba c = picture.at(x.first, y.second), d = picture.at(x.second, y.second);
  const auto channel = [&](std::uint8_t Rgba::*of) {
    const unsigned top = between(a.*of, b.*of, x.part), low = between(c.*of, d.*of, x.part);
    return static_cast<std::uint8_t>((top * (256 - y.part) + low * y.part + 32768) >> 16);
  };
  return {channel(&Rgba::r), channel(&Rgba::g), channel(&Rgba::b), channel(&Rgba::a)};
}

Rgba tinted(Rgba color, Rgba tint) {
  const auto times = [](unsigned a, unsigned b) {
    return static_cast<std::uint8_t>(divide_by_255(a * b));
  };
  return {times(color.r, tint.r), times(color.g, tint.g), times(color.b, tint.b),
          times(color.a, tint.a)};
}

}  // namespace

void fill_picture(const Canvas& canvas, const FlatQuad& quad, const Image& picture) {
  const Corner &a = quad.top_left, &b = quad.bottom_right;
  const auto first = [](float edge) { return static_cast<int>(std::ceil(edge - 0.5f)); };
  const int left = std::max(canvas.clip.left, first(a.x));
  const int right = std::min(canvas.clip.right, first(b.x));
  const int top = std::max(canvas.clip.top, first(a.y));
  const int bottom = std::min(canvas.clip.bottom, first(b.y));
  const float du = (b.u - a.u) / (b.x - a.x), dv = (b.v - a.v) / (b.y - a.y);
  const Rgba tint = unpack(a.color);
  for (int y = top; y < bottom; ++y) {
    const float v = a.v + (static_cast<float>(y) + 0.5f - a.y) * dv;
    const Lerp row = lerp_at(v * static_cast<float>(picture.height), picture.height);
    for (int x = left; x < right; ++x) {
      const float u = a.u + (static_cast<float>(x) + 0.5f - a.x) * du;
      const Lerp column = lerp_at(u * static_cast<float>(picture.width), picture.width);
      blend(canvas.image.row(y)[x], tinted(sample_picture(picture, column, row), tint));
    }
  }
}

}  // namespace app
