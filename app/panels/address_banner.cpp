#include "app/panels/address_banner.h"

#include "app/view_model/address_words.h"
#include "app/widgets/button.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kButtonSides = 16;

bool button_at_end(const Pen& pen, const char* label, float& right, ButtonLook look) {
  const Rect area = panel_area();
  const float width = Pen::width(pen.fonts().strong, label) + pen.px(2 * kButtonSides);
  const Rect place{right - width, area.y + pen.px(4), width, area.h - pen.px(8)};
  right = place.x - pen.px(8);
  return button(pen, label, place, look);
}

}  // namespace

bool tells_address_closed(const emulator::EngineSnapshot& now, const AddressState& state) {
  return now.address && now.address->error && state.dismissed != now.address->error;
}

PanelResult draw_address_closed(const PanelInput& in, AddressState& state, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  pen.fill(area, Role::Warning, 0.12f);
  pen.fill({area.x, area.y, pen.px(3), area.h}, Role::Warning);
  draw_glyph(pen, Glyph::Warning, area.x + pen.px(22), area.center_y());
  float right = area.right() - pen.px(16);
  const bool dismiss = button_at_end(pen, "Dismiss", right, ButtonLook::Quiet);
  PanelResult wish;
  auto ways = ways_out(*in.now.address);
  for (auto way = ways.rbegin(); way != ways.rend(); ++way)
    if (button_at_end(pen, way->label.c_str(), right, ButtonLook::Flat))
      wish = emulator::Command{emulator::OpenAddress{way->options}};
  const emulator::Error& error = *in.now.address->error;
  const Rect line{area.x + pen.px(38), area.y, right - area.x - pen.px(46), area.h};
  const float x = pen.text_within(pen.fonts().strong, line, Role::Text, error.what);
  const float more = x + pen.px(16);
  pen.text_within(pen.fonts().body, {more, area.y, line.right() - more, area.h}, Role::TextDim,
                  error.next_step);
  if (dismiss) state.dismissed = error;
  return wish;
}

}  // namespace app
