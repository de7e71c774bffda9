#include "app/panels/address_chip.h"

#include <algorithm>
#include <array>

#include "app/item_registry.h"
#include "app/view_model/address_words.h"
#include "app/widgets/action_menu.h"
#include "app/widgets/button.h"
#include "app/widgets/combo_field.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kHeight = 28, kCopy = 56, kList = 24, kPadding = 8, kLeastText = 168, kGlyph = 20;

constexpr std::array kMenu = {ActionId::CopyAddress,   ActionId::CopyPosixLines,
                              ActionId::CopyFishLines, ActionId::CopyPowerShellLines,
                              ActionId::CopyBoto3,     ActionId::CopyAwsCliCall,
                              ActionId::CopyCurlCall};

float buttons_width(const Pen& pen) { return pen.px(kCopy + kList + kPadding); }

// The address itself; shortened in its middle, so that port and name stay.
PanelResult draw_text(const Pen& pen, const AddressChip& chip, const Rect& place) {
  const bool closed = chip.state == AddressChip::State::Closed;
  const bool clicked = hit("address", place);
  const bool hovered = ImGui::IsItemHovered();
  ImGui::SetItemTooltip("%s", chip.tooltip.c_str());
  if (hovered) pen.frame(place, Role::Border, pen.hairline(), pen.px(4));
  float x = place.x + pen.px(kPadding);
  if (closed) {
    draw_glyph(pen, Glyph::Warning, x + pen.px(6), place.center_y());
    x += pen.px(kGlyph);
  }
  const Role role = closed                                        ? Role::Warning
                    : hovered                                     ? Role::Text
                    : chip.state == AddressChip::State::Invocable ? Role::TextDim
                                                                  : Role::TextFaint;
  pen.text_middle_elided(closed ? pen.fonts().body : pen.fonts().mono,
                         {x, place.y, place.right() - pen.px(kPadding) - x + 1, place.h}, role,
                         chip.text);
  if (!clicked) return std::nullopt;
  return closed ? ActionId::ShowSettings : ActionId::CopyAddress;
}

PanelResult draw_menu(const Pen& pen, const PanelInput& in, const Rect& place) {
  if (hit("address menu", place)) ImGui::OpenPopup("copy for");
  pen.fill(place, ImGui::IsItemHovered() ? Role::Hover : Role::Card, 1, pen.px(4));
  pen.frame(place, Role::Border, pen.hairline(), pen.px(4));
  ImGui::SetItemTooltip("What a client needs to come here");
  draw_list_mark(pen, place.center_x(), place.center_y());
  ImGui::SetNextWindowPos({place.x, place.bottom() + pen.px(4)}, ImGuiCond_Appearing);
  if (!ImGui::BeginPopup("copy for")) return std::nullopt;
  const auto chosen = action_menu_rows(kMenu, in.can);
  ImGui::EndPopup();
  return chosen ? PanelResult(*chosen) : std::nullopt;
}

}  // namespace

ChipRoom address_chip_room(const Pen& pen, const PanelInput& in) {
  const auto chip = address_chip(in.now);
  if (!chip) return {};
  const bool closed = chip->state == AddressChip::State::Closed;
  const ImFont* font = closed ? pen.fonts().body : pen.fonts().mono;
  const float text = Pen::width(font, chip->text) + pen.px(2 * kPadding + (closed ? kGlyph : 0));
  const float buttons = closed ? 0 : buttons_width(pen);
  return {std::min(text, pen.px(kLeastText)) + buttons, text + buttons + 2};
}

PanelResult draw_address_chip(const Pen& pen, const PanelInput& in, const Rect& line) {
  const auto chip = address_chip(in.now);
  const ChipRoom room = address_chip_room(pen, in);
  if (!chip) return std::nullopt;
  const bool closed = chip->state == AddressChip::State::Closed;
  const float buttons = closed ? 0 : buttons_width(pen);
  // Where the text has no room, the buttons may have.
  const bool tells = line.w >= room.least;
  if (!tells && (closed || line.w < buttons)) return std::nullopt;
  const float top = line.center_y() - pen.px(kHeight / 2);
  const float width = tells ? std::min(line.w, room.wanted) - buttons : 0;
  const Rect text{line.x, top, width, pen.px(kHeight)};
  PanelResult wish = tells ? draw_text(pen, *chip, text) : std::nullopt;
  if (closed) return wish;
  const Rect copy{text.right() + pen.px(kPadding), top, pen.px(kCopy), text.h};
  ImGui::PushID("address");
  if (button(pen, "Copy", copy, ButtonLook::Flat)) wish = ActionId::CopyAddress;
  tag("copy address");
  ImGui::PopID();
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::CopyAddress)).c_str());
  const Rect list{copy.right() - pen.hairline(), top, pen.px(kList), text.h};
  return either(std::move(wish), draw_menu(pen, in, list));
}

}  // namespace app
