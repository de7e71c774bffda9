#include "app/widgets/chip.h"

#include <array>

namespace app {
namespace {

constexpr float kHeight = 18, kPadding = 8;

struct ToneRow {
  Role back;
  float alpha;
  Role text;
};
// In the order of ChipTone.
constexpr std::array kTones = {
    ToneRow{Role::Hover, 1.0f, Role::TextDim}, ToneRow{Role::Accent, 0.2f, Role::Accent},
    ToneRow{Role::Ok, 0.2f, Role::Ok},         ToneRow{Role::Warning, 0.2f, Role::Warning},
    ToneRow{Role::Error, 0.2f, Role::Error},
};

}  // namespace

float chip_width(const Pen& pen, std::string_view text) {
  return Pen::width(pen.fonts().caption, text) + pen.px(2 * kPadding);
}

float draw_chip(const Pen& pen, float x, float middle, std::string_view text, ChipTone tone) {
  const ToneRow& row = kTones[static_cast<std::size_t>(tone)];
  const Rect pill{x, middle - pen.px(kHeight / 2), chip_width(pen, text), pen.px(kHeight)};
  pen.fill(pill, row.back, row.alpha, pen.px(kHeight / 2));
  pen.text(pen.fonts().caption, x + pen.px(kPadding), middle, row.text, text);
  return pill.right();
}

bool chip_button(const Pen& pen, const char* name, const Rect& place, std::string_view text,
                 ChipTone tone) {
  const bool clicked = hit(name, place);
  if (ImGui::IsItemHovered()) pen.fill(place, Role::Hover, 1.0f, place.h / 2);
  draw_chip(pen, place.x, place.center_y(), text, tone);
  return clicked;
}

}  // namespace app
