#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "app/raster/canvas.h"

namespace app {

// x ÷ 255, rounded, exact for 0 … 65,535.
constexpr unsigned divide_by_255(unsigned x) { return (x + 128 + ((x + 128) >> 8)) >> 8; }

constexpr std::uint8_t mix(unsigned under, unsigned over, unsigned alpha) {
  return static_cast<std::uint8_t>(divide_by_255(over * alpha + under * (255 - alpha)));
}

// source-alpha over; the alpha channel gathers coverage.
inline void blend(Rgba& under, Rgba over) {
  if (over.a == 255) {
    under = over;
    return;
  }
  if (over.a == 0) return;
  under = {mix(under.r, over.r, over.a), mix(under.g, over.g, over.a), mix(under.b, over.b, over.a),
           mix(under.a, 255, over.a)};
}

constexpr Rgba unpack(ImU32 color) {
  return {static_cast<std::uint8_t>(color >> IM_COL32_R_SHIFT & 0xFF),
          static_cast<std::uint8_t>(color >> IM_COL32_G_SHIFT & 0xFF),
          static_cast<std::uint8_t>(color >> IM_COL32_B_SHIFT & 0xFF),
          static_cast<std::uint8_t>(color >> IM_COL32_A_SHIFT & 0xFF)};
}

// A texel coordinate split for bilinear sampling: the texel before, and how far into the next
// in 1/256, clamped to the edge.
struct Lerp {
  int first = 0, second = 0;
  unsigned part = 0;
};

inline Lerp lerp_at(float texel, int size) {
  const float at = texel - 0.5f;
  const float before = std::floor(at);
  const int first = static_cast<int>(before);
  return {std::clamp(first, 0, size - 1), std::clamp(first + 1, 0, size - 1),
          static_cast<unsigned>((at - before) * 256.0f)};
}

inline unsigned sample(const AlphaTexture& texture, const Lerp& x, const Lerp& y) {
  const auto at = [&](int column, int row) -> unsigned {
    return texture.texels[static_cast<std::size_t>(row) * static_cast<std::size_t>(texture.width) +
                          static_cast<std::size_t>(column)];
  };
  const unsigned top = at(x.first, y.first) * (256 - x.part) + at(x.second, y.first) * x.part;
  const unsigned low = at(x.first, y.second) * (256 - x.part) + at(x.second, y.second) * x.part;
  return (top * (256 - y.part) + low * y.part + 32768) >> 16;
}

}  // namespace app
