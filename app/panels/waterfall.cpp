#include "app/panels/waterfall.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/panels/hop_card.h"
#include "app/view_model/address_words.h"
#include "app/view_model/humanise.h"
#include "app/view_model/waterfall_layout.h"
#include "app/widgets/action_menu.h"
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
  if (came_through_address(invocation)) facts.push_back(caller_text(invocation));
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

// Nothing ran: why, in full, and what to do.
void paint_refusal(const Pen& pen, const emulator::Invocation& invocation, const Refusal& refusal,
                   const Rect& area) {
  paint_header(pen, invocation, area);
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
  for (const WaterfallGap& gap : row.gaps) {
    if (gap.place != WaterfallGap::Place::AfterLast) continue;  // the queue phase shows the others
    const Rect place{plot.chart.x + gap.x, middle - pen.px(kBar / 2), gap.width, pen.px(kBar)};
    paint_phase(pen, kPhases.front(), place);
    end = place.right();
  }
  paint_end(pen, row, end, middle);
}

// The time between two hops that the pointer is on.
const WaterfallGap* gap_at(const WaterfallRow& row, const Plot& plot, float x) {
  for (const WaterfallGap& gap : row.gaps)
    if (x >= plot.chart.x + gap.x && x < plot.chart.x + gap.x + gap.width) return &gap;
  return nullptr;
}

constexpr std::array kStageColors = {Role::Stage1, Role::Stage2, Role::Stage3,
                                     Role::Stage4, Role::Stage5, Role::Stage6};

// A thin bar in the stage's colour, where the pipeline still has it, and its name.
void paint_name(const Pen& pen, const PanelInput& in, const WaterfallRow& row, const Rect& line,
                Role role) {
  const auto stage = emulator::find_container(*in.now.pipeline, row.name);
  const float middle = line.center_y();
  if (stage)
    pen.fill({line.x + pen.px(kSide), middle - pen.px(8), pen.px(3), pen.px(16)},
             kStageColors[*stage % kStageColors.size()]);
  const Rect name{line.x + pen.px(kSide + 10), line.y, pen.px(kLabels - kSide - 22), line.h};
  pen.text_middle_elided(pen.fonts().body, name, role, row.name);
}

void paint_row(const Pen& pen, const PanelInput& in, const WaterfallRow& row, const Plot& plot,
               const Rect& line) {
  const float middle = line.center_y();
  const bool reached = !row.bars.empty();
  paint_name(pen, in, row, line, reached ? Role::Text : Role::TextFaint);
  if (row.state == WaterfallRowState::Skipped)
    pen.hatch({plot.chart.x, middle - pen.px(2), plot.chart.w, pen.px(4)}, Role::Border, pen.px(8));
  paint_bars(pen, row, plot, middle);
  const bool ended = row.state == WaterfallRowState::Answered ||
                     row.state == WaterfallRowState::Refused ||
                     row.state == WaterfallRowState::NoAnswer;
  pen.text_right(ended ? pen.fonts().mono : pen.fonts().caption, line.right() - pen.px(16), middle,
                 ended ? Role::Text : Role::TextFaint, row.total);
}

// What the pointer on a row tells: about the gap under it, else about the hop.
void draw_card(const Pen& pen, const emulator::Invocation& invocation, const WaterfallRow& row,
               const Plot& plot) {
  const auto hop = static_cast<std::size_t>(row.hop) - 1;
  if (const WaterfallGap* gap = gap_at(row, plot, ImGui::GetIO().MousePos.x)) {
    draw_gap_card(*gap);
  } else if (row.hop > 0 && hop < invocation.hops.size()) {
    draw_hop_card(pen.style(), invocation, *invocation.hops[hop]);
  } else if (row.state == WaterfallRowState::Skipped) {
    ImGui::SetTooltip("%s is bypassed", row.name.c_str());
  } else if (row.state == WaterfallRowState::NotCalled) {
    ImGui::SetTooltip("%s was not called: the chain ended before it", row.name.c_str());
  }
}

PanelResult draw_row_menu(const PanelInput& in) {
  if (!ImGui::BeginPopupContextItem("hop menu")) return std::nullopt;
  constexpr std::array kRows = {
      ActionId::RerunFromHop, ActionId::EditAndRerun, ActionId::RunStageAlone, ActionId::SendAgain,
      ActionId::EditAndSend,  ActionId::ShowStageLog, ActionId::RestartStage};
  const auto chosen = action_menu_rows(kRows, in.can);
  ImGui::EndPopup();
  return chosen ? PanelResult(*chosen) : std::nullopt;
}

// What all rows of one frame share.
struct RowsInput {
  const PanelInput& in;
  const emulator::Invocation& invocation;
  const WaterfallLayout& layout;
  const Plot& plot;
};

PanelResult draw_row(const Pen& pen, const RowsInput& to, const WaterfallRow& row, const Rect& line,
                     Selection& selection) {
  const bool hop = row.hop > 0;
  const bool clicked = hit(((hop ? "hop:" : "skipped:") + row.name).c_str(), line);
  const bool hovered = ImGui::IsItemHovered();
  const bool tells = ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal);
  const bool asked = hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right);
  if (hop && (clicked || asked)) select_hop(to.in.now, to.invocation, row.hop, selection);
  ImGui::PushID(row.name.c_str());
  PanelResult wish = hop ? draw_row_menu(to.in) : std::nullopt;
  ImGui::PopID();
  const Rect band{line.x + pen.px(5), line.y + pen.px(2), line.w - pen.px(9), line.h - pen.px(4)};
  const bool selected = hop && row.hop == shown_hop(to.invocation, selection);
  if (selected) pen.fill(band, Role::Selection, 0.85f, pen.px(4));
  if (hovered && !selected) pen.fill(band, Role::Hover, 0.5f, pen.px(4));
  if (tells) draw_card(pen, to.invocation, row, to.plot);
  paint_row(pen, to.in, row, to.plot, line);
  return wish;
}

// Brings a hop that was chosen by key into view, once.
void reveal_hop(const Rect& line, int hop) {
  ImGuiStorage& memory = *ImGui::GetStateStorage();
  int& known = *memory.GetIntRef(ImGui::GetID("shown hop"), hop);
  if (std::exchange(known, hop) == hop) return;
  const float top = line.y - ImGui::GetWindowPos().y;
  const float below = top + line.h - ImGui::GetWindowHeight();
  if (top < 0) ImGui::SetScrollY(ImGui::GetScrollY() + top);
  if (below > 0) ImGui::SetScrollY(ImGui::GetScrollY() + below);
}

// The rows in a child that scrolls when a route has more stages than fit.
PanelResult draw_rows(const RowsInput& to, Selection& selection, const Style& style) {
  const Plot& plot = to.plot;
  ImGui::SetCursorScreenPos({plot.area.x, plot.chart.y});
  ImGui::BeginChild("hops", {plot.area.w, plot.chart.h}, 0, ImGuiWindowFlags_NoNavInputs);
  const Pen pen(style);
  const float top = ImGui::GetCursorScreenPos().y;
  PanelResult wish;
  for (std::size_t i = 0; i < to.layout.rows.size(); ++i) {
    const WaterfallRow& row = to.layout.rows[i];
    const Rect line = plot.row(i, top);
    wish = either(std::move(wish), draw_row(pen, to, row, line, selection));
    if (row.hop > 0 && row.hop == shown_hop(to.invocation, selection)) reveal_hop(line, row.hop);
  }
  ImGui::EndChild();
  return wish;
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
  const Rect line{area.x + pen.px(kSide), area.bottom() - pen.px(23), area.w - pen.px(2 * kSide),
                  pen.px(20)};
  pen.text_within(pen.fonts().caption, line, Role::TextFaint, text);
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
  if (const auto refusal = refusal_of(*invocation)) {
    paint_refusal(pen, *invocation, *refusal, area);
    return std::nullopt;
  }
  WaterfallInput input;
  input.skipped = skipped_stages(*in.now.pipeline, in.now.revision, *invocation);
  const Plot plot =
      plot_of(pen, area,
              std::max(invocation->order.size(), invocation->hops.size()) + input.skipped.size());
  input.plot_width = plot.chart.w;
  input.least_bar = pen.px(3);
  input.least_tick = pen.px(90);
  input.now = in.time;
  const WaterfallLayout layout = waterfall_layout(*invocation, input);
  paint_header(pen, *invocation, area);
  paint_axis(pen, layout, plot);
  PanelResult wish = draw_rows({in, *invocation, layout, plot}, selection, style);
  paint_footer(pen, *invocation, shown_hop(*invocation, selection), area);
  return wish;
}

}  // namespace app
