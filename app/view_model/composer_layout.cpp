#include "app/view_model/composer_layout.h"

#include <algorithm>

namespace app {
namespace {

constexpr float kSide = 12, kInset = 16, kGap = 8;
constexpr float kHeader = 41, kPicker = 26, kMenu = 28;
constexpr float kField = 28, kPitch = 33, kLabelLine = 18, kStackedPitch = 50;
constexpr float kFairField = 130;  // a narrower field has its label above
constexpr float kFileLine = 24, kInfoLine = 24, kFromFile = 82;
constexpr float kLeastBody = 28, kFairBody = 64, kKeyLine = 24, kBottom = 10;

}  // namespace

ComposerLayout composer_layout(const ComposerLayoutInput& in) {
  const auto px = [&in](float points) { return points * in.scale; };
  const Rect& area = in.area;
  const float left = area.x + px(kSide);
  const float width = std::max(area.w - px(2 * kSide), px(40));
  const float right = left + width;
  const float labels = area.x + px(kInset) + in.label_width + px(kGap + 4);
  const auto count = static_cast<float>(in.fields);

  ComposerLayout out;
  out.keys_shown = area.h >= px(kHeader + kPitch * count + kFairBody + kInfoLine + kField +
                                kKeyLine + kBottom);
  const float under = px(kField + kBottom + (out.keys_shown ? kKeyLine - 4 : 0));
  const float above = px(kHeader + (in.names_file ? kFileLine : 0));
  const float body_if_stacked =
      area.h - above - px(kStackedPitch) * count - px(kInfoLine + kGap) - under;
  out.stacked = right - labels < px(kFairField) && body_if_stacked >= px(kFairBody);

  out.menu = {right - px(kMenu), area.y + px(8), px(kMenu), px(kPicker)};
  const float picker = std::min(std::max(labels, area.x + px(84)), out.menu.x - px(60));
  out.title = {area.x + px(kInset), area.y + px(8), picker - area.x - px(kInset + kGap),
               px(kPicker)};
  out.picker = {picker, area.y + px(8), out.menu.x - px(4) - picker, px(kPicker)};

  float y = area.y + px(kHeader);
  for (std::size_t i = 0; i < in.fields; ++i) {
    if (out.stacked) {
      out.fields.push_back({{area.x + px(kInset), y, width, px(kLabelLine)},
                            {left, y + px(kLabelLine), width, px(kField)}});
      y += px(kStackedPitch);
    } else {
      out.fields.push_back({{area.x + px(kInset), y, labels - area.x - px(kInset), px(kField)},
                            {labels, y, right - labels, px(kField)}});
      y += px(kPitch);
    }
  }
  y += px(4);
  out.file = {left, y, width, in.names_file ? px(kFileLine) : 0};
  y = out.file.bottom();

  const float buttons = area.bottom() - under;
  const float half = (width - px(kGap)) / 2;
  out.send = {left, buttons, half, px(kField)};
  out.other = {out.send.right() + px(kGap), buttons, half, px(kField)};
  out.size = {left + px(4), buttons - px(kInfoLine + 4), width - px(kFromFile + kGap),
              px(kInfoLine)};
  out.from_file = {right - px(kFromFile), out.size.y, px(kFromFile), px(kInfoLine)};
  out.body = {left, y, width, std::max(out.size.y - px(2) - y, px(kLeastBody))};
  return out;
}

}  // namespace app
