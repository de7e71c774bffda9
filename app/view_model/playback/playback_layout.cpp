#include "app/view_model/playback/playback_layout.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

constexpr float kHeight = 72, kSide = 12, kGap = 8, kButton = 28, kPlay = 72, kStep = 32;
constexpr float kLength = 56, kScale = 118, kTime = 170, kLeastScrubber = 160, kCaption = 24;

}  // namespace

float playback_height() { return kHeight; }

PlaybackLayout playback_layout(const Rect& bar, float scale) {
  const auto px = [scale](float points) { return std::round(points * scale); };
  PlaybackLayout at;
  const float y = bar.y + px(8);
  float left = bar.x + px(kSide), right = bar.right() - px(kSide);
  const auto from_left = [&](float points) {
    const Rect place{left, y, px(points), px(kButton)};
    left = place.right() + px(kGap);
    return place;
  };
  const auto from_right = [&](float points) {
    const Rect place{right - px(points), y, px(points), px(kButton)};
    right = place.x - px(kGap);
    return place;
  };
  at.play = from_left(kPlay);
  at.back = from_left(kStep);
  at.forward = from_left(kStep);
  at.close = from_right(kButton);
  at.scale = from_right(kScale);
  at.length = from_right(kLength);
  if (right - left - px(kTime + kGap) >= px(kLeastScrubber)) at.time = from_right(kTime);
  at.scrubber = {left, y, std::max(0.0f, right - left), px(kButton)};
  const float second = y + px(kButton + 6);
  at.caption = {bar.x + px(kSide), second, bar.w - px(2 * kSide), px(kCaption)};
  return at;
}

}  // namespace app
