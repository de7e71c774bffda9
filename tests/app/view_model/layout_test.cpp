#include <catch2/catch_test_macros.hpp>

#include "app/view_model/strip_layout.h"
#include "app/view_model/window_layout.h"

using namespace app;

namespace {

WindowLayout at(float width, float height, float scale = 1) {
  WindowLayoutInput input;
  input.width = width;
  input.height = height;
  input.scale = scale;
  return window_layout(input);
}

}  // namespace

TEST_CASE("the regions of the baseline window have the design's sizes") {
  const WindowLayout layout = at(1440, 900);
  CHECK(layout.top_bar == Rect{0, 0, 1440, 44});
  CHECK(layout.strip == Rect{0, 44, 1440, 116});
  CHECK(layout.list == Rect{0, 160, 300, 440});
  CHECK(layout.composer == Rect{0, 600, 300, 300});
  CHECK(layout.waterfall == Rect{300, 160, 1140, 188});
  CHECK(layout.drawer == Rect{300, 700, 1140, 200});
  CHECK_FALSE(layout.messages_stacked);
}

TEST_CASE("regions tile the window at every size and scale") {
  for (const float scale : {0.75f, 1.0f, 1.25f, 2.0f}) {
    for (const Rect window :
         {Rect{0, 0, 960, 600}, Rect{0, 0, 1440, 900}, Rect{0, 0, 2560, 1440}}) {
      const WindowLayout layout = at(window.w * scale, window.h * scale, scale);
      CHECK(layout.list.h + layout.composer.h ==
            layout.waterfall.h + layout.inspector.h + layout.drawer.h);
      CHECK(layout.drawer.bottom() == window.h * scale);
      CHECK(layout.waterfall.right() == window.w * scale);
      CHECK(layout.inspector.h >= 140 * scale);
    }
  }
}

TEST_CASE("a narrow window stacks request and response") {
  CHECK(at(960, 600).messages_stacked);
  CHECK(at(1920, 1200, 2).messages_stacked);  // 960 design points wide
}

TEST_CASE("splits that were dragged too far are pulled back") {
  WindowLayoutInput input{1440, 900, 1, {}, true, true, false};
  input.splits.left = 4000;
  input.splits.drawer = 4000;
  const WindowLayout layout = window_layout(input);
  CHECK(layout.splits.left <= 1440 * 0.45f);
  CHECK(layout.inspector.h >= 150);
  CHECK(layout.waterfall.h >= 96);
}

TEST_CASE("hidden regions give their room away") {
  WindowLayoutInput input{1440, 900, 1, {}, false, false, true};
  const WindowLayout layout = window_layout(input);
  CHECK(layout.list.w == 0);
  CHECK(layout.waterfall.w == 1440);
  CHECK(layout.inspector.bottom() == 900);
  CHECK(layout.strip.y == layout.banner.bottom());
}

TEST_CASE("three cards stand side by side, fifteen scroll sideways") {
  const StripLayout three = strip_layout(3, 1440, 1);
  REQUIRE(three.cards.size() == 3);
  CHECK(three.cards[0] == Rect{108, 16, 300, 88});
  CHECK(three.arrows.size() == 4);
  CHECK(three.content_width <= 1440);
  CHECK(strip_layout(15, 1440, 1).content_width > 1440);
}

TEST_CASE("a card dropped on another takes its place, from either side") {
  const StripLayout strip = strip_layout(3, 1440, 1);
  CHECK(landing_index(strip, 2, strip.cards[0].center_x()) == 0);
  CHECK(landing_index(strip, 0, strip.cards[2].center_x()) == 2);
  CHECK(landing_index(strip, 1, strip.cards[1].center_x()) == 1);
  CHECK(landing_index(strip, 0, 0) == 0);
  CHECK(landing_index(strip, 0, 5000) == 2);
}

TEST_CASE("the caret stands in the gap where the card would land") {
  const StripLayout strip = strip_layout(3, 1440, 1);
  CHECK(caret_x(strip, 2, 0) == strip.arrows[0].center_x());
  CHECK(caret_x(strip, 0, 2) == strip.arrows[3].center_x());
}

TEST_CASE("cards between make room for the one that is dragged") {
  const StripLayout strip = strip_layout(4, 1440, 1);
  const float place = strip.cards[1].x - strip.cards[0].x;
  CHECK(drag_shifts(strip, 3, 1) == std::vector<float>{0, place, place, 0});
  CHECK(drag_shifts(strip, 0, 2) == std::vector<float>{0, -place, -place, 0});
  CHECK(drag_shifts(strip, 2, 2) == std::vector<float>{0, 0, 0, 0});
}

TEST_CASE("cards slide to their place in 120 ms") {
  const StripLayout strip = strip_layout(3, 1440, 1);
  const float place = strip.cards[1].x - strip.cards[0].x;
  std::vector<float> shifts;
  CHECK(slide(shifts, {place}, slide_distance(strip, 0.06f)));
  CHECK(shifts[0] == place / 2);
  CHECK_FALSE(slide(shifts, {place}, slide_distance(strip, 0.061f)));
  CHECK(shifts[0] == place);
  CHECK(slide(shifts, {0}, slide_distance(strip, 0.1f)));
  CHECK_FALSE(slide(shifts, {0}, slide_distance(strip, 0.1f)));
}

TEST_CASE("the route goes round bypassed stages, also several in a row") {
  const StripLayout strip = strip_layout(3, 1440, 1);
  CHECK(route_arrows(strip, {false, false, false}, 1).size() == 4);
  const auto round = route_arrows(strip, {true, true, false}, 1);
  REQUIRE(round.size() == 2);
  CHECK(round[0].goes_round);
  CHECK(round[0].corners[1].x == strip.arrows[0].center_x());
  CHECK(round[0].corners[3].x == strip.arrows[2].center_x());
  CHECK(round[0].corners[2].y < strip.cards[0].y);
  CHECK_FALSE(round[1].goes_round);
}

TEST_CASE("the strip scrolls only as far as it must") {
  const StripLayout strip = strip_layout(15, 1440, 1);
  CHECK(reveal_scroll(strip, 1, 0, 1440) == 0);
  const float last = reveal_scroll(strip, 14, 0, 1440);
  CHECK(strip.cards[14].right() <= last + 1440);
  CHECK(reveal_scroll(strip, 14, last, 1440) == last);
  CHECK(reveal_scroll(strip, 0, last, 1440) <= strip.cards[0].x);
}
