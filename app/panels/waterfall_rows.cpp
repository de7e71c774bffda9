#include "app/panels/waterfall_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/item_registry.h"
#include "app/panels/hop_card.h"
#include "app/panels/time_plot.h"
#include "app/widgets/action_menu.h"
#include "app/widgets/chip.h"
#include "app/widgets/stage_color.h"
#include "app/widgets/status_glyph.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kSide = 17, kLabels = 171, kBar = 20;

constexpr std::array kPhases = {PhaseLook{Phase::Queue, "queue", Role::PhaseQueue},
                                PhaseLook{Phase::Send, "send", Role::PhaseSend},
                                PhaseLook{Phase::Wait, "wait", Role::PhaseWait},
                                PhaseLook{Phase::Receive, "receive", Role::PhaseReceive},
                                PhaseLook{Phase::Held, "held by you", Role::Accent}};

// Time that the container did not take: lines, and for what somebody held a frame around them.
void paint_hatched(const Pen& pen, const PhaseLook& look, const Rect& bar) {
  pen.fill(bar, look.role, look.phase == Phase::Held ? 0.12f : 0.25f);
  pen.hatch(bar, look.role, pen.px(look.phase == Phase::Held ? 9 : 5));
  if (look.phase == Phase::Held) pen.frame(bar, look.role, pen.hairline());
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

// A text on a bar, where it has room.
void paint_inside(const Pen& pen, const Rect& bar, std::string_view text) {
  ImFont* font = pen.fonts().caption;
  const float width = Pen::width(font, text);
  if (width + pen.px(12) > bar.w) return;
  const Rect back{bar.center_x() - width / 2 - pen.px(4), bar.y + pen.px(2), width + pen.px(8),
                  bar.h - pen.px(4)};
  pen.fill(back, Role::Panel, 0.85f, pen.px(3));
  pen.text_centered(font, bar.center_x(), bar.center_y(), Role::Text, text);
}

void paint_bar(const Pen& pen, const WaterfallRow& row, const PhaseBar& bar, const Rect& place) {
  const PhaseLook& look = kPhases[static_cast<std::size_t>(bar.phase)];
  if (row.state == WaterfallRowState::Running && bar.phase != Phase::Held) {
    pen.fill(place, Role::PhaseWait, 0.35f);
    pen.frame(place, Role::PhaseWait, pen.hairline());
  } else if (row.made_up.empty()) {
    paint_phase(pen, look, place);
  } else {
    paint_hatched(pen, look, place);
  }
  if (bar.phase == Phase::Held)
    paint_inside(pen, place, "held by you " + emulator::format_duration(row.held));
}

// Why the exchange is none with the real container: beside the bars, else before them.
void paint_made_up(const Pen& pen, const WaterfallRow& row, const WaterfallPlot& plot, float end,
                   float middle) {
  if (row.made_up.empty()) return;
  const float width = chip_width(pen, row.made_up);
  const bool ends_badly =
      row.state == WaterfallRowState::Refused || row.state == WaterfallRowState::NoAnswer;
  float x = end + pen.px(ends_badly ? 26 : 8);
  const float start = row.bars.empty() ? plot.chart.x : plot.chart.x + row.bars.front().x;
  if (x + width > plot.chart.right()) x = start - width - pen.px(8);
  x = std::clamp(x, plot.chart.x, plot.chart.right() - width);
  pen.fill({x, middle - pen.px(9), width, pen.px(18)}, Role::Panel, 1.0f, pen.px(9));
  draw_chip(pen, x, middle, row.made_up, ChipTone::Caution);
}

void paint_bars(const Pen& pen, const WaterfallRow& row, const WaterfallPlot& plot, float middle) {
  float end = plot.chart.x;
  for (const PhaseBar& bar : row.bars) {
    const Rect place{plot.chart.x + bar.x, middle - pen.px(kBar / 2), bar.width, pen.px(kBar)};
    paint_bar(pen, row, bar, place);
    end = place.right();
  }
  for (const WaterfallGap& gap : row.gaps) {
    if (gap.place != WaterfallGap::Place::AfterLast) continue;  // the queue phase shows the others
    const Rect place{plot.chart.x + gap.x, middle - pen.px(kBar / 2), gap.width, pen.px(kBar)};
    paint_phase(pen, kPhases.front(), place);
    end = place.right();
  }
  if (!row.bars.empty()) paint_end(pen, row, end, middle);
  paint_made_up(pen, row, plot, end, middle);
}

// The time between two hops that the pointer is on.
const WaterfallGap* gap_at(const WaterfallRow& row, const WaterfallPlot& plot, float x) {
  for (const WaterfallGap& gap : row.gaps)
    if (x >= plot.chart.x + gap.x && x < plot.chart.x + gap.x + gap.width) return &gap;
  return nullptr;
}

// A thin bar in the stage's colour, where the pipeline still has it, and its name.
void paint_name(const Pen& pen, const PanelInput& in, const WaterfallRow& row, const Rect& line,
                Role role) {
  const auto stage = emulator::find_container(*in.now.pipeline, row.name);
  const float middle = line.center_y();
  if (stage)
    pen.fill({line.x + pen.px(kSide), middle - pen.px(8), pen.px(3), pen.px(16)},
             stage_role(*stage));
  const Rect name{line.x + pen.px(kSide + 10), line.y, pen.px(kLabels - kSide - 22), line.h};
  pen.text_middle_elided(pen.fonts().body, name, role, row.name);
}

bool has_ended(const WaterfallRow& row) {
  return row.state == WaterfallRowState::Answered || row.state == WaterfallRowState::Refused ||
         row.state == WaterfallRowState::NoAnswer;
}

void paint_row(const Pen& pen, const PanelInput& in, const WaterfallRow& row,
               const WaterfallPlot& plot, const Rect& line) {
  const float middle = line.center_y();
  const bool ended = has_ended(row);
  const bool reached = ended || row.state == WaterfallRowState::Running;
  paint_name(pen, in, row, line, reached ? Role::Text : Role::TextFaint);
  if (row.state == WaterfallRowState::Skipped)
    pen.hatch({plot.chart.x, middle - pen.px(2), plot.chart.w, pen.px(4)}, Role::Border, pen.px(8));
  paint_bars(pen, row, plot, middle);
  pen.text_right(ended ? pen.fonts().mono : pen.fonts().caption, line.right() - pen.px(16), middle,
                 ended ? Role::Text : Role::TextFaint, row.total);
}

// What the pointer on a row tells: about the gap under it, else about the hop.
void draw_card(const Pen& pen, const emulator::Invocation& invocation, const WaterfallRow& row,
               const WaterfallPlot& plot) {
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

// The hop that the inspector is about: one that is held stands in its place.
int hop_in_view(const WaterfallRows& to, const Selection& selection) {
  const emulator::HeldHop* held = to.in.now.debug->held_at(to.invocation.id);
  return held != nullptr && selection.hop == 0 ? held->hop : shown_hop(to.invocation, selection);
}

PanelResult draw_row(const Pen& pen, const WaterfallRows& to, const WaterfallRow& row,
                     const Rect& line, Selection& selection) {
  const bool hop = row.hop > 0;
  const bool clicked = hit(((hop ? "hop:" : "skipped:") + row.name).c_str(), line) && !to.selecting;
  const bool hovered = ImGui::IsItemHovered() && !to.selecting;
  const bool tells = ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal) && !to.selecting;
  const bool asked = hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right);
  if (hop && (clicked || asked)) select_hop(to.in.now, to.invocation, row.hop, selection);
  ImGui::PushID(row.name.c_str());
  PanelResult wish = hop ? draw_row_menu(to.in) : std::nullopt;
  ImGui::PopID();
  const Rect band{line.x + pen.px(5), line.y + pen.px(2), line.w - pen.px(9), line.h - pen.px(4)};
  const bool selected = hop && row.hop == hop_in_view(to, selection);
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

void paint_playhead(const Pen& pen, const WaterfallRows& to) {
  const Rect& chart = to.plot.chart;
  if (!to.playhead || *to.playhead < to.layout.shown.from || *to.playhead > to.layout.shown.to)
    return;
  const float x = std::round(chart.x + TimeScale{to.layout.shown, chart.w}.x(*to.playhead));
  const float half = pen.px(1);
  pen.fill({x - half, chart.y, 2 * half, chart.h}, Role::Text);
  tag_rectangle("playhead", {x - half, chart.y}, {x + half, chart.bottom()});
}

}  // namespace

std::span<const PhaseLook> phase_looks() { return kPhases; }

void paint_phase(const Pen& pen, const PhaseLook& look, const Rect& bar) {
  if (look.phase == Phase::Queue || look.phase == Phase::Held) {
    paint_hatched(pen, look, bar);
  } else {
    pen.fill(bar, look.role);
  }
}

PanelResult draw_waterfall_rows(const WaterfallRows& to, Selection& selection, const Style& style) {
  const WaterfallPlot& plot = to.plot;
  ImGui::SetCursorScreenPos({plot.area.x, plot.chart.y});
  ImGui::BeginChild("hops", {plot.area.w, plot.chart.h}, 0, ImGuiWindowFlags_NoNavInputs);
  const Pen pen(style);
  const float top = ImGui::GetCursorScreenPos().y;
  PanelResult wish;
  for (std::size_t i = 0; i < to.layout.rows.size(); ++i) {
    const WaterfallRow& row = to.layout.rows[i];
    const Rect line = plot.row(i, top);
    wish = either(std::move(wish), draw_row(pen, to, row, line, selection));
    if (row.hop > 0 && row.hop == hop_in_view(to, selection)) reveal_hop(line, row.hop);
  }
  paint_playhead(pen, to);
  paint_selected_time(pen, to.axis, plot.chart);
  ImGui::EndChild();
  return wish;
}

}  // namespace app
