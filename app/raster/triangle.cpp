#include <array>
#include <limits>

#include "app/raster/blend.h"
#include "app/raster/canvas.h"

namespace app {
namespace {

// Corners snap to 1/256 pixel, as on a GPU; then every edge test is exact.
constexpr std::int64_t kSubpixels = 256;

struct Point {
  std::int64_t x = 0, y = 0;
};

Point snapped(const Corner& corner) {
  return {std::llround(static_cast<double>(corner.x) * kSubpixels),
          std::llround(static_cast<double>(corner.y) * kSubpixels)};
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return quotient * b > a ? quotient - 1 : quotient;
}

// value(x) = slope·x + at_zero ≥ 0 for the pixels of one row that lie inside one edge.
struct Edge {
  std::int64_t slope = 0, fall = 0, origin = 0;

  // The edge from a to b of a triangle whose inside is on its positive side.
  Edge(Point a, Point b) {
    const std::int64_t dx = b.x - a.x, dy = b.y - a.y;
    slope = -dy * kSubpixels;
    fall = dx * kSubpixels;
    const std::int64_t half = kSubpixels / 2;
    origin = dx * (half - a.y) - dy * (half - a.x);
    // Top-left rule: a pixel centre exactly on a shared edge belongs to one triangle only.
    const bool top_left = dy < 0 || (dy == 0 && dx > 0);
    if (!top_left) origin -= 1;
  }

  // Narrows [first, last] to the pixels of row y that are inside.
  void narrow(std::int64_t y, std::int64_t& first, std::int64_t& last) const {
    const std::int64_t value = fall * y + origin;
    if (slope > 0) {
      first = std::max(first, -floor_div(value, slope));
    } else if (slope < 0) {
      last = std::min(last, floor_div(value, -slope));
    } else if (value < 0) {
      last = std::numeric_limits<std::int64_t>::min();
    }
  }
};

// A quantity that varies linearly over the triangle.
struct Plane {
  float per_x = 0, per_y = 0, origin = 0;
  float at(float x, float y) const { return origin + per_x * x + per_y * y; }
};

class Planes {
 public:
  Planes(const Corner& a, const Corner& b, const Corner& c)
      : a_(a), abx_(b.x - a.x), aby_(b.y - a.y), acx_(c.x - a.x), acy_(c.y - a.y) {
    inverse_ = 1.0f / (abx_ * acy_ - aby_ * acx_);
  }
  Plane through(float a, float b, float c) const {
    Plane plane;
    plane.per_x = ((b - a) * acy_ - (c - a) * aby_) * inverse_;
    plane.per_y = ((c - a) * abx_ - (b - a) * acx_) * inverse_;
    plane.origin = a - plane.per_x * a_.x - plane.per_y * a_.y;
    return plane;
  }

 private:
  const Corner& a_;
  float abx_, aby_, acx_, acy_, inverse_;
};

std::uint8_t to_byte(float value) {
  return static_cast<std::uint8_t>(std::clamp(value + 0.5f, 0.0f, 255.0f));
}

// What a triangle is painted with.
struct Paint {
  bool one_color = true, one_texel = true;
  Rgba color;
  std::array<Plane, 4> channels;
  Plane u, v;

  Paint(const AlphaTexture& texture, const Corner& a, const Corner& b, const Corner& c) {
    one_color = a.color == b.color && a.color == c.color;
    one_texel = a.u == b.u && a.u == c.u && a.v == b.v && a.v == c.v;
    color = unpack(a.color);
    const Planes planes(a, b, c);
    if (one_texel) {
      const unsigned coverage =
          sample(texture, lerp_at(a.u, texture.width), lerp_at(a.v, texture.height));
      full_ = coverage == 255;
      coverage_ = coverage;
      if (one_color) color.a = static_cast<std::uint8_t>(divide_by_255(color.a * coverage));
    } else {
      u = planes.through(a.u, b.u, c.u);
      v = planes.through(a.v, b.v, c.v);
    }
    if (!one_color) set_channels(planes, {unpack(a.color), unpack(b.color), unpack(c.color)});
  }

  bool flat() const { return one_color && one_texel; }

  Rgba at(const AlphaTexture& texture, float x, float y) const {
    Rgba over = color;
    if (!one_color) {
      over = {to_byte(channels[0].at(x, y)), to_byte(channels[1].at(x, y)),
              to_byte(channels[2].at(x, y)), to_byte(channels[3].at(x, y))};
    }
    const unsigned coverage = one_texel ? coverage_
                                        : sample(texture, lerp_at(u.at(x, y), texture.width),
                                                 lerp_at(v.at(x, y), texture.height));
    if (!full_) over.a = static_cast<std::uint8_t>(divide_by_255(over.a * coverage));
    return over;
  }

 private:
  void set_channels(const Planes& planes, const std::array<Rgba, 3>& corner) {
    channels = {planes.through(corner[0].r, corner[1].r, corner[2].r),
                planes.through(corner[0].g, corner[1].g, corner[2].g),
                planes.through(corner[0].b, corner[1].b, corner[2].b),
                planes.through(corner[0].a, corner[1].a, corner[2].a)};
  }
  bool full_ = false;
  unsigned coverage_ = 255;
};

void paint_span(const Canvas& canvas, const Paint& paint, int y, std::array<int, 2> columns) {
  Rgba* row = canvas.image.row(y);
  const auto [first, last] = columns;
  if (paint.flat()) {
    if (paint.color.a == 255) {
      std::fill(row + first, row + last + 1, paint.color);
      return;
    }
    for (int x = first; x <= last; ++x) blend(row[x], paint.color);
    return;
  }
  const float row_centre = static_cast<float>(y) + 0.5f;
  for (int x = first; x <= last; ++x) {
    blend(row[x], paint.at(canvas.texture, static_cast<float>(x) + 0.5f, row_centre));
  }
}

bool invisible(const Corner& a, const Corner& b, const Corner& c) {
  return ((a.color | b.color | c.color) & IM_COL32_A_MASK) == 0;
}

}  // namespace

void fill_triangle(const Canvas& canvas, const Corner& a, const Corner& b, const Corner& c) {
  if (invisible(a, b, c)) return;
  const Point p = snapped(a), q = snapped(b), r = snapped(c);
  const std::int64_t area = (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  if (area == 0) return;
  if (area < 0) return fill_triangle(canvas, a, c, b);  // both windings are painted
  const std::array edges = {Edge(p, q), Edge(q, r), Edge(r, p)};
  const Paint paint(canvas.texture, a, b, c);
  const std::int64_t top = floor_div(std::min({p.y, q.y, r.y}), kSubpixels);
  const std::int64_t low = floor_div(std::max({p.y, q.y, r.y}), kSubpixels);
  const int from = static_cast<int>(std::max<std::int64_t>(canvas.clip.top, top));
  const int to = static_cast<int>(std::min<std::int64_t>(canvas.clip.bottom - 1, low));
  for (int y = from; y <= to; ++y) {
    std::int64_t first = canvas.clip.left, last = canvas.clip.right - 1;
    for (const Edge& edge : edges) edge.narrow(y, first, last);
    if (first <= last) {
      paint_span(canvas, paint, y, {static_cast<int>(first), static_cast<int>(last)});
    }
  }
}

}  // namespace app
