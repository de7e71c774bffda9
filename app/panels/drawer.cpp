#include "app/panels/drawer.h"


#include "app/item_registry.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/tabs.h"
#include "app/widgets/text_field.h"

namespace app {
namespace {

constexpr float kHeight = 38, kSide = 17, kSearch = 170;

std::string stage_chip(const PanelInput& in, const DrawerState& state) {
  if (!state.filter.stage) return "stage:all";
  const std::size_t at = emulator::index_of(*in.now.pipeline, *state.filter.stage);
  if (at >= in.now.pipeline->stages.size()) return "stage:gone";
  return "stage:" + emulator::container_name(*in.now.pipeline, at);
}

void draw_stage_menu(const PanelInput& in, DrawerState& state) {
  if (!ImGui::BeginPopup("log stage")) return;
  if (ImGui::MenuItem("all", nullptr, !state.filter.stage)) state.filter.stage.reset();
  const auto& stages = in.now.pipeline->stages;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const std::string name = emulator::container_name(*in.now.pipeline, i);
    if (ImGui::MenuItem(name.c_str(), nullptr, state.filter.stage == stages[i].id))
      state.filter.stage = stages[i].id;
    tag("log stage:" + name);
  }
  ImGui::EndPopup();
}

// From right to left: search, follow, stage, clear.
PanelResult draw_log_tools(const Pen& pen, const PanelInput& in, DrawerState& state,
                           const Rect& row) {
  const float middle = row.center_y();
  const Rect search{row.right() - pen.px(16 + kSearch), middle - pen.px(13), pen.px(kSearch),
                    pen.px(26)};
  if (std::exchange(state.focus_search, false)) {
    ImGui::SetWindowFocus();  // ImGui 1.90 looks for the item in the scope of the focused window
    ImGui::SetKeyboardFocusHere();
  }
  text_field(pen, "search", search, state.filter.text, "Ctrl+F to search");

  float right = search.x - pen.px(16);
  const auto place = [&](std::string_view text) {
    const float width = chip_width(pen, text);
    const Rect at{right - width, middle - pen.px(9), width, pen.px(18)};
    right = at.x - pen.px(12);
    return at;
  };
  if (chip_button(pen, "follow", place("follow"), "follow",
                  state.follow ? ChipTone::Good : ChipTone::Neutral))
    state.follow = !state.follow;
  const std::string stage = stage_chip(in, state);
  if (chip_button(pen, "log stage", place(stage), stage, ChipTone::Accent))
    ImGui::OpenPopup("log stage");
  draw_stage_menu(in, state);
  const Rect clear{right - pen.px(56), middle - pen.px(12), pen.px(56), pen.px(24)};
  if (in.can[ActionId::ClearLogs] &&
      action_button(pen, ActionId::ClearLogs, clear, in.can, ButtonLook::Quiet))
    return ActionId::ClearLogs;
  return std::nullopt;
}

}  // namespace

float drawer_tabs_height(const Style& style) { return style.px(kHeight); }

PanelResult draw_drawer_tabs(const PanelInput& in, DrawerState& state, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const Rect row{area.x, area.y, area.w, drawer_tabs_height(style)};
  float x = row.x + pen.px(kSide);
  if (tab(pen, "Logs", x, row, {state.tab == DrawerTab::Logs, 0, false}))
    state.tab = DrawerTab::Logs;
  if (tab(pen, "Findings", x, row,
          {state.tab == DrawerTab::Findings, in.findings.rows.size(), in.findings.any_error}))
    state.tab = DrawerTab::Findings;
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);
  if (state.tab != DrawerTab::Logs) return std::nullopt;
  return draw_log_tools(pen, in, state, row);
}

}  // namespace app
