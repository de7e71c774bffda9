#include "app/panels/welcome.h"

#include <array>

namespace app {
namespace {

constexpr float kDisc = 15, kCard = 62, kCardHeight = 40, kGap = 46;

// A small pipeline: client, three stages, answer.
void paint_chain(const Pen& pen, float x, float middle) {
  const ImU32 line = pen.style().color(Role::TextFaint);
  constexpr std::array kStages = {Role::Stage1, Role::Stage2, Role::Stage3};
  const float width = pen.px(3 * kCard + 4 * kGap);
  x -= width / 2;
  pen.list().AddCircleFilled({x, middle}, pen.px(kDisc), pen.style().color(Role::Card), 32);
  pen.list().AddTriangleFilled({x - pen.px(4), middle - pen.px(6)}, {x + pen.px(7), middle},
                               {x - pen.px(4), middle + pen.px(6)},
                               pen.style().color(Role::TextDim));
  const auto arrow = [&](float from, float to) {
    pen.list().AddLine({from, middle}, {to - pen.px(6), middle}, line, pen.px(1.5f));
    pen.list().AddTriangleFilled({to, middle}, {to - pen.px(8), middle - pen.px(4.5f)},
                                 {to - pen.px(8), middle + pen.px(4.5f)}, line);
  };
  float from = x + pen.px(kDisc + 4);
  float left = x + pen.px(kGap);
  for (const Role role : kStages) {
    arrow(from, left - pen.px(4));
    const Rect card{left, middle - pen.px(kCardHeight / 2), pen.px(kCard), pen.px(kCardHeight)};
    pen.fill(card, Role::Card, 1, pen.px(5));
    pen.frame(card, Role::Border, pen.hairline(), pen.px(5));
    pen.fill({card.x + pen.px(10), card.y + pen.px(12), pen.px(3), pen.px(16)}, role);
    pen.fill({card.x + pen.px(20), card.y + pen.px(14), pen.px(30), pen.px(3)}, Role::TextFaint,
             0.7f);
    pen.fill({card.x + pen.px(20), card.y + pen.px(23), pen.px(20), pen.px(3)}, Role::TextFaint,
             0.4f);
    from = card.right() + pen.px(4);
    left = card.right() + pen.px(kGap);
  }
  const float answer = left;
  arrow(from, answer - pen.px(kDisc + 3));
  pen.list().AddCircleFilled({answer, middle}, pen.px(kDisc), pen.style().color(Role::Card), 32);
  pen.list().AddCircle({answer, middle}, pen.px(5), pen.style().color(Role::TextDim), 24,
                       pen.px(1.6f));
}

}  // namespace

PanelResult draw_welcome(const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const float x = area.center_x();
  float middle = area.y + area.h * 0.42f;
  paint_chain(pen, x, middle - pen.px(96));
  pen.text_centered(style.fonts.hero, x, middle, Role::Text,
                    "Open a pipeline, send it a request, see every hop");
  middle += pen.px(42);
  pen.text_centered(style.fonts.body, x, middle, Role::TextDim,
                    "Drop a pipeline file here, or start the program with one");
  const std::string_view command = "hoplens my.pipeline.json";
  middle += pen.px(44);
  const float width = Pen::width(style.fonts.mono, command) + pen.px(32);
  const Rect box{x - width / 2, middle - pen.px(16), width, pen.px(32)};
  pen.fill(box, Role::Field, 1, pen.px(4));
  pen.frame(box, Role::Border, pen.hairline(), pen.px(4));
  pen.text_centered(style.fonts.mono, x, middle, Role::TextDim, command);
  return std::nullopt;
}

}  // namespace app
