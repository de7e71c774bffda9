#include "app/view_model/welcome_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace app {
namespace {

// Design points.
constexpr float kChain = 64, kTitle = 40, kButton = 36, kHint = 24, kHeading = 28, kRow = 30;
constexpr float kKeys = 24, kGap = 8, kWide = 28, kColumn = 560, kAround = 16;
constexpr std::size_t kMostRecent = 5;

struct Parts {
  bool keys = true;
  bool chain = true;
  bool hint = true;
  std::size_t recent = 0;

  float height() const {
    float points = kTitle + kWide / 2 + kButton;
    if (chain) points += kChain + kWide;
    if (hint) points += kGap + kHint;
    if (recent > 0) points += kWide + kHeading + static_cast<float>(recent) * kRow;
    if (keys) points += kWide + kKeys;
    return points;
  }
};

Parts parts_that_fit(std::size_t recent, float height) {
  Parts parts;
  parts.recent = std::min(recent, kMostRecent);
  const float most = height - 2 * kAround;
  if (parts.height() > most) parts.keys = false;
  if (parts.height() > most) parts.chain = false;
  while (parts.recent > 0 && parts.height() > most) --parts.recent;
  if (parts.height() > most) parts.hint = false;
  return parts;
}

}  // namespace

WelcomeLayout welcome_layout(const WelcomeInput& input) {
  const auto px = [&](float points) { return std::floor(points * input.scale); };
  const Parts parts = parts_that_fit(input.recent, input.height / input.scale);
  const float width = std::min(px(kColumn), input.width - px(2 * kAround));
  const float x = std::floor((input.width - width) / 2);
  float y = std::max(px(kGap), std::floor((input.height - px(parts.height())) * 0.45f));
  const auto line = [&](float points) {
    const Rect place{x, y, width, px(points)};
    y += place.h;
    return place;
  };
  WelcomeLayout at;
  if (parts.chain) {
    at.chain = line(kChain);
    y += px(kWide);
  }
  at.title = line(kTitle);
  at.title.x = px(kAround);
  at.title.w = input.width - px(2 * kAround);
  y += px(kWide / 2);

  const float gaps =
      px(kGap) * static_cast<float>(std::max<std::size_t>(input.button_widths.size(), 1) - 1);
  const float all = std::accumulate(input.button_widths.begin(), input.button_widths.end(), gaps);
  float left = std::floor((input.width - all) / 2);
  const Rect row = line(kButton);
  for (const float button : input.button_widths) {
    at.buttons.push_back({left, row.y, button, row.h});
    left += button + px(kGap);
  }
  if (parts.hint) {
    y += px(kGap);
    at.hint = line(kHint);
  }
  if (parts.recent > 0) {
    y += px(kWide);
    at.heading = line(kHeading);
    for (std::size_t i = 0; i < parts.recent; ++i) at.recent.push_back(line(kRow));
  }
  if (parts.keys) {
    y += px(kWide);
    at.keys = line(kKeys);
  }
  return at;
}

}  // namespace app
