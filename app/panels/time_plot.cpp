#include "app/panels/time_plot.h"

#include <algorithm>
#include <cmath>

#include "app/actions/actions.h"
#include "app/view_model/elide.h"
#include "app/widgets/chip.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kClick = 4;  // points that a press may move and still be a click
constexpr double kWheelZoom = 0.8, kWheelPan = 0.1;

bool is_hovered(const Rect& plot) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  return ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                                ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
         plot.contains(mouse.x, mouse.y);
}

void show(AxisState& axis, const TimeRange& range) {
  axis.zoom = range == axis.whole ? std::nullopt : std::optional(range);
}

void end_drag(const Rect& plot, AxisState& axis) {
  const AxisState::Drag drag = *axis.drag;
  axis.drag.reset();
  if (!drag.moved || drag.cancelled) return;
  const TimeScale scale{axis.shown(), plot.w};
  TimeRange range{scale.time(std::min(drag.from, drag.to)),
                  scale.time(std::max(drag.from, drag.to))};
  range.to = std::max(range.to, range.from + kLeastRange);
  show(axis, kept_inside(range, axis.whole));
}

void go_on_dragging(const Pen& pen, const Rect& plot, AxisState& axis) {
  AxisState::Drag& drag = *axis.drag;
  drag.to = std::clamp(ImGui::GetIO().MousePos.x - plot.x, 0.0f, plot.w);
  if (std::abs(drag.to - drag.from) > pen.px(kClick)) drag.moved = true;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape)) drag.cancelled = true;
  if (drag.moved && !drag.cancelled) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
}

void take_wheel(const Rect& plot, AxisState& axis) {
  const ImGuiIO& io = ImGui::GetIO();
  const double at = (io.MousePos.x - plot.x) / plot.w;
  if (io.KeyCtrl && io.MouseWheel != 0)
    show(axis, zoomed(axis.shown(), std::pow(kWheelZoom, io.MouseWheel), at, axis.whole));
  const float sideways = io.MouseWheelH + (io.KeyShift && !io.KeyCtrl ? io.MouseWheel : 0);
  if (sideways != 0 && axis.zoom)
    show(axis, panned(axis.shown(), -kWheelPan * sideways, axis.whole));
}

void take_middle_button(const Rect& plot, AxisState& axis) {
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 pressed = io.MouseClickedPos[ImGuiMouseButton_Middle];
  if (!axis.zoom || !ImGui::IsMouseDown(ImGuiMouseButton_Middle)) return;
  if (!plot.contains(pressed.x, pressed.y)) return;
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (io.MouseDelta.x != 0)
    show(axis, panned(axis.shown(), static_cast<double>(-io.MouseDelta.x / plot.w), axis.whole));
}

}  // namespace

bool take_time_input(const Pen& pen, const Rect& plot, AxisState& axis) {
  if (plot.w <= 0) return false;
  const bool hovered = is_hovered(plot);
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    axis.zoom.reset();
    axis.drag.reset();
    return false;
  }
  if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    const float x = ImGui::GetIO().MousePos.x - plot.x;
    axis.drag = AxisState::Drag{x, x};
  }
  if (hovered) {
    take_wheel(plot, axis);
    take_middle_button(plot, axis);
  }
  if (!axis.drag) return false;
  go_on_dragging(pen, plot, axis);
  const bool moved = axis.drag->moved;
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) end_drag(plot, axis);
  return moved;
}

void paint_time_axis(const Pen& pen, const std::vector<AxisTick>& ticks, const Rect& chart) {
  const float labels = chart.y - pen.px(10);
  for (const AxisTick& tick : ticks) {
    const float x = chart.x + tick.x;
    const bool major = !tick.label.empty();
    pen.vertical(x, chart.y, chart.bottom(), Role::Border, major ? 0.9f : 0.45f);
    if (!major) continue;
    const float width = Pen::width(pen.fonts().caption, tick.label);
    if (x + pen.px(4) + width > chart.right() + pen.px(90)) continue;
    pen.text(pen.fonts().caption, x + pen.px(4), labels, Role::TextDim, tick.label);
  }
}

void paint_selected_time(const Pen& pen, const AxisState& axis, const Rect& chart) {
  if (!axis.drag || !axis.drag->moved || axis.drag->cancelled) return;
  const float left = std::min(axis.drag->from, axis.drag->to);
  const float right = std::max(axis.drag->from, axis.drag->to);
  const Rect range{chart.x + left, chart.y, right - left, chart.h};
  pen.fill(range, Role::Accent, 0.22f);
  pen.vertical(range.x, range.y, range.bottom(), Role::Accent);
  pen.vertical(range.right(), range.y, range.bottom(), Role::Accent);
  const TimeScale scale{axis.shown(), chart.w};
  const std::string length = emulator::format_duration(scale.time(right) - scale.time(left));
  const float width = chip_width(pen, length);
  const float x = std::clamp(range.center_x() - width / 2, chart.x, chart.right() - width);
  const Rect back{x, chart.y + pen.px(4), width, pen.px(18)};
  pen.fill(back, Role::Panel, 1.0f, pen.px(9));
  draw_chip(pen, x, back.center_y(), length, ChipTone::Accent);
}

void draw_zoom_chip(const Pen& pen, const std::string& text, const Rect& line, AxisState& axis) {
  if (!axis.zoom) return;
  const MeasureText measure = [&](std::string_view part) {
    return Pen::width(pen.fonts().caption, part);
  };
  const std::string shown = elide_end(text, line.w - pen.px(32), measure) + " ×";
  const Rect place{line.x, line.y, chip_width(pen, shown), line.h};
  if (chip_button(pen, "time zoom", place, shown, ChipTone::Accent)) axis.zoom.reset();
  ImGui::SetItemTooltip("Zoomed to %s. %s", text.c_str(),
                        action_tooltip(action(ActionId::TimeAll)).c_str());
}

float draw_time_switch(const Pen& pen, float right, float middle, TimeState& state) {
  const auto choice = [&](const char* name, const char* text, bool all) {
    const float width = chip_width(pen, text);
    right -= width;
    const ChipTone tone = state.all == all ? ChipTone::Accent : ChipTone::Neutral;
    const Rect place{right, middle - pen.px(9), width, pen.px(18)};
    if (chip_button(pen, name, place, text, tone)) state.all = all;
    ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::ToggleTimeline)).c_str());
    right -= pen.px(6);
  };
  choice("all invocations", "All", true);
  choice("this invocation", "This invocation", false);
  return right;
}

}  // namespace app
