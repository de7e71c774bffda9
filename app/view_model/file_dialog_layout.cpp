#include "app/view_model/file_dialog_layout.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

constexpr float kWidth = 880, kHeight = 600, kAround = 16;  // design points
constexpr float kTitle = 48, kPlaces = 196, kNarrowPlaces = 148, kNarrow = 700;
constexpr float kPadding = 16, kCrumbs = 28, kField = 30, kHeads = 26, kStatus = 28, kButtons = 28;
constexpr float kGap = 8, kLow = 360;
constexpr float kSize = 84, kTime = 116, kLeastName = 160;

}  // namespace

FileDialogLayout file_dialog_layout(float width, float height, float scale) {
  const auto px = [scale](float points) { return std::floor(points * scale); };
  FileDialogLayout at;
  const float w = std::min(px(kWidth), width - px(2 * kAround));
  const float h = std::min(px(kHeight), height - px(2 * kAround));
  at.dialog = {std::floor((width - w) / 2), std::floor((height - h) / 2), w, h};
  // A low window needs the room for rows.
  at.title = {at.dialog.x, at.dialog.y, w, h < px(kLow) ? 0 : px(kTitle)};
  at.places = {at.dialog.x, at.title.bottom(), px(w < px(kNarrow) ? kNarrowPlaces : kPlaces),
               h - at.title.h};
  const float left = at.places.right() + px(kPadding);
  const float inner = at.dialog.right() - px(kPadding) - left;
  at.crumbs = {left, at.title.bottom() + px(kGap), inner, px(kCrumbs)};
  at.field = {left, at.crumbs.bottom() + px(kGap / 2), inner, px(kField)};
  at.buttons = {left, at.dialog.bottom() - px(kPadding + kButtons), inner, px(kButtons)};
  const float gap = h < px(kLow) ? 0 : px(kGap);
  at.status = {left, at.buttons.y - gap - px(kStatus), inner, px(kStatus)};
  at.heads = {left, at.field.bottom() + px(kGap), inner, px(kHeads)};
  at.rows = {left, at.heads.bottom(), inner, std::max(0.0f, at.status.y - at.heads.bottom())};
  return at;
}

FileColumns file_columns(const Rect& row, float scale) {
  FileColumns at;
  float right = row.right() - 10 * scale;
  if (row.w > (kLeastName + kSize + kTime) * scale) {
    at.time_end = right;
    right -= kTime * scale;
  }
  at.size_end = right;
  at.name_end = right - kSize * scale;
  return at;
}

}  // namespace app
