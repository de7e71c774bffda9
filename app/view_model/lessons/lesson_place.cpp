#include "app/view_model/lessons/lesson_place.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

constexpr std::size_t kCorners = 4;

Rect in_corner(const LessonPlaceInput& in, std::size_t corner) {
  const bool left = corner % 2 == 1;
  const bool top = corner >= 2;
  const Rect& w = in.window;
  return {left ? w.x + in.margin : w.right() - in.width - in.margin,
          top ? w.y + in.margin : w.bottom() - in.height - in.margin, in.width, in.height};
}

float covered(const Rect& card, const Rect& spot, float margin) {
  const float w = std::min(card.right(), spot.right() + margin) - std::max(card.x, spot.x - margin);
  const float h =
      std::min(card.bottom(), spot.bottom() + margin) - std::max(card.y, spot.y - margin);
  return w > 0 && h > 0 ? w * h : 0;
}

void add_edge(std::vector<float>& edges, float from, float to, float at) {
  if (at > from && at < to) edges.push_back(at);
}

std::vector<float> sorted(std::vector<float> edges) {
  std::ranges::sort(edges);
  const auto rest = std::ranges::unique(edges);
  edges.erase(rest.begin(), rest.end());
  return edges;
}

}  // namespace

LessonPlace lesson_place(const LessonPlaceInput& input) {
  const std::size_t kept = std::min(input.corner, kCorners - 1);
  LessonPlace best{kept, in_corner(input, kept)};
  if (!input.spot) return best;
  float least = covered(best.card, *input.spot, input.margin);
  for (std::size_t corner = 0; corner < kCorners && least > 0; ++corner) {
    const Rect card = in_corner(input, corner);
    const float cover = covered(card, *input.spot, input.margin);
    if (cover >= least) continue;
    best = {corner, card};
    least = cover;
  }
  return best;
}

std::vector<Rect> around(const Rect& window, std::span<const Rect> holes) {
  std::vector<float> xs{window.x, window.right()}, ys{window.y, window.bottom()};
  for (const Rect& hole : holes) {
    for (const float x : {hole.x, hole.right()}) add_edge(xs, window.x, window.right(), x);
    for (const float y : {hole.y, hole.bottom()}) add_edge(ys, window.y, window.bottom(), y);
  }
  xs = sorted(std::move(xs));
  ys = sorted(std::move(ys));
  std::vector<Rect> out;
  for (std::size_t row = 0; row + 1 < ys.size(); ++row)
    for (std::size_t column = 0; column + 1 < xs.size(); ++column) {
      const Rect cell{xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row]};
      const bool open = std::ranges::any_of(
          holes, [&](const Rect& hole) { return hole.contains(cell.center_x(), cell.center_y()); });
      if (!open) out.push_back(cell);
    }
  return out;
}

}  // namespace app
