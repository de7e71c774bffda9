#include "app/view_model/strip_layout.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

constexpr float kMargin = 16, kClient = 30, kGap = 48;
constexpr float kCardTop = 16, kCardHeight = 88, kMostCard = 300, kLeastCard = 200,
                kScrolledCard = 240;
constexpr float kFirstGap = 62;  // a longer arrow leaves the client
constexpr float kAdd = 34, kAddGap = 18;
constexpr float kSlideSeconds = 0.12f;
constexpr float kOver = 8;                       // the route passes so far above a bypassed card
constexpr float kArrowStart = 5, kArrowEnd = 3;  // room between an arrow and what it joins

}  // namespace

StripLayout strip_layout(std::size_t stages, float width, float scale) {
  const auto px = [scale](float points) { return std::round(points * scale); };
  const auto count = static_cast<float>(stages);
  const float fixed = 2 * (kMargin + kClient) + kFirstGap + kGap * count + kAddGap + kAdd;
  const float room = width / scale - fixed;
  const bool scrolls = stages > 0 && room / count < kLeastCard;  // then there is room enough
  const float fitting = stages == 0 ? 0 : std::min(std::floor(room / count), kMostCard);
  const float card = scrolls ? kScrolledCard : fitting;

  StripLayout out;
  const float middle = px(kCardTop + kCardHeight / 2);
  const float disc = px(kClient);
  const float disc_top = middle - disc / 2;
  out.client = {px(kMargin), disc_top, disc, disc};
  float x = out.client.right();
  float gap = px(kFirstGap);
  for (std::size_t i = 0; i < stages; ++i) {
    out.arrows.push_back({x, middle, gap, 0});
    out.cards.push_back({x + gap, px(kCardTop), px(card), px(kCardHeight)});
    x = out.cards.back().right();
    gap = px(kGap);
  }
  out.arrows.push_back({x, middle, gap, 0});
  out.answer = {x + gap, disc_top, disc, disc};
  out.add = {out.answer.right() + px(kAddGap), middle - px(kAdd / 2), px(kAdd), px(kAdd)};
  out.content_width = out.add.right() + px(kMargin);
  return out;
}

std::size_t landing_index(const StripLayout& layout, std::size_t from, float x) {
  std::size_t passed = 0;
  for (std::size_t i = 0; i < layout.cards.size(); ++i) {
    if (i == from) continue;
    const float center = layout.cards[i].center_x();
    // A pointer right on a card's middle takes that card's place, from either side.
    if (i < from ? center < x : center <= x) ++passed;
  }
  return passed;
}

float caret_x(const StripLayout& layout, std::size_t from, std::size_t to) {
  const std::size_t gap = to > from ? to + 1 : to;
  return layout.arrows[gap].center_x();
}

std::vector<float> drag_shifts(const StripLayout& layout, std::size_t from, std::size_t to) {
  std::vector<float> shifts(layout.cards.size(), 0.0f);
  if (layout.cards.size() < 2) return shifts;
  const float place = layout.cards[1].x - layout.cards[0].x;
  for (std::size_t i = from + 1; i <= to && i < shifts.size(); ++i) shifts[i] = -place;
  for (std::size_t i = to; i < from && i < shifts.size(); ++i) shifts[i] = place;
  return shifts;
}

float slide_distance(const StripLayout& layout, float seconds) {
  if (layout.cards.size() < 2) return 0;
  return (layout.cards[1].x - layout.cards[0].x) * seconds / kSlideSeconds;
}

bool slide(std::vector<float>& shifts, const std::vector<float>& targets, float most) {
  shifts.resize(targets.size(), 0.0f);
  bool moving = false;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const float left = targets[i] - shifts[i];
    shifts[i] = std::abs(left) <= most ? targets[i] : shifts[i] + std::copysign(most, left);
    moving = moving || shifts[i] != targets[i];
  }
  return moving;
}

std::vector<RouteArrow> route_arrows(const StripLayout& layout, const std::vector<bool>& bypassed,
                                     float scale) {
  std::vector<RouteArrow> out;
  const float top = layout.cards.empty() ? 0 : layout.cards.front().y - kOver * scale;
  std::size_t at = 0;
  while (at < layout.arrows.size()) {
    std::size_t end = at;  // the arrow that leads to a card that is not bypassed, or out
    while (end < bypassed.size() && bypassed[end]) ++end;
    const Rect& first = layout.arrows[at];
    const Rect& last = layout.arrows[end];
    RouteArrow arrow;
    arrow.goes_round = end != at;
    arrow.corners.push_back({first.x + kArrowStart * scale, first.y});
    if (arrow.goes_round)
      for (const Point corner : {Point{first.center_x(), first.y}, Point{first.center_x(), top},
                                 Point{last.center_x(), top}, Point{last.center_x(), last.y}})
        arrow.corners.push_back(corner);
    arrow.corners.push_back({last.right() - kArrowEnd * scale, last.y});
    out.push_back(std::move(arrow));
    at = end + 1;
  }
  return out;
}

float reveal_scroll(const StripLayout& layout, std::size_t at, float scroll, float width) {
  const Rect& card = layout.cards[at];
  const float before = layout.arrows[at].w;  // the arrows beside it are seen, too
  const float after = layout.arrows[at + 1].w;
  if (card.x - before < scroll) return std::max(0.0f, card.x - before);
  if (card.right() + after > scroll + width) return card.right() + after - width;
  return scroll;
}

}  // namespace app
