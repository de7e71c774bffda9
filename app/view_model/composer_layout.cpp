#include "app/view_model/composer_layout.h"

#include <algorithm>

namespace app {
namespace {

constexpr float kSide = 12, kInset = 16, kGap = 8;
constexpr float kHeader = 41, kPicker = 26, kMenu = 28;
constexpr float kField = 28, kPitch = 33, kLabelLine = 18, kStackedPitch = 50;
constexpr float kFairField = 130;  // a narrower field has its label above
constexpr float kFileLine = 24, kInfoLine = 24, kFromFile = 82;
constexpr float kLeastBody = 28, kFairBody = 64, kLowBody = 40, kKeyLine = 24, kBottom = 10;

// The parts of one layout, from the top to the bottom.
struct Composer {
  const ComposerLayoutInput& in;
  float px(float points) const { return points * in.scale; }
  float left() const { return in.area.x + px(kSide); }
  float width() const { return std::max(in.area.w - px(2 * kSide), px(40)); }
  float right() const { return left() + width(); }
  float labels() const { return in.area.x + px(kInset) + in.label_width + px(kGap + 4); }
  float above_fields() const { return px(kHeader + (in.names_file ? kFileLine : 0)); }
};

float under_body(const Composer& c, bool keys_shown) {
  return c.px(kField + kBottom + (keys_shown ? kKeyLine - 4 : 0));
}

bool is_narrow(const Composer& c) { return c.right() - c.labels() < c.px(kFairField); }

// What is left for the body where labels stand above their fields.
float stacked_body(const Composer& c, bool keys_shown) {
  const float fields = c.px(kStackedPitch) * static_cast<float>(c.in.fields);
  return c.in.area.h - c.above_fields() - fields - c.px(kInfoLine + kGap) -
         under_body(c, keys_shown);
}

void place_header(const Composer& c, ComposerLayout& out) {
  const float x = c.in.area.x;
  const float y = c.in.area.y + c.px(8);
  out.menu = {c.right() - c.px(kMenu), y, c.px(kMenu), c.px(kPicker)};
  const float title = x + c.px(84);
  const float picker = is_narrow(c) ? title : std::max(c.labels(), title);
  out.title = {x + c.px(kInset), y, picker - x - c.px(kInset + kGap), c.px(kPicker)};
  out.picker = {picker, y, out.menu.x - c.px(4) - picker, c.px(kPicker)};
}

// Returns where they end.
float place_fields(const Composer& c, ComposerLayout& out) {
  const float x = c.in.area.x + c.px(kInset);
  float y = c.in.area.y + c.px(kHeader);
  for (std::size_t i = 0; i < c.in.fields; ++i) {
    if (out.stacked) {
      out.fields.push_back({{x, y, c.width(), c.px(kLabelLine)},
                            {c.left(), y + c.px(kLabelLine), c.width(), c.px(kField)}});
      y += c.px(kStackedPitch);
    } else {
      out.fields.push_back({{x, y, c.labels() - x, c.px(kField)},
                            {c.labels(), y, c.right() - c.labels(), c.px(kField)}});
      y += c.px(kPitch);
    }
  }
  return y + c.px(4);
}

void place_buttons(const Composer& c, float top, ComposerLayout& out) {
  const float half = (c.width() - c.px(kGap)) / 2;
  out.send = {c.left(), top, half, c.px(kField)};
  out.other = {out.send.right() + c.px(kGap), top, half, c.px(kField)};
  out.size = {c.left() + c.px(4), top - c.px(kInfoLine + 4), c.width() - c.px(kFromFile + kGap),
              c.px(kInfoLine)};
  out.from_file = {c.right() - c.px(kFromFile), out.size.y, c.px(kFromFile), c.px(kInfoLine)};
}

}  // namespace

ComposerLayout composer_layout(const ComposerLayoutInput& in) {
  const Composer c{in};
  ComposerLayout out;
  const float roomy = kHeader + kPitch * static_cast<float>(in.fields) + kFairBody + kInfoLine +
                      kField + kKeyLine + kBottom;
  out.stacked = is_narrow(c) && stacked_body(c, false) >= c.px(kLowBody);
  out.keys_shown =
      out.stacked ? stacked_body(c, true) >= c.px(kFairBody) : in.area.h >= c.px(roomy);
  const float under = under_body(c, out.keys_shown);
  place_header(c, out);
  const float y = place_fields(c, out);
  place_buttons(c, in.area.bottom() - under, out);
  out.file = {c.left(), y, c.width(), in.names_file ? c.px(kFileLine) : 0};
  const float body = out.file.bottom();
  out.body = {c.left(), body, c.width(), std::max(out.size.y - c.px(2) - body, c.px(kLeastBody))};
  return out;
}

}  // namespace app
