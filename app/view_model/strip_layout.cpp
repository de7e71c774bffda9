#include "app/view_model/strip_layout.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

constexpr float kMargin = 16, kClient = 30, kGap = 48;
constexpr float kCardTop = 16, kCardHeight = 88, kMostCard = 300, kLeastCard = 216;
constexpr float kFirstGap = 62;  // a longer arrow leaves the client

}  // namespace

StripLayout strip_layout(std::size_t stages, float width, float scale) {
  const auto px = [scale](float points) { return std::round(points * scale); };
  const auto count = static_cast<float>(stages);
  const float fixed = 2 * (kMargin + kClient) + kFirstGap + kGap * count;
  const float room = width / scale - fixed;
  const float card = stages == 0 ? 0 : std::clamp(std::floor(room / count), kLeastCard, kMostCard);

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
  out.content_width = out.answer.right() + px(kMargin);
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

}  // namespace app
