#include "app/view_model/editor_layout.h"

#include <algorithm>

namespace app {
namespace {

constexpr float kWidth = 880, kHeight = 640, kAround = 16;  // design points
constexpr float kTitle = 48, kTabs = 38, kFooter = 56, kButton = 28, kPadding = 20;
constexpr float kButtonsWidth = 260;
constexpr float kLabelShare = 0.32f, kMostLabel = 262;

}  // namespace

EditorLayout editor_layout(float width, float height, float scale) {
  const auto px = [scale](float points) { return points * scale; };
  EditorLayout at;
  at.dialog.w = std::min(px(kWidth), width - px(2 * kAround));
  at.dialog.h = std::min(px(kHeight), height - px(2 * kAround));
  at.dialog.x = (width - at.dialog.w) / 2;
  at.dialog.y = (height - at.dialog.h) / 2;
  const Rect& d = at.dialog;
  at.title = {d.x, d.y, d.w, px(kTitle)};
  at.tabs = {d.x, at.title.bottom(), d.w, px(kTabs)};
  const float footer = d.bottom() - px(kFooter);
  at.body = {d.x, at.tabs.bottom(), d.w, std::max(0.0f, footer - at.tabs.bottom())};
  const float row = footer + px((kFooter - kButton) / 2);
  const float buttons = std::min(px(kButtonsWidth), d.w / 2);
  at.buttons = {d.right() - px(kPadding) - buttons, row, buttons, px(kButton)};
  at.status = {d.x + px(kPadding), row, at.buttons.x - px(kPadding) - d.x - px(kPadding),
               px(kButton)};
  at.label = std::min(px(kMostLabel), d.w * kLabelShare);
  return at;
}

}  // namespace app
