#pragma once

#include <cstddef>
#include <vector>

#include "app/view_model/geometry.h"

namespace app {

// The pipeline strip: where the cards and the arrows between them stand. Pixels, relative to the
// strip's content (which may be wider than the strip: it scrolls sideways).
struct StripLayout {
  Rect client;               // the disc where requests come from
  std::vector<Rect> cards;   // in route order
  std::vector<Rect> arrows;  // one before each card and one after the last; height 0
  Rect answer;               // where the answer goes
  Rect add;                  // adds a stage at the end
  float content_width = 0;
};

StripLayout strip_layout(std::size_t stages, float width, float scale);

// The position that the card `from` would have if it were dropped with the pointer at `x`.
std::size_t landing_index(const StripLayout& layout, std::size_t from, float x);

// Where the landing caret stands for a card moving from `from` to `to`: the middle of the gap.
float caret_x(const StripLayout& layout, std::size_t from, std::size_t to);

// How far each card stands from its place while the card `from` would land at `to`: those between
// make room. Pixels, negative to the left.
std::vector<float> drag_shifts(const StripLayout& layout, std::size_t from, std::size_t to);

// How far a card slides in that time: a whole place takes 120 ms.
float slide_distance(const StripLayout& layout, float seconds);

// Moves `shifts` towards `targets`, each by `most` pixels at most. True while some are not there.
bool slide(std::vector<float>& shifts, const std::vector<float>& targets, float most);

struct Point {
  float x = 0, y = 0;
  bool operator==(const Point&) const = default;
};

// One arrow of the route, corner by corner. Bypassed cards are gone round above.
struct RouteArrow {
  std::vector<Point> corners;
  bool goes_round = false;
};
std::vector<RouteArrow> route_arrows(const StripLayout& layout, const std::vector<bool>& bypassed,
                                     float scale);

// The scroll position at which card `at` is wholly in a view `width` wide; `scroll` where it is so
// already.
float reveal_scroll(const StripLayout& layout, std::size_t at, float scroll, float width);

}  // namespace app
