#include "app/panels/drawer.h"

#include <algorithm>

#include "app/panels/log_tools.h"
#include "app/widgets/button.h"
#include "app/widgets/tabs.h"

namespace app {
namespace {

constexpr float kHeight = 38, kSide = 17;

// How images of models that arrive run here; only where a pipeline is open that says so.
PanelResult draw_endpoint_tools(const Pen& pen, const PanelInput& in, const Rect& row, float left) {
  const float width = action_button_width(pen, ActionId::ShowImages);
  const Rect place{row.right() - pen.px(16) - width, row.center_y() - pen.px(13), width,
                   pen.px(26)};
  if (place.x < left || !in.can[ActionId::ShowImages]) return std::nullopt;
  const bool pressed = action_button(pen, ActionId::ShowImages, place, in.can, ButtonLook::Flat);
  return pressed ? PanelResult(ActionId::ShowImages) : std::nullopt;
}

// Counts what is still to be run.
TabLook runs_look(const PanelInput& in, const DrawerState& state) {
  TabLook look{state.tab == DrawerTab::Runs, 0, false, true};
  const auto& experiment = in.now.debug->experiment;
  if (!experiment || experiment->finished) return look;
  look.count = static_cast<std::size_t>(std::ranges::count_if(
      experiment->runs, [](const emulator::ExperimentRun& run) { return !run.finished; }));
  return look;
}

TabLook endpoints_look(const PanelInput& in, const DrawerState& state) {
  TabLook look{state.tab == DrawerTab::Endpoints, 0, false, true};
  if (!in.now.address) return look;
  look.count = in.now.address->endpoints.size();
  look.alarming = std::ranges::any_of(
      in.now.address->endpoints,
      [](const emulator::EndpointView& endpoint) { return endpoint.status == "Failed"; });
  return look;
}

}  // namespace

float drawer_tabs_height(const Style& style) { return style.px(kHeight); }

PanelResult draw_drawer_tabs(const PanelInput& in, DrawerState& state, const Selection& selection,
                             const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const Rect row{area.x, area.y, area.w, drawer_tabs_height(style)};
  float x = row.x + pen.px(kSide);
  if (tab(pen, "Logs", x, row, {state.tab == DrawerTab::Logs, 0, false}))
    state.tab = DrawerTab::Logs;
  if (tab(pen, "Findings", x, row,
          {state.tab == DrawerTab::Findings, in.findings.rows.size(), in.findings.any_error}))
    state.tab = DrawerTab::Findings;
  if (tab(pen, "Runs", x, row, runs_look(in, state))) state.tab = DrawerTab::Runs;
  if (tab(pen, "Compare", x, row, {state.tab == DrawerTab::Compare, 0, false}))
    state.tab = DrawerTab::Compare;
  if (tab(pen, "Latency", x, row, {state.tab == DrawerTab::Latency, 0, false}))
    state.tab = DrawerTab::Latency;
  if (tab(pen, "Endpoints", x, row, endpoints_look(in, state))) state.tab = DrawerTab::Endpoints;
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);
  if (state.tab == DrawerTab::Endpoints) return draw_endpoint_tools(pen, in, row, x);
  if (state.tab != DrawerTab::Logs) return std::nullopt;
  const float tools = x + pen.px(8);
  return draw_log_tools(pen, {in, state, selection}, {tools, row.y, row.right() - tools, row.h});
}

}  // namespace app
