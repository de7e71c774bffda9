#include "app/panels/waterfall.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/view_model/humanise.h"
#include "app/view_model/waterfall_layout.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/status_glyph.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kSide = 17, kHeader = 58, kFooter = 24, kLabels = 171, kTotals = 110;
constexpr float kMostPitch = 34, kLeastPitch = 26, kBar = 20;

struct PhaseLook {
  Phase phase;
  std::string_view name;
  Role role;
};
constexpr std::array kPhases = {PhaseLook{Phase::Queue, "queue", Role::PhaseQueue},
                                PhaseLook{Phase::Send, "send", Role::PhaseSend},
                                PhaseLook{Phase::Wait, "wait", Role::PhaseWait},
                                PhaseLook{Phase::Receive, "receive", Role::PhaseReceive}};

// Where things stand in the panel, in pixels on the screen.
struct Plot {
  Rect area;   // the whole panel
  Rect chart;  // where bars are drawn
  float pitch = 0;
  Rect row(std::size_t index, float top) const {
    return {area.x, top + pitch * static_cast<float>(index), area.w, pitch};
  }
};

Plot plot_of(const Pen& pen, const Rect& area, std::size_t rows) {
  Plot plot;
  plot.area = area;
  const float left = area.x + pen.px(kLabels);
  const float top = area.y + pen.px(kHeader);
  plot.chart = {left, top, area.right() - pen.px(kTotals) - left,
                area.bottom() - pen.px(kFooter) - top};
  const float fair = plot.chart.h / static_cast<float>(std::max<std::size_t>(rows, 1));
  plot.pitch = std::round(std::clamp(fair, pen.px(kLeastPitch), pen.px(kMostPitch)));
  return plot;
}

void paint_phase(const Pen& pen, const PhaseLook& look, const Rect& bar) {
  if (look.phase == Phase::Queue) {
    pen.fill(bar, look.role, 0.25f);
    pen.hatch(bar, look.role, pen.px(5));
  } else {
    pen.fill(bar, look.role);
  }
}

// The legend, right-aligned; returns its left edge.
float paint_legend(const Pen& pen, float right, float middle) {
  for (auto look = kPhases.rbegin(); look != kPhases.rend(); ++look) {
    right = pen.text_right(pen.fonts().caption, right, middle, Role::TextDim, look->name);
    const Rect swatch{right - pen.px(18), middle - pen.px(6), pen.px(12), pen.px(12)};
    paint_phase(pen, *look, swatch);
    right = swatch.x - pen.px(20);
  }
  return right;
}

std::vector<std::string> facts_of(const emulator::Invocation& invocation) {
  std::vector<std::string> facts;
  if (invocation.finished) facts.push_back(emulator::format_duration(invocation.duration));
  const auto& request = invocation.request.body;
  facts.push_back(emulator::format_size(request ? request->size() : 0) + " in");
  if (invocation.response && invocation.response->body)
    facts.push_back(emulator::format_size(invocation.response->body->size()) + " out");
  return facts;
}

void paint_header(const Pen& pen, const emulator::Invocation& invocation, const Rect& area) {
  const float middle = area.y + pen.px(22);
  const float legend = paint_legend(pen, area.right() - pen.px(16), middle);
  const StatusWords words = invocation_words(invocation);
  float x = pen.text(pen.fonts().strong, area.x + pen.px(kSide), middle, Role::Text,
                     "Invocation " + std::to_string(invocation.id.value));
  draw_glyph(pen, words.glyph, x + pen.px(25), middle);
  const Role role = words.glyph == Glyph::Error ? Role::Error : Role::TextDim;
  x = pen.text(pen.fonts().body, x + pen.px(42), middle, role, words.text);
  for (const std::string& fact : facts_of(invocation)) {
    const float end = x + pen.px(14) + Pen::width(pen.fonts().body, fact);
    if (end > legend) return;
    x = pen.text(pen.fonts().body, x + pen.px(14), middle, Role::TextDim, fact);
  }
}

void paint_axis(const Pen& pen, const WaterfallLayout& layout, const Plot& plot) {
  const float labels = plot.chart.y - pen.px(10);
  for (const AxisTick& tick : layout.ticks) {
    const float x = plot.chart.x + tick.x;
    const bool major = !tick.label.empty();
    pen.vertical(x, plot.chart.y, plot.chart.bottom(), Role::Border, major ? 0.9f : 0.45f);
    if (major) pen.text(pen.fonts().caption, x + pen.px(4), labels, Role::TextDim, tick.label);
  }
}

// How a row ends when it did not end well: a cross for a refusal, a torn edge for a broken wire.
void paint_end(const Pen& pen, const WaterfallRow& row, float x, float middle) {
  if (row.state == WaterfallRowState::Refused) {
    draw_glyph(pen, Glyph::Error, x + pen.px(11), middle);
  } else if (row.state == WaterfallRowState::NoAnswer) {
    const ImU32 color = pen.style().color(Role::Error);
    const float step = pen.px(kBar / 4);
    for (int i = 0; i < 4; ++i) {
      const float y = middle - pen.px(kBar / 2) + step * static_cast<float>(i);
      const float side = i % 2 == 0 ? pen.px(6) : pen.px(1);
      pen.list().AddLine({x + pen.px(7) - side, y}, {x + pen.px(1) + side, y + step}, color,
                         pen.px(2));
    }
  }
}

void paint_bars(const Pen& pen, const WaterfallRow& row, const Plot& plot, float middle) {
  float end = plot.chart.x;
  for (const PhaseBar& bar : row.bars) {
    const Rect place{plot.chart.x + bar.x, middle - pen.px(kBar / 2), bar.width, pen.px(kBar)};
    if (row.state == WaterfallRowState::Running) {
      pen.fill(place, Role::PhaseWait, 0.35f);
      pen.frame(place, Role::PhaseWait, pen.hairline());
    } else {
      paint_phase(pen, kPhases[static_cast<std::size_t>(bar.phase)], place);
    }
    end = place.right();
  }
  paint_end(pen, row, end, middle);
}

void phase_tooltip(const emulator::Hop& hop) {
  struct Line {
    const char* name;
    emulator::Nanoseconds length;
  };
  const emulator::HopTiming& timing = hop.timing;
  const std::array lines = {Line{"queue", timing.queue}, Line{"connect", timing.connect},
                            Line{"send", timing.send}, Line{"wait", timing.wait},
                            Line{"receive", timing.receive}};
  if (!ImGui::BeginTooltip()) return;
  ImGui::TextUnformatted(hop.container_hostname.c_str());
  for (const Line& line : lines)
    ImGui::Text("%-8s %s", line.name, emulator::format_duration(line.length).c_str());
  const StatusWords words = hop_words(hop);
  ImGui::TextUnformatted((words.detail.empty() ? words.text : words.detail).c_str());
  ImGui::EndTooltip();
}

void draw_row(const Pen& pen, const WaterfallRow& row, const Plot& plot, const Rect& line,
              bool selected) {
  const float middle = line.center_y();
  const bool reached = !row.bars.empty();
  const Rect name{line.x + pen.px(kSide), line.y, pen.px(kLabels - kSide - 12), line.h};
  pen.text_middle_elided(pen.fonts().body, name, reached || selected ? Role::Text : Role::TextFaint,
                         row.name);
  paint_bars(pen, row, plot, middle);
  const bool ended = row.state == WaterfallRowState::Answered ||
                     row.state == WaterfallRowState::Refused ||
                     row.state == WaterfallRowState::NoAnswer;
  pen.text_right(ended ? pen.fonts().mono : pen.fonts().caption, line.right() - pen.px(16), middle,
                 ended ? Role::Text : Role::TextFaint, row.total);
}

// The rows in a child that scrolls when a route has more stages than fit.
void draw_rows(const Pen& outer, const PanelInput& in, const emulator::Invocation& invocation,
               const WaterfallLayout& layout, const Plot& plot, Selection& selection) {
  ImGui::SetCursorScreenPos({plot.area.x, plot.chart.y});
  ImGui::BeginChild("hops", {plot.area.w, plot.chart.h}, 0, ImGuiWindowFlags_NoNavInputs);
  const Pen pen(outer.style());
  const float top = ImGui::GetCursorScreenPos().y;
  const int shown = shown_hop(invocation, selection);
  for (std::size_t i = 0; i < layout.rows.size(); ++i) {
    const WaterfallRow& row = layout.rows[i];
    const Rect line = plot.row(i, top);
    if (hit(("hop:" + row.name).c_str(), line)) select_hop(in.now, invocation, row.hop, selection);
    const Rect band{line.x + pen.px(5), line.y + pen.px(2), line.w - pen.px(9), line.h - pen.px(4)};
    const bool selected = row.hop == shown;
    if (selected) pen.fill(band, Role::Selection, 0.85f, pen.px(4));
    if (ImGui::IsItemHovered() && !selected) pen.fill(band, Role::Hover, 0.5f, pen.px(4));
    if (i < invocation.hops.size() && ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal))
      phase_tooltip(*invocation.hops[i]);
    draw_row(pen, row, plot, line, selected);
  }
  ImGui::EndChild();
}

// contract 6.1, 6.3: what CloudWatch would show for this invocation.
void paint_footer(const Pen& pen, const emulator::Invocation& invocation, const Rect& area) {
  if (!invocation.finished) return;
  const std::string text =
      "AWS view: ModelLatency " + emulator::format_duration(invocation.container_time()) +
      ", OverheadLatency " + emulator::format_duration(invocation.overhead_time());
  pen.text(pen.fonts().caption, area.x + pen.px(kSide), area.bottom() - pen.px(13), Role::TextFaint,
           text);
}

}  // namespace

PanelResult draw_waterfall(const PanelInput& in, Selection& selection, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const emulator::InvocationPtr invocation = selected_invocation(in.now, selection);
  if (!invocation) {
    draw_empty_state(pen, area, "Where the time goes",
                     "Send a request: each hop is drawn here as it happens");
    return std::nullopt;
  }
  const Plot plot = plot_of(pen, area, std::max(invocation->order.size(), invocation->hops.size()));
  WaterfallInput input;
  input.plot_width = plot.chart.w;
  input.least_bar = pen.px(3);
  input.least_tick = pen.px(90);
  input.now = in.time;
  const WaterfallLayout layout = waterfall_layout(*invocation, input);
  paint_header(pen, *invocation, area);
  paint_axis(pen, layout, plot);
  draw_rows(pen, in, *invocation, layout, plot, selection);
  paint_footer(pen, *invocation, area);
  return std::nullopt;
}

}  // namespace app
