#include "app/panels/timeline.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/item_registry.h"
#include "app/panels/frame_share.h"
#include "app/panels/time_plot.h"
#include "app/panels/waterfall_rows.h"
#include "app/view_model/debug_words.h"
#include "app/view_model/invocation_rows.h"
#include "app/widgets/action_menu.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/stage_color.h"
#include "app/widgets/status_glyph.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Invocation;
using emulator::InvocationId;

constexpr float kSide = 17, kHeader = 58, kLabels = 171, kTotals = 110, kRow = 22, kBar = 14;
constexpr float kActivity = 18;
constexpr std::size_t kLooksAt = 64;  // new invocations at once

// Which rows there are: all invocations, or those that ran within what is shown.
struct ListedRows {
  const emulator::TraceView& trace;
  const TimelineRows* within;  // null: all
  std::size_t size() const { return within ? within->size() : trace.size(); }
  emulator::InvocationPtr operator[](std::size_t row) const {
    return within ? trace.find((*within)[row]) : trace[trace.size() - 1 - row];
  }
};

struct Rows {
  const PanelInput& in;
  ListedRows listed;
  TimeScale scale;
  Rect chart;
  bool selecting = false;  // the mouse selects time: letting it go clicks no row
};

// The stages' colours and numbers as far as they fit, right-aligned; returns its left edge.
float paint_stages(const Pen& pen, const emulator::Pipeline& pipeline, float left, float right,
                   float middle) {
  float width = 0;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    names.push_back(std::to_string(i + 1) + " " + emulator::container_name(pipeline, i));
    width += Pen::width(pen.fonts().caption, names.back()) + pen.px(34);
    if (left + width > right) return right;  // numbers on the bars must do
  }
  for (std::size_t i = names.size(); i-- > 0;) {
    right = pen.text_right(pen.fonts().caption, right, middle, Role::TextDim, names[i]);
    pen.fill({right - pen.px(18), middle - pen.px(6), pen.px(12), pen.px(12)}, stage_role(i));
    right -= pen.px(34);
  }
  return right;
}

void draw_header(const Pen& pen, const PanelInput& in, TimeState& time, std::size_t shown) {
  const Rect area = panel_area();
  const float middle = area.y + pen.px(22);
  float right = draw_time_switch(pen, area.right() - pen.px(16), middle, time) - pen.px(8);
  TimelineState& state = time.timeline;
  right -= chip_width(pen, "follow");
  const ChipTone tone = state.follow ? ChipTone::Good : ChipTone::Neutral;
  if (chip_button(pen, "follow time",
                  {right, middle - pen.px(9), chip_width(pen, "follow"), pen.px(18)}, "follow",
                  tone))
    state.follow = !state.follow;
  ImGui::SetItemTooltip("The newest invocation stays in view");
  float x =
      pen.text(pen.fonts().strong, area.x + pen.px(kSide), middle, Role::Text, "All invocations");
  const std::string all = emulator::format_count(in.now.trace->size());
  const std::string count =
      state.zoom ? emulator::format_count(shown) + " of " + all + " ran then" : all;
  x = pen.text(pen.fonts().body, x + pen.px(14), middle, Role::TextDim, count);
  paint_stages(pen, *in.now.pipeline, x + pen.px(20), right - pen.px(16), middle);
}

// How many ran at once, a column a pixel pair; a failure is a mark at the column's foot.
void paint_activity(const Pen& pen, const TimelineIndex& index, const TimeRange& range,
                    const Rect& place) {
  const float step = pen.px(2);
  const auto parts = index.parts(range, static_cast<std::size_t>(std::max(place.w / step, 1.0f)));
  std::uint32_t most = 0;
  for (const auto& part : parts) most = std::max(most, part.running);
  if (most == 0) return;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const float x = place.x + step * static_cast<float>(i);
    const float share = static_cast<float>(parts[i].running) / static_cast<float>(most);
    const float height = parts[i].running == 0 ? 0 : std::max(pen.px(2), (place.h - 3) * share);
    pen.fill({x, place.bottom() - pen.px(3) - height, step, height}, Role::PhaseWait, 0.55f);
    if (parts[i].failed) pen.fill({x, place.bottom() - pen.px(3), step, pen.px(3)}, Role::Error);
  }
  const Rect line{place.x - pen.px(kLabels - kSide), place.y, pen.px(kLabels - kSide - 8), place.h};
  pen.text_within(pen.fonts().caption, line, Role::TextFaint,
                  "at most " + emulator::format_count(most) + " at once");
}

void paint_number(const Pen& pen, const Rect& place, const std::string& number,
                  const std::string& name) {
  ImFont* font = pen.fonts().caption;
  const float room = place.w - pen.px(8);
  const std::string both = number + " " + name;
  const std::string& text = Pen::width(font, both) <= room ? both : number;
  if (Pen::width(font, text) > room) return;
  pen.text(font, place.x + pen.px(4), place.center_y(), Role::Window, text);
}

std::string hostname_of(const Invocation& invocation, int hop) {
  const auto at = static_cast<std::size_t>(hop) - 1;
  if (at < invocation.hops.size()) return invocation.hops[at]->container_hostname;
  return at < invocation.order.size() ? invocation.order[at] : "";
}

void paint_segment(const Pen& pen, const Rows& to, const Invocation& invocation,
                   const TimelineSegment& segment, float middle) {
  const std::string name = hostname_of(invocation, segment.hop);
  const auto at = emulator::find_container(*to.in.now.pipeline, name);
  const std::size_t number = at.value_or(static_cast<std::size_t>(segment.hop) - 1);
  const float width = std::max(segment.width, pen.hairline());
  const Rect place{to.chart.x + segment.x, middle - pen.px(kBar / 2), width, pen.px(kBar)};
  if (segment.running || segment.made_up) {
    pen.fill(place, stage_role(number), 0.25f);
    pen.hatch(place, stage_role(number), pen.px(5));
    pen.frame(place, stage_role(number), pen.hairline());
    return;
  }
  pen.fill(place, stage_role(number));
  paint_number(pen, place, std::to_string(number + 1), name);
}

void paint_bar(const Pen& pen, const Rows& to, const Invocation& invocation, float middle) {
  const TimelineBar bar = timeline_bar(invocation, to.scale, pen.px(3), to.in.time);
  if (bar.width <= 0) return;
  const Rect whole{to.chart.x + bar.x, middle - pen.px(kBar / 2), bar.width, pen.px(kBar)};
  if (bar.segments.empty()) {
    pen.fill(whole, bar.failed ? Role::Error : Role::TextDim);
  } else {
    pen.fill({whole.x, middle - pen.px(2), whole.w, pen.px(4)}, Role::PhaseQueue, 0.8f);
  }
  for (const TimelineSegment& segment : bar.segments)
    paint_segment(pen, to, invocation, segment, middle);
  if (bar.failed && bar.ends_here)
    draw_glyph(pen, Glyph::Error, whole.right() + pen.px(10), middle);
}

void paint_row(const Pen& pen, const Rows& to, const Invocation& invocation, const Rect& line) {
  const float middle = line.center_y();
  const InvocationRow row = invocation_row(invocation, to.in.time);
  float x = line.x + pen.px(kSide);
  draw_glyph(pen, row.status.glyph, x + pen.px(6), middle);
  x += pen.px(20);
  x = pen.text(pen.fonts().caption, x, middle, Role::TextDim, row.id);
  const float right = pen.text_right(pen.fonts().caption, to.chart.x - pen.px(14), middle,
                                     Role::TextFaint, row.time);
  const Role role = row.status.glyph == Glyph::Error ? Role::Error : Role::Text;
  pen.text_within(pen.fonts().caption, {x + pen.px(10), line.y, right - x - pen.px(16), line.h},
                  role, row.status.text);
  paint_bar(pen, to, invocation, middle);
  pen.text_right(pen.fonts().mono, line.right() - pen.px(16), middle, Role::Text, row.duration);
}

// What the pointer on a row tells: the invocation, and how long each stage took.
void draw_card(const Invocation& invocation, emulator::WallTime now) {
  std::string text = "Invocation " + std::to_string(invocation.id.value);
  for (const std::string& line : invocation_details(invocation, now)) text += "\n" + line;
  for (const emulator::HopPtr& hop : invocation.hops) {
    text += "\n" + std::to_string(hop->index) + " " + hop->container_hostname + "  " +
            emulator::format_duration(hop->timing.container());
    if (const std::string word = hop_mark(*hop); !word.empty()) text += ", " + word;
  }
  ImGui::SetTooltip("%s", text.c_str());
}

PanelResult draw_menu(const PanelInput& in) {
  if (!ImGui::BeginPopupContextItem("timeline menu")) return std::nullopt;
  constexpr std::array kRows = {ActionId::ZoomToInvocation, ActionId::SendAgain,
                                ActionId::ToggleTimeline};
  const auto chosen = action_menu_rows(kRows, in.can);
  ImGui::EndPopup();
  return chosen ? PanelResult(*chosen) : std::nullopt;
}

PanelResult draw_row(const Pen& pen, const Rows& to, const Invocation& invocation, const Rect& line,
                     Selection& selection) {
  const std::string name = "timeline:" + std::to_string(invocation.id.value);
  const bool clicked = hit(name.c_str(), line) && !to.selecting;
  const bool hovered = ImGui::IsItemHovered() && !to.selecting;
  const bool tells = ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal) && !to.selecting;
  if (clicked || (hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right))) {
    if (selection.invocation != invocation.id) selection.hop = 0;
    selection.invocation = invocation.id;
  }
  ImGui::PushID(name.c_str());
  PanelResult wish = draw_menu(to.in);
  ImGui::PopID();
  const Rect band{line.x + pen.px(5), line.y, line.w - pen.px(9), line.h};
  const bool selected = selection.invocation == invocation.id;
  if (selected) pen.fill(band, Role::Selection, 0.85f, pen.px(4));
  if (hovered && !selected) pen.fill(band, Role::Hover, 0.5f, pen.px(4));
  if (tells) draw_card(invocation, to.in.time);
  paint_row(pen, to, invocation, line);
  return wish;
}

std::size_t row_of(const ListedRows& listed, InvocationId id) {
  if (listed.within) return listed.within->row_of(id);
  std::size_t low = 0, high = listed.size();  // ids descend
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (listed[middle]->id > id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// Rows that come in above a view that was scrolled down move nothing under the pointer. One that
// follows stays at its top until somebody scrolls.
void hold_still(const Pen& pen, const Rows& to, TimelineState& state) {
  const std::size_t rows = to.listed.size();
  const std::size_t before = std::exchange(state.rows_seen, rows);
  if (state.follow && state.scroll_y <= 0 && ImGui::GetScrollY() > 0) state.follow = false;
  if (state.follow) return ImGui::SetScrollY(0);
  if (state.scroll_y > 0 && rows > before && before > 0 && !to.listed.within)
    ImGui::SetScrollY(state.scroll_y + pen.px(kRow) * static_cast<float>(rows - before));
}

void reveal(const Pen& pen, const Rows& to, TimelineState& state, const Selection& selection) {
  const bool moved = std::exchange(state.revealed, selection.invocation) != selection.invocation;
  if (!std::exchange(state.reveal, false) && !moved) return;
  const std::size_t row = row_of(to.listed, selection.invocation);
  if (row >= to.listed.size() || row == 0) return;
  const float top = pen.px(kRow) * static_cast<float>(row) - ImGui::GetScrollY();
  const float below = top + pen.px(kRow) - ImGui::GetWindowHeight();
  if (top >= 0 && below <= 0) return;
  state.follow = false;
  ImGui::SetScrollY(ImGui::GetScrollY() + (top < 0 ? top : below));
}

PanelResult draw_rows(const Style& style, const Rows& to, TimelineState& state,
                      Selection& selection) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::SetCursorScreenPos({panel_area().x, to.chart.y});
  ImGui::BeginChild("timeline", {panel_area().w, to.chart.h}, 0, ImGuiWindowFlags_NoNavInputs);
  const Pen pen(style);
  hold_still(pen, to, state);
  reveal(pen, to, state, selection);
  PanelResult wish;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(to.listed.size()), pen.px(kRow));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const emulator::InvocationPtr invocation = to.listed[static_cast<std::size_t>(i)];
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const Rect line{at.x, at.y, panel_area().w, pen.px(kRow)};
      if (invocation)
        wish = either(std::move(wish), draw_row(pen, to, *invocation, line, selection));
      ImGui::SetCursorScreenPos({at.x, line.bottom()});
    }
  state.scroll_y = ImGui::GetScrollY();
  paint_selected_time(pen, state, to.chart);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return wish;
}

// The shown range moves along with the newest, as long as it is.
void follow_newest(TimelineState& state, const TimeRange& whole) {
  const bool moved = state.whole.to < whole.to && state.whole.length().count() > 0;
  state.whole = whole;
  if (!state.follow || !state.zoom || !moved) return;
  state.zoom = kept_inside({whole.to - state.zoom->length(), whole.to}, whole);
}

Rect chart_of(const Pen& pen, bool activity) {
  const Rect area = panel_area();
  const float left = area.x + pen.px(kLabels);
  const float top = area.y + pen.px(kHeader + (activity ? kActivity + 2 : 0));
  return {left, top, area.right() - pen.px(kTotals) - left, area.bottom() - pen.px(4) - top};
}

bool take_input(const Pen& pen, const Rect& chart, TimelineState& state) {
  const auto before = state.zoom;
  const bool selecting = take_time_input(pen, chart, state);
  if (before != state.zoom) state.follow = !state.zoom || state.zoom->to >= state.whole.to;
  tag_rectangle("time plot", top_left(chart), bottom_right(chart));
  return selecting;
}

}  // namespace

PanelResult draw_timeline(const PanelInput& in, TimeState& time, Selection& selection,
                          const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  TimelineState& state = time.timeline;
  do_for_a_while([&] {
    state.index.update(*in.now.trace, kLooksAt);
    return state.index.behind() > 0;
  });
  if (state.index.behind() > 0) time.behind = true;
  follow_newest(state, state.index.whole(*in.now.trace, in.time));
  const Rect plain = chart_of(pen, false);
  const bool activity = pen.px(kRow) * static_cast<float>(in.now.trace->size()) > plain.h;
  const Rect chart = chart_of(pen, activity);
  const float labels = pen.px(22);
  const bool selecting =
      take_input(pen, {plain.x, plain.y - labels, plain.w, plain.h + labels}, state);
  if (state.zoom) state.rows.update(state.index, state.shown());
  const Rows rows{in,
                  {*in.now.trace, state.zoom ? &state.rows : nullptr},
                  {state.shown(), chart.w},
                  chart,
                  selecting};
  draw_header(pen, in, time, rows.listed.size());
  draw_zoom_chip(
      pen, clock_range_text(state.shown(), state.whole.length()),
      {area.x + pen.px(kSide - 3), plain.y - pen.px(20), pen.px(kLabels - kSide - 4), pen.px(18)},
      state);
  paint_time_axis(pen, clock_ticks(rows.scale, pen.px(110)), plain);
  if (activity)
    paint_activity(pen, state.index, state.shown(), {plain.x, plain.y, plain.w, pen.px(kActivity)});
  return draw_rows(style, rows, state, selection);
}

}  // namespace app
