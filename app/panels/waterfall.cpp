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
#include "app/view_model/playback/timeline.h"
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

// The legend, right-aligned, where it has room; returns its left edge.
float paint_legend(const Pen& pen, const emulator::Invocation& invocation, const Rect& room) {
  constexpr float kWide = 20, kClose = 8;
  const bool held = held_time(invocation) > emulator::Nanoseconds{0};
  const auto shown = [&](const PhaseLook& look) { return look.phase != Phase::Held || held; };
  float width = 0;
  for (const PhaseLook& look : phase_looks())
    if (shown(look)) width += Pen::width(pen.fonts().caption, look.name) + pen.px(18 + kClose);
  float right = room.right();
  if (width > room.w) return right;
  const float gap = room.w > 2 * width ? pen.px(kWide) : pen.px(kClose);
  for (const PhaseLook& look : phase_looks() | std::views::reverse) {
    if (!shown(look)) continue;
    right = pen.text_right(pen.fonts().caption, right, room.center_y(), Role::TextDim, look.name);
    const Rect swatch{right - pen.px(18), room.center_y() - pen.px(6), pen.px(12), pen.px(12)};
    paint_phase(pen, look, swatch);
    right = swatch.x - gap;
  }
  return right;
}

// Starts the slow motion, or holds it.
bool play_button(const Pen& pen, const Rect& place, bool playing) {
  const bool clicked = hit("slow motion", place);
  const bool hovered = ImGui::IsItemHovered();
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::PlayBack)).c_str());
  pen.fill(place, hovered ? Role::Hover : Role::Card, 1, pen.px(9));
  const float x = place.center_x(), y = place.center_y(), r = pen.px(4);
  if (playing) {
    pen.fill({x - r, y - r, pen.px(3), 2 * r}, Role::Text);
    pen.fill({x + r - pen.px(3), y - r, pen.px(3), 2 * r}, Role::Text);
  } else {
    pen.list().AddTriangleFilled({x - r + pen.px(1), y - r}, {x + r + pen.px(1), y},
                                 {x - r + pen.px(1), y + r}, pen.style().color(Role::Text));
  }
  return clicked;
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

// Its number and how it stands; returns the right edge.
float paint_title(const Pen& pen, const ShownInvocation& shown, const Rect& line) {
  const StatusWords words = invocation_words(shown.invocation);
  const float middle = line.center_y();
  const float x = pen.text(pen.fonts().strong, line.x, middle, Role::Text,
                           "Invocation " + std::to_string(shown.invocation.id.value));
  if (shown.held)
    draw_pause(pen, x + pen.px(25), middle);
  else
    draw_glyph(pen, words.glyph, x + pen.px(25), middle);
  const Role role = words.glyph == Glyph::Error ? Role::Error : Role::TextDim;
  return pen.text(pen.fonts().body, x + pen.px(42), middle, role,
                  shown.held ? kPausedWord : words.text);
}

PanelResult draw_header(const Pen& pen, const PanelInput& in, const ShownInvocation& shown,
                        const WaterfallView& view) {
  const emulator::Invocation& invocation = shown.invocation;
  const Rect area = panel_area();
  const float middle = area.y + pen.px(22);
  float right = draw_time_switch(pen, area.right() - pen.px(16), middle, view.time);
  PanelResult wish;
  float x = paint_title(pen, shown, {area.x + pen.px(kSide), area.y, area.w, pen.px(44)});
  const Rect play{right - pen.px(26), middle - pen.px(9), pen.px(26), pen.px(18)};
  if (in.can[ActionId::PlayBack] && play.x > x + pen.px(8)) {
    const bool playing = view.playback.playing && view.playback.invocation == invocation.id;
    if (play_button(pen, play, playing)) wish = ActionId::PlayBack;
    right = play.x - pen.px(6);
  }
  const Rect room{x, area.y, right - pen.px(14) - x, pen.px(44)};
  const float legend = paint_legend(pen, invocation, room);
  for (const std::string& fact : facts_of(invocation)) {
    const float end = x + pen.px(14) + Pen::width(pen.fonts().body, fact);
    if (end > legend) break;
    x = pen.text(pen.fonts().body, x + pen.px(14), middle, Role::TextDim, fact);
  }
  return wish;
}

// Of the invocation whose slow motion is on: where it is, counted from receipt.
std::optional<emulator::Nanoseconds> playhead_of(const emulator::Invocation& invocation,
                                                 const PlaybackState& playback,
                                                 const Style& style) {
  if (playback.invocation != invocation.id) return std::nullopt;
  const Timeline timeline = timeline_of(invocation, {playback.length, playback.true_scale});
  if (timeline.pieces.empty()) return std::nullopt;
  const double position =
      style.reduced_motion ? still_at(timeline, playback.position) : playback.position;
  return moment_at(timeline, position).time;
}

// Nothing ran: why, in full, and what to do.
void draw_refusal(const Pen& pen, const Refusal& refusal) {
  const Rect area = panel_area();
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
                      const WaterfallView& view) {
  const Rect area = panel_area();
  OneInvocationAxis& axis = view.time.one;
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
  PanelResult wish = draw_header(pen, in, {invocation, input.held_for.has_value()}, view);
  draw_zoom_chip(pen, range_text(axis.shown(), layout.length),
                 {area.x + pen.px(kSide - 3), plot.chart.y - pen.px(20),
                  pen.px(kLabels - kSide - 4), pen.px(18)},
                 axis);
  paint_time_axis(pen, layout.ticks, plot.chart);
  const auto playhead = playhead_of(invocation, view.playback, pen.style());
  wish = either(std::move(wish),
                draw_waterfall_rows({in, invocation, layout, plot, axis, selecting, playhead},
                                    view.selection, pen.style()));
  paint_footer(pen, invocation, shown_hop(invocation, view.selection), area);
  return wish;
}

}  // namespace

PanelResult draw_waterfall(const PanelInput& in, const WaterfallView& view, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  if (view.time.all && !in.now.trace->empty())
    return draw_timeline(in, view.time, view.selection, style);
  const emulator::InvocationPtr invocation = selected_invocation(in.now, view.selection);
  if (!invocation) {
    draw_empty_state(pen, area, "Where the time goes",
                     "Send a request: each hop is drawn here as it happens");
    return std::nullopt;
  }
  if (const auto refusal = refusal_of(*invocation)) {
    PanelResult wish = draw_header(pen, in, {*invocation}, view);
    draw_refusal(pen, *refusal);
    return wish;
  }
  return draw_hops(pen, in, *invocation, view);
}

}  // namespace app
