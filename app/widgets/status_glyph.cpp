#include "app/widgets/status_glyph.h"

#include <array>

namespace app {
namespace {

constexpr float kRadius = 6.0f;
constexpr float kPi = 3.14159265f;

struct Place {
  const Pen& pen;
  ImVec2 center;
  ImU32 color;
  ImU32 behind;
  // A point in design points from the middle.
  ImVec2 at(float x, float y) const { return {center.x + pen.px(x), center.y + pen.px(y)}; }
};

void draw_ok(const Place& p) {
  p.pen.list().AddCircleFilled(p.center, p.pen.px(kRadius), p.color, 24);
  const std::array check = {p.at(-2.9f, 0.2f), p.at(-0.9f, 2.3f), p.at(2.9f, -2.1f)};
  p.pen.list().AddPolyline(check.data(), static_cast<int>(check.size()), p.behind, 0,
                           p.pen.px(1.7f));
}

void draw_error(const Place& p) {
  p.pen.list().AddRectFilled(p.at(-5.5f, -5.5f), p.at(5.5f, 5.5f), p.color, p.pen.px(2));
  const float width = p.pen.px(1.7f);
  p.pen.list().AddLine(p.at(-2.4f, -2.4f), p.at(2.4f, 2.4f), p.behind, width);
  p.pen.list().AddLine(p.at(2.4f, -2.4f), p.at(-2.4f, 2.4f), p.behind, width);
}

void draw_warning(const Place& p) {
  p.pen.list().AddTriangleFilled(p.at(0, -6), p.at(6.8f, 5.6f), p.at(-6.8f, 5.6f), p.color);
  p.pen.list().AddRectFilled(p.at(-0.8f, -2.2f), p.at(0.8f, 1.8f), p.behind);
  p.pen.list().AddRectFilled(p.at(-0.8f, 2.8f), p.at(0.8f, 4.3f), p.behind);
}

void draw_running(const Place& p) {
  p.pen.list().AddTriangleFilled(p.at(-4, -5.5f), p.at(6, 0), p.at(-4, 5.5f), p.color);
}

void draw_idle(const Place& p) {
  p.pen.list().AddCircle(p.center, p.pen.px(5), p.color, 24, p.pen.px(1.6f));
}

// Three quarters of a ring: on its way, not there.
void draw_starting(const Place& p) {
  p.pen.list().PathArcTo(p.center, p.pen.px(5), -kPi / 2, kPi, 20);
  p.pen.list().PathStroke(p.color, 0, p.pen.px(2));
}

struct GlyphRow {
  Role role;
  void (*draw)(const Place&);
};
// In the order of Glyph.
constexpr std::array kGlyphs = {
    GlyphRow{Role::Ok, draw_ok},
    GlyphRow{Role::Running, draw_running},
    GlyphRow{Role::Running, draw_starting},
    GlyphRow{Role::Warning, draw_warning},
    GlyphRow{Role::Error, draw_error},
    GlyphRow{Role::Idle, draw_idle},
};

}  // namespace

Role glyph_role(Glyph glyph) { return kGlyphs[static_cast<std::size_t>(glyph)].role; }

void draw_glyph(const Pen& pen, Glyph glyph, float x, float middle, Role behind) {
  const GlyphRow& row = kGlyphs[static_cast<std::size_t>(glyph)];
  row.draw({pen, {x, middle}, pen.style().color(row.role), pen.style().color(behind)});
}

}  // namespace app
