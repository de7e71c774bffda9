#include "app/view_model/playback/play_path.h"

#include <cmath>

namespace app {
namespace {

constexpr float kOver = 8;  // points above the cards, where the way is no straight one

using Way = std::vector<Point>;

Point left_of(const Rect& rect) { return {rect.x, rect.center_y()}; }
Point right_of(const Rect& rect) { return {rect.right(), rect.center_y()}; }

// From one card (or disc) to another: straight where they are neighbours, else above the cards.
Way between(const StripLayout& layout, Point from, Point to, bool neighbours, float scale) {
  if (neighbours || layout.cards.empty()) return {from, to};
  const float top = layout.cards.front().y - kOver * scale;
  const float side = 12 * scale;
  return {
      from, {from.x + side, from.y}, {from.x + side, top}, {to.x - side, top}, {to.x - side, to.y},
      to};
}

// Into a card, along its lower edge, and out again.
Way through(const Rect& card) {
  return {left_of(card), {card.x, card.bottom()}, {card.right(), card.bottom()}};
}
Way out_of(const Rect& card) { return {{card.right(), card.bottom()}, right_of(card)}; }

float distance(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

// The first part of a way.
Way part_of(const Way& way, double share) {
  float length = 0;
  for (std::size_t i = 0; i + 1 < way.size(); ++i) length += distance(way[i], way[i + 1]);
  float left = length * static_cast<float>(share);
  Way out{way.front()};
  for (std::size_t i = 0; i + 1 < way.size(); ++i) {
    const float step = distance(way[i], way[i + 1]);
    if (step > left) {
      const float t = step > 0 ? left / step : 0;
      out.push_back(
          {way[i].x + (way[i + 1].x - way[i].x) * t, way[i].y + (way[i + 1].y - way[i].y) * t});
      return out;
    }
    left -= step;
    out.push_back(way[i + 1]);
  }
  return out;
}

struct Hops {
  const StripLayout& layout;
  const std::vector<std::optional<std::size_t>>& cards;

  std::optional<std::size_t> card(int hop) const {
    const auto at = static_cast<std::size_t>(hop) - 1;
    if (hop < 1 || at >= cards.size() || !cards[at] || *cards[at] >= layout.cards.size())
      return std::nullopt;
    return cards[at];
  }
};

// The way that a phase takes; empty where a card is missing.
Way way_of(const Hops& hops, const PlayMoment& moment, float scale) {
  const StripLayout& layout = hops.layout;
  const int last = static_cast<int>(hops.cards.size());
  const auto before = hops.card(moment.hop == 0 ? last : moment.hop - 1);
  if (moment.hop == 0) {
    if (!before) return {};
    return between(layout, right_of(layout.cards[*before]), left_of(layout.answer),
                   *before + 1 == layout.cards.size(), scale);
  }
  const auto card = hops.card(moment.hop);
  if (!card || (moment.hop > 1 && !before)) return {};
  const Rect& place = layout.cards[*card];
  const Point from = moment.hop == 1 ? right_of(layout.client) : right_of(layout.cards[*before]);
  switch (moment.phase) {
    case PlayPhase::Queue:
      return {from};
    case PlayPhase::Send:
      return between(layout, from, left_of(place),
                     moment.hop == 1 ? *card == 0 : *card == *before + 1, scale);
    case PlayPhase::Wait:
      return through(place);
    case PlayPhase::Receive:
    case PlayPhase::Answer:
      return out_of(place);
  }
  return {};
}

}  // namespace

std::optional<PlayDot> play_dot(const StripLayout& layout,
                                const std::vector<std::optional<std::size_t>>& cards,
                                const PlayMoment& moment, float scale) {
  const Hops hops{layout, cards};
  const Way way = way_of(hops, moment, scale);
  if (way.empty()) return std::nullopt;
  PlayDot dot;
  dot.trail = part_of(way, moment.progress);
  dot.at = dot.trail.back();
  const bool inside = moment.phase == PlayPhase::Wait || moment.phase == PlayPhase::Receive;
  if (inside) dot.card = hops.card(moment.hop);
  return dot;
}

}  // namespace app
