#include "app/widgets/banner.h"

#include "app/widgets/button.h"
#include "app/widgets/pen.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kButtonSides = 16, kAbove = 4, kGap = 8, kStripe = 3;
constexpr float kGlyph = 22, kText = 38, kEnd = 16;

// `right` is where it ends, and then where the next one before it does.
bool button_at_end(const Pen& pen, const std::string& label, float& right, ButtonLook look) {
  const Rect area = panel_area();
  const float width = Pen::width(pen.fonts().strong, label) + pen.px(2 * kButtonSides);
  const Rect place{right - width, area.y + pen.px(kAbove), width, area.h - pen.px(2 * kAbove)};
  right = place.x - pen.px(kGap);
  return button(pen, label.c_str(), place, look);
}

}  // namespace

std::optional<std::size_t> draw_banner(const Style& style, const BannerText& text,
                                       std::span<const std::string> ways,
                                       const std::string& let_be) {
  const Pen pen(style);
  const Rect area = panel_area();
  pen.fill(area, Role::Warning, 0.12f);
  pen.fill({area.x, area.y, pen.px(kStripe), area.h}, Role::Warning);
  draw_glyph(pen, Glyph::Warning, area.x + pen.px(kGlyph), area.center_y());
  std::optional<std::size_t> pressed;
  float right = area.right() - pen.px(kEnd);
  if (button_at_end(pen, let_be, right, ButtonLook::Quiet)) pressed = ways.size();
  for (std::size_t i = ways.size(); i > 0; --i)
    if (button_at_end(pen, ways[i - 1], right, ButtonLook::Flat)) pressed = i - 1;
  const Rect line{area.x + pen.px(kText), area.y, right - area.x - pen.px(kText + kGap), area.h};
  const float x = pen.text_within(pen.fonts().strong, line, Role::Text, text.what);
  const float more = x + pen.px(kEnd);
  pen.text_within(pen.fonts().body, {more, area.y, line.right() - more, area.h}, Role::TextDim,
                  text.detail);
  return pressed;
}

}  // namespace app
