#include "app/panels/waterfall.h"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

#include "app/item_registry.h"
#include "app/panels/time_plot.h"
#include "app/panels/timeline.h"
#include "app/panels/waterfall_rows.h"
#include "app/view_model/address_words.h"
#include "app/view_model/debug_words.h"
#include "app/view_model/humanise.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/pause_sign.h"
#include "app/widgets/status_glyph.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kSide = 17, kHeader = 58, kFooter = 24, kLabels = 171, kTotals = 110;
constexpr float kMostPitch = 34, kLeastPitch = 26;

WaterfallPlot plot_of(const Pen& pen, const Rect& area, std::size_t rows) {
  WaterfallPlot plot;
  plot.area = area;
  const float left = area.x + pen.px(kLabels);
  const float top = area.y + pen.px(kHeader);
  plot.chart = {left, top, area.right() - pen.px(kTotals) - left,
                area.bottom() - pen.px(kFooter) - top};
  const float fair = plot.chart.h / static_cast<float>(std::max<std::size_t>(rows, 1));
  plot.pitch = std::round(std::clamp(fair, pen.px(kLeastPitch), pen.px(kMostPitch)));
  return plot;
}

emulator::Nanoseconds held_time(const emulator::Invocation& invocation) {
  emulator::Nanoseconds held{0};
  for (const emulator::HopPtr& hop : invocation.hops) held += hop->held;
  return held;
}

std::vector<std::string> facts_of(const emulator::Invocation& invocation) {
  std::vector<std::string> facts;
  for (std::string words : {tampering(invocation), provenance(invocation)})
    if (!words.empty()) facts.push_back(std::move(words));
  if (invocation.finished) facts.push_back(emulator::format_duration(invocation.duration));
  const auto& request = invocation.request.body;
  facts.push_back(emulator::format_size(request ? request->size() : 0) + " in");
  if (invocation.response && invocation.response->body)
    facts.push_back(emulator::format_size(invocation.response->body->size()) + " out");
  if (came_through_address(invocation)) facts.push_back(caller_text(invocation));
  return facts;
}

struct ShownInvocation {
  const emulator::Invocation& invocation;
  bool held = false;
};

// After its name: how it stands. Returns where that ends.
float paint_status(const Pen& pen, const ShownInvocation& shown, float x, float middle) {
  const StatusWords words = invocation_words(shown.invocation);
  if (shown.held)
    draw_pause(pen, x + pen.px(25), middle);
  else
    draw_glyph(pen, words.glyph, x + pen.px(25), middle);
  const Role role = words.glyph == Glyph::Error ? Role::Error : Role::TextDim;
  return pen.text(pen.fonts().body, x + pen.px(42), middle, role,
                  shown.held ? kPausedWord : words.text);
}

// The legend, from right to left as far as it fits; returns its left edge.
float paint_legend(const Pen& pen, const ShownInvocation& shown, const Rect& room) {
  const bool held = shown.held || held_time(shown.invocation) > emulator::Nanoseconds{0};
  float right = room.right();
  for (const PhaseLook& look : phase_looks() | std::views::reverse) {
    if (look.phase == Phase::Held && !held) continue;
    const float width = Pen::width(pen.fonts().caption, look.name) + pen.px(18);
    if (right - width < room.x) break;
    pen.text_right(pen.fonts().caption, right, room.y, Role::TextDim, look.name);
    const Rect swatch{right - width, room.y - pen.px(6), pen.px(12), pen.px(12)};
    paint_phase(pen, look, swatch);
    right = swatch.x - pen.px(20);
  }
  return right;
}

void draw_header(const Pen& pen, const ShownInvocation& shown, TimeState& time, const Rect& area) {
  const emulator::Invocation& invocation = shown.invocation;
  const float middle = area.y + pen.px(22);
  const float right = draw_time_switch(pen, area.right() - pen.px(16), middle, time);
  float x = pen.text(pen.fonts().strong, area.x + pen.px(kSide), middle, Role::Text,
                     "Invocation " + std::to_string(invocation.id.value));
  x = paint_status(pen, shown, x, middle);
  const float left = x + pen.px(8);
  const float legend = paint_legend(pen, shown, {left, middle, right - pen.px(14) - left, 0});
  for (const std::string& fact : facts_of(invocation)) {
    const float end = x + pen.px(14) + Pen::width(pen.fonts().body, fact);
    if (end > legend) return;
    x = pen.text(pen.fonts().body, x + pen.px(14), middle, Role::TextDim, fact);
  }
}

// Nothing ran: why, in full, and what to do.
void draw_refusal(const Pen& pen, const emulator::Invocation& invocation, const Refusal& refusal,
                  TimeState& time, const Rect& area) {
  draw_header(pen, {invocation}, time, area);
  float y = area.y + pen.px(kHeader - 14);
  const float x = area.x + pen.px(kSide), width = area.w - pen.px(2 * kSide);
  const auto words = [&](ImFont* font, Role role, std::string_view text) {
    if (text.empty()) return;
    const char* end = text.data() + text.size();
    pen.notice(font, text);
    pen.list().AddText(font, font->FontSize, {std::round(x), std::round(y)},
                       pen.style().color(role), text.data(), end, width);
    y += font->CalcTextSizeA(font->FontSize, FLT_MAX, width, text.data(), end).y + pen.px(8);
  };
  words(pen.fonts().strong, Role::Text,
        "Refused before any container was called: " + refusal.title);
  words(pen.fonts().mono, Role::Error, refusal.message);
  words(pen.fonts().body, Role::TextDim, refusal.help);
}

// contract 6.1, 6.3: what CloudWatch would show for this invocation.
void paint_footer(const Pen& pen, const emulator::Invocation& invocation, int hop,
                  const Rect& area) {
  if (!invocation.finished) return;
  std::string text = "AWS view: ModelLatency " +
                     emulator::format_duration(invocation.container_time()) + ", OverheadLatency " +
                     emulator::format_duration(invocation.overhead_time());
  const auto at = static_cast<std::size_t>(hop) - 1;
  if (hop > 0 && at < invocation.hops.size())
    text += ", ContainerLatency of " + invocation.hops[at]->container_hostname + " " +
            emulator::format_duration(invocation.hops[at]->timing.container());
  if (const auto held = held_time(invocation); held > emulator::Nanoseconds{0})
    text += "; held by you " + emulator::format_duration(held) + ", in none of them";
  const Rect line{area.x + pen.px(kSide), area.bottom() - pen.px(23), area.w - pen.px(2 * kSide),
                  pen.px(20)};
  pen.text_within(pen.fonts().caption, line, Role::TextFaint, text);
}

// What is zoomed stays for invocations that look alike: the same route, about as long.
void follow_invocation(const emulator::Invocation& invocation, emulator::Nanoseconds length,
                       OneInvocationAxis& axis) {
  if (axis.of == invocation.id) return;
  const emulator::Nanoseconds before = axis.whole.length();
  const bool alike = axis.route == invocation.order && axis.zoom && axis.zoom->to <= length &&
                     length < 2 * before && before < 3 * length;
  if (!alike) axis.zoom.reset();
  axis.drag.reset();
  axis.of = invocation.id;
  axis.route = invocation.order;
}

WaterfallInput layout_input(const Pen& pen, const PanelInput& in,
                            const emulator::Invocation& invocation) {
  WaterfallInput input;
  input.skipped = skipped_stages(*in.now.pipeline, in.now.revision, invocation);
  input.least_bar = pen.px(3);
  input.least_tick = pen.px(90);
  input.now = in.time;
  if (const emulator::HeldHop* held = in.now.debug->held_at(invocation.id))
    input.held_for = in.steady_time - held->since;
  return input;
}

PanelResult draw_hops(const Pen& pen, const PanelInput& in, const emulator::Invocation& invocation,
                      TimeState& time, Selection& selection) {
  const Rect area = panel_area();
  OneInvocationAxis& axis = time.one;
  WaterfallInput input = layout_input(pen, in, invocation);
  const std::size_t rows = std::max(invocation.order.size(), invocation.hops.size());
  const WaterfallPlot plot = plot_of(pen, area, rows + input.skipped.size());
  input.plot_width = plot.chart.w;
  follow_invocation(invocation, elapsed_until(invocation, in.time), axis);
  input.shown = axis.zoom;
  const WaterfallLayout layout = waterfall_layout(invocation, input);
  axis.whole = layout.whole;
  const float labels = pen.px(22);
  const Rect input_area{plot.chart.x, plot.chart.y - labels, plot.chart.w, plot.chart.h + labels};
  const bool selecting = take_time_input(pen, input_area, axis);
  tag_rectangle("time plot", top_left(input_area), bottom_right(input_area));
  draw_header(pen, {invocation, input.held_for.has_value()}, time, area);
  draw_zoom_chip(pen, range_text(axis.shown(), layout.length),
                 {area.x + pen.px(kSide - 3), plot.chart.y - pen.px(20),
                  pen.px(kLabels - kSide - 4), pen.px(18)},
                 axis);
  paint_time_axis(pen, layout.ticks, plot.chart);
  PanelResult wish =
      draw_waterfall_rows({in, invocation, layout, plot, axis, selecting}, selection, pen.style());
  paint_footer(pen, invocation, shown_hop(invocation, selection), area);
  return wish;
}

}  // namespace

PanelResult draw_waterfall(const PanelInput& in, TimeState& time, Selection& selection,
                           const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  if (time.all && !in.now.trace->empty()) return draw_timeline(in, time, selection, style);
  const emulator::InvocationPtr invocation = selected_invocation(in.now, selection);
  if (!invocation) {
    draw_empty_state(pen, area, "Where the time goes",
                     "Send a request: each hop is drawn here as it happens");
    return std::nullopt;
  }
  if (const auto refusal = refusal_of(*invocation)) {
    draw_refusal(pen, *invocation, *refusal, time, area);
    return std::nullopt;
  }
  return draw_hops(pen, in, *invocation, time, selection);
}

}  // namespace app
