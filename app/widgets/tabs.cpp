#include "app/widgets/tabs.h"

#include "app/widgets/chip.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kBar = 3, kGap = 26, kChipGap = 8;

}  // namespace

bool tab(const Pen& pen, const char* label, float& x, const Rect& row, const TabLook& look) {
  ImFont* font = look.chosen ? pen.fonts().strong : pen.fonts().body;
  const float width = Pen::width(font, label);
  const bool clicked = hit(label, {x, row.y, width, row.h});
  const bool bright = look.chosen || ImGui::IsItemHovered();
  pen.text(font, x, row.center_y(), bright ? Role::Text : Role::TextDim, label);
  if (look.chosen) pen.fill({x, row.bottom() - pen.px(kBar), width, pen.px(kBar)}, Role::Accent);
  x += width;
  if (look.count > 0) {
    const ChipTone tone = look.alarming ? ChipTone::Bad
                          : look.quiet  ? ChipTone::Neutral
                                        : ChipTone::Caution;
    x = draw_chip(pen, x + pen.px(kChipGap), row.center_y(), emulator::format_count(look.count),
                  tone);
  }
  x += pen.px(kGap);
  return clicked;
}

}  // namespace app
