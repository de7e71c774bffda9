#include "app/panels/top_bar.h"

#include <algorithm>
#include <array>

#include "app/panels/address_chip.h"
#include "app/panels/main_menu.h"
#include "app/view_model/elide.h"
#include "app/view_model/humanise.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kMargin = 16, kButtonHeight = 28, kButtonGap = 8;
constexpr float kButtonSides = 16, kMostName = 320, kLeastFile = 120, kChipHeight = 18;

bool is_down(emulator::ServiceState state) {
  return state == emulator::ServiceState::Empty || state == emulator::ServiceState::Stopped;
}

Rect button_place(const Pen& pen, const Rect& area, float right, float width) {
  const float height = pen.px(kButtonHeight);
  return {right - width, area.center_y() - height / 2, width, height};
}

PanelResult draw_findings_count(const Pen& pen, const PanelInput& in, const Rect& area,
                                float& right) {
  if (in.findings.rows.empty()) return std::nullopt;
  const Glyph glyph = in.findings.any_error ? Glyph::Error : Glyph::Warning;
  const std::string words = counted(in.findings.rows.size(), "finding");
  const float width = Pen::width(pen.fonts().body, words) + pen.px(22);
  const Rect place{right - width, area.y, width, area.h};
  PanelResult wish;
  if (hit("findings", place)) wish = ActionId::ShowFindings;
  draw_glyph(pen, glyph, place.x + pen.px(7), area.center_y());
  pen.text(pen.fonts().body, place.x + pen.px(22), area.center_y(), glyph_role(glyph), words);
  right = place.x - pen.px(20);
  return wish;
}

// Invocations that wait for the user; raises nothing but this.
PanelResult draw_held_count(const Pen& pen, const PanelInput& in, const Rect& area, float& right) {
  const std::size_t held = in.now.debug->held.size();
  if (held == 0) return std::nullopt;
  const std::string text = std::to_string(held) + " paused";
  const float width = chip_width(pen, text);
  const float height = pen.px(kChipHeight);
  const Rect place{right - width, area.center_y() - height / 2, width, height};
  const bool clicked = chip_button(pen, "paused", place, text, ChipTone::Caution);
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::ShowHeld)).c_str());
  right = place.x - pen.px(16);
  return clicked ? PanelResult{ActionId::ShowHeld} : std::nullopt;
}

// From the right edge inwards; moves `right` to what is left over.
PanelResult draw_actions(const Pen& pen, const PanelInput& in, const Rect& area, float& right) {
  PanelResult wish;
  const Rect help = button_place(pen, area, right + pen.px(8), pen.px(36));
  if (hit("help", help)) wish = ActionId::ShowKeys;
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::ShowKeys)).c_str());
  pen.text_centered(pen.fonts().body, help.center_x(), help.center_y(),
                    ImGui::IsItemHovered() ? Role::Text : Role::TextDim, "F1");
  right = help.x - pen.px(20);
  wish = either(wish, draw_findings_count(pen, in, area, right));
  wish = either(wish, draw_held_count(pen, in, area, right));
  if (!in.now.open) return wish;

  const bool down = is_down(in.now.service);
  const ButtonLook look = down ? ButtonLook::Primary : ButtonLook::Flat;
  const std::array shown = {down || !in.can[ActionId::Stop] ? ActionId::Deploy : ActionId::Stop,
                            ActionId::Export, ActionId::Save};
  for (const ActionId id : shown) {
    if (id == ActionId::Save && !in.now.unsaved) continue;
    const Rect place = button_place(pen, area, right, action_button_width(pen, id));
    if (action_button(pen, id, place, in.can, id == shown.front() ? look : ButtonLook::Flat))
      wish = id;
    right = place.x - pen.px(kButtonGap);
  }
  return wish;
}

// Deploy beside Stop while only some stages are down.
PanelResult draw_redeploy(const Pen& pen, const PanelInput& in, const Rect& area, float& right) {
  if (is_down(in.now.service) || !in.can[ActionId::Stop] || !in.can[ActionId::Deploy])
    return std::nullopt;
  if (const std::string text = redeploy_text(*in.now.stages); !text.empty()) {
    const float width = Pen::width(pen.fonts().strong, text) + pen.px(2 * kButtonSides);
    const Rect wide = button_place(pen, area, right, width);
    right = wide.x - pen.px(kButtonGap);
    const bool clicked = button(pen, text.c_str(), wide, ButtonLook::Primary);
    ImGui::SetItemTooltip("Start anew what was changed (F5)");
    return clicked ? PanelResult{ActionId::Deploy} : std::nullopt;
  }
  const Rect place = button_place(pen, area, right, action_button_width(pen, ActionId::Deploy));
  right = place.x - pen.px(kButtonGap);
  if (action_button(pen, ActionId::Deploy, place, in.can, ButtonLook::Flat))
    return ActionId::Deploy;
  return std::nullopt;
}

float draw_service(const Pen& pen, const emulator::EngineSnapshot& now, float x, float middle) {
  const StatusWords words = service_words(now.service);
  draw_glyph(pen, words.glyph, x + pen.px(6), middle);
  return pen.text(pen.fonts().strong, x + pen.px(19), middle, glyph_role(words.glyph), words.text);
}

// What was exported is not what stands here. Moves `line` behind it.
PanelResult draw_not_exported(const Pen& pen, const PanelInput& in, Rect& line) {
  if (!in.now.export_outdated) return std::nullopt;
  const std::string text = "rev " + std::to_string(in.now.revision) + " · not exported";
  const float width = chip_width(pen, text);
  if (line.w < width) return std::nullopt;
  const float height = pen.px(kChipHeight);
  const Rect place{line.x, line.center_y() - height / 2, width, height};
  const bool clicked = chip_button(pen, "not exported", place, text, ChipTone::Caution);
  ImGui::SetItemTooltip("Changed since the last export");
  const float used = width + pen.px(20);
  line = {line.x + used, line.y, line.w - used, line.h};
  return clicked ? PanelResult{ActionId::Export} : std::nullopt;
}

// Where no address was asked for.
void draw_file(const Pen& pen, const PanelInput& in, const Rect& line) {
  const std::string file = in.now.pipeline->file.string();
  if (line.w < pen.px(kLeastFile)) return;
  pen.text_middle_elided(pen.fonts().mono, line, Role::TextDim,
                         short_path(file, in.outside.home_folder));
}

// The pipeline's facts, then the address. The address stays longest; then the facts lose their end.
PanelResult draw_facts(const Pen& pen, const PanelInput& in, Rect line) {
  const emulator::EngineSnapshot& now = in.now;
  const ChipRoom chip = address_chip_room(pen, in);
  const float gap = pen.px(12);
  const auto texts = pipeline_facts_by_room(*now.pipeline, now.revision, now.unsaved);
  const auto fits = [&](float room) {
    return std::ranges::find_if(texts, [&, room](const std::string& facts) {
      return line.w >= Pen::width(pen.fonts().body, facts) + (room > 0 ? gap + room : 0);
    });
  };
  auto facts = fits(chip.wanted);
  if (facts == texts.end()) facts = fits(chip.least);
  if (facts != texts.end()) {
    const float x =
        pen.text(pen.fonts().body, line.x, line.center_y(), Role::TextDim, *facts) + gap;
    line = {x, line.y, line.right() - x, line.h};
  }
  if (now.address) return draw_address_chip(pen, in, line);
  draw_file(pen, in, line);
  return std::nullopt;
}

// The file stands there, too.
std::string name_tooltip(const PanelInput& in) {
  const std::string file = in.now.pipeline->file.string();
  std::string text = action_tooltip(action(ActionId::EditModel));
  text += "\n" + (file.empty() ? std::string("Not saved to a file yet")
                               : short_path(file, in.outside.home_folder));
  return text + (in.now.unsaved && !file.empty() ? ", not saved" : "");
}

}  // namespace

PanelResult draw_top_bar(const PanelInput& in, bool& menu_wanted, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  float right = area.right() - pen.px(kMargin);
  PanelResult wish = draw_actions(pen, in, area, right);
  wish = either(wish, draw_redeploy(pen, in, area, right));

  const float middle = area.center_y();
  const float square = pen.px(kButtonHeight);
  const Rect menu{area.x + pen.px(10), middle - square / 2, square, square};
  wish = either(wish, draw_main_menu(pen, in, menu, menu_wanted));
  const float left = menu.right() + pen.px(8);
  const std::string& name = in.now.pipeline->model.model_name;
  const float most = std::min(pen.px(kMostName), right - left - pen.px(160));
  float x = pen.text_middle_elided(pen.fonts().title, {left, area.y, most, area.h}, Role::Text,
                                   name.empty() ? "hoplens" : name);
  if (in.now.open) {
    const Rect place{left - pen.px(6), middle - pen.px(15), x - left + pen.px(12), pen.px(30)};
    if (hit("model name", place)) wish = ActionId::EditModel;
    if (ImGui::IsItemHovered()) pen.frame(place, Role::Border, pen.hairline(), pen.px(4));
    ImGui::SetItemTooltip("%s", name_tooltip(in).c_str());
  }
  x = draw_service(pen, in.now, x + pen.px(36), middle);
  x += pen.px(28);
  Rect line{x, area.y, right - x - pen.px(12), area.h};
  if (!in.now.open) return either(wish, draw_address_chip(pen, in, line));
  wish = either(wish, draw_not_exported(pen, in, line));
  return either(wish, draw_facts(pen, in, line));
}

PanelResult draw_banner(const emulator::Error& notice, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  pen.fill(area, Role::Error, 0.14f);
  pen.fill({area.x, area.y, pen.px(3), area.h}, Role::Error);
  const float middle = area.center_y();
  draw_glyph(pen, Glyph::Error, area.x + pen.px(22), middle);
  const Rect dismiss{area.right() - pen.px(96), area.y + pen.px(4), pen.px(80), area.h - pen.px(8)};
  const Rect line{area.x + pen.px(38), area.y, dismiss.x - area.x - pen.px(50), area.h};
  const float x = pen.text_within(pen.fonts().strong, line, Role::Text, notice.what);
  pen.text_within(pen.fonts().body, {x + pen.px(16), area.y, line.right() - x - pen.px(16), area.h},
                  Role::TextDim, notice.next_step);
  if (button(pen, "Dismiss", dismiss, ButtonLook::Quiet))
    return emulator::Command{emulator::DismissNotice{}};
  return std::nullopt;
}

}  // namespace app
