#include "app/view_model/window_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace app {
namespace {

constexpr float kTabBar = 32, kTopBar = 44, kBanner = 36, kStrip = 116;
constexpr float kLeastLeft = 220, kLeastList = 110, kLeastComposer = 230;
constexpr float kLeastWaterfall = 96, kLeastInspector = 150, kLeastDrawer = 120;
// In a low window the drawer, then the waterfall (down to three rows) make room for this.
constexpr float kFairInspector = 200, kFairWaterfall = 160;
constexpr float kStackBelow = 1100;  // narrower windows put the response below the request

float between(float value, float least, float most) {
  return std::clamp(value, least, std::max(least, most));
}

// Shares the right column's height out; what is too much is taken from the drawer first.
void fit_right_column(Splits& splits, float height, bool drawer_shown) {
  splits.drawer = between(splits.drawer, kLeastDrawer, height - kLeastInspector - kLeastWaterfall);
  splits.waterfall = between(splits.waterfall, kLeastWaterfall, height - kLeastInspector);
  const auto excess = [&](float inspector) {
    return (drawer_shown ? splits.drawer : 0) + splits.waterfall + inspector - height;
  };
  const auto give = [](float& size, float least, float amount) {
    if (amount > 0 && size > least) size = std::max(least, size - amount);
  };
  if (drawer_shown) give(splits.drawer, kLeastDrawer, excess(kFairInspector));
  give(splits.waterfall, kFairWaterfall, excess(kFairInspector));
  give(splits.waterfall, kLeastWaterfall, excess(kLeastInspector));
}

Splits fitted(const WindowLayoutInput& in, float body_height) {
  Splits splits = in.splits;
  splits.left = between(splits.left, kLeastLeft, in.width / in.scale * 0.45f);
  splits.composer = between(splits.composer, kLeastComposer, body_height - kLeastList);
  splits.composer = std::min(splits.composer, std::max(kLeastComposer, body_height * 0.6f));
  fit_right_column(splits, body_height, in.drawer_shown);
  return splits;
}

void give_all_to(Region region, const Rect& all, WindowLayout& out) {
  // In the order of Region.
  const std::array parts = {&out.strip,     &out.list,      &out.composer,
                            &out.waterfall, &out.inspector, &out.drawer};
  for (Rect* part : parts) *part = {};
  out.playback = {};
  *parts[static_cast<std::size_t>(region)] = all;
}

}  // namespace

WindowLayout window_layout(const WindowLayoutInput& in) {
  const auto px = [&in](float points) { return std::round(points * in.scale); };
  WindowLayout out;
  float y = 0;
  if (in.tabs_shown) out.tab_bar = {0, y, in.width, px(kTabBar)};
  y = out.tab_bar.h;
  out.top_bar = {0, y, in.width, px(kTopBar)};
  y = out.top_bar.bottom();
  if (in.banner_shown) out.banner = {0, y, in.width, px(kBanner)};
  y += out.banner.h;
  out.strip = {0, y, in.width, px(kStrip)};
  y = out.strip.bottom();
  if (in.playback > 0) out.playback = {0, y, in.width, px(in.playback)};
  y += out.playback.h;

  const float body = std::max(0.0f, in.height - y);
  out.splits = fitted(in, body / in.scale);
  const float left = in.left_shown ? px(out.splits.left) : 0;
  if (in.left_shown) {
    const float composer = std::min(px(out.splits.composer), body);
    out.list = {0, y, left, body - composer};
    out.composer = {0, out.list.bottom(), left, composer};
  }
  const float right = in.width - left;
  const float drawer = in.drawer_shown ? px(out.splits.drawer) : 0;
  out.waterfall = {left, y, right, px(out.splits.waterfall)};
  out.inspector = {left, out.waterfall.bottom(), right,
                   std::max(0.0f, body - out.waterfall.h - drawer)};
  if (in.drawer_shown) out.drawer = {left, out.inspector.bottom(), right, drawer};
  out.messages_stacked = in.width / in.scale < kStackBelow;
  if (in.zoomed) give_all_to(*in.zoomed, {0, out.strip.y, in.width, in.height - out.strip.y}, out);
  return out;
}

}  // namespace app
