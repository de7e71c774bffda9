#include "app/panels/latency_panel.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/item_registry.h"
#include "app/panels/frame_share.h"
#include "app/panels/metrics_table.h"
#include "app/view_model/latency_table.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/stage_color.h"
#include "emulator/base/text.h"

namespace app {
namespace {

// A drawer lower than this shows rows rather than the sentence, where that needs a line.
constexpr float kLow = 110;
constexpr float kTools = 32, kRow = 21, kHeading = 20, kSide = 17, kChip = 18, kCopy = 92;
constexpr std::size_t kLooksAt = 64;  // new invocations at once

// Chips from right to left, as far as they fit.
class Chips {
 public:
  Chips(const Pen& pen, const Rect& row) : pen_(pen), row_(row), right_(row.right()) {}
  bool add(const char* name, std::string_view text, bool on, const char* tooltip) {
    const float width = chip_width(pen_, text);
    if (right_ - width < row_.x) return false;
    const Rect place{right_ - width, row_.center_y() - pen_.px(kChip / 2), width, pen_.px(kChip)};
    right_ = place.x - pen_.px(6);
    const bool clicked =
        chip_button(pen_, name, place, text, on ? ChipTone::Accent : ChipTone::Neutral);
    ImGui::SetItemTooltip("%s", tooltip);
    return clicked;
  }
  void gap() { right_ -= pen_.px(12); }
  float right() const { return right_; }

 private:
  const Pen& pen_;
  Rect row_;
  float right_;
};

struct ScopeRow {
  LatencyScope scope;
  const char* name;
  const char* tooltip;
};
constexpr std::array kScopes = {
    ScopeRow{LatencyScope::SinceEdit, "scope:edit", "Invocations of the pipeline as it is now"},
    ScopeRow{LatencyScope::Filter, "scope:filter",
             "Invocations that the list's filter lets through"},
    ScopeRow{LatencyScope::Last100, "scope:100", "The last 100 invocations"},
    ScopeRow{LatencyScope::All, "scope:all", "All invocations kept"}};

// From right to left: copy, CloudWatch, made-up hops, scopes. Returns their left edge.
float draw_tools(const Pen& pen, const PanelInput& in, LatencyState& state, const Rect& row,
                 PanelResult& wish) {
  const Rect copy{row.right() - pen.px(kCopy), row.center_y() - pen.px(12), pen.px(kCopy),
                  pen.px(24)};
  if (action_button(pen, ActionId::CopyLatency, copy, in.can, ButtonLook::Quiet))
    wish = ActionId::CopyLatency;
  Chips chips(pen, {row.x, row.y, copy.x - pen.px(8) - row.x, row.h});
  if (chips.add("cloudwatch", "CloudWatch", state.cloudwatch,
                "The same as AWS's metrics: names, statistics, microseconds"))
    state.cloudwatch = !state.cloudwatch;
  if (state.made_up || state.figures.left_out() > 0)
    if (chips.add("made up", "with mocks", state.made_up,
                  "Count hops that were mocked, faulted, edited or taken over, too"))
      state.made_up = !state.made_up;
  chips.gap();
  for (const ScopeRow& scope : kScopes)
    if (chips.add(scope.name, scope_text(scope.scope), state.scope == scope.scope, scope.tooltip))
      state.scope = scope.scope;
  return chips.right();
}

// Columns of our table, right edges in pixels from the left.
struct Columns {
  float name = 0, count = 0, failed = 0, first_time = 0, time = 0, share = 0;
  Rect shape;  // x and w; w 0: no room
};

Columns columns_of(const Pen& pen, const Rect& area) {
  const bool wide = area.w > pen.px(800);
  Columns c;
  c.name = pen.px(wide ? 190 : 128);
  c.count = area.x + c.name + pen.px(wide ? 74 : 52);
  c.failed = c.count + pen.px(wide ? 70 : 56);
  c.time = pen.px(wide ? 84 : 68);
  c.first_time = c.failed + c.time;
  const float last_time = c.first_time + 3 * c.time;
  c.share = last_time + pen.px(wide ? 96 : 62);
  c.shape.x = c.share + pen.px(24);
  c.shape.w = area.right() - pen.px(kSide) - c.shape.x;
  if (c.shape.w < pen.px(60)) c.shape.w = 0;
  return c;
}

void paint_headings(const Pen& pen, const LatencyTable& table, const Columns& c, const Rect& line) {
  ImFont* font = pen.fonts().caption;
  const float middle = line.center_y();
  const auto right = [&](float x, std::string_view text) {
    pen.text_right(font, x, middle, Role::TextFaint, text);
  };
  pen.text(font, line.x + pen.px(kSide), middle, Role::TextFaint, "stage");
  right(c.count, "count");
  right(c.failed, "failures");
  constexpr std::array<std::string_view, 4> kTimes = {"p50", "p90", "p99", "max"};
  for (std::size_t i = 0; i < kTimes.size(); ++i)
    right(c.first_time + c.time * static_cast<float>(i), kTimes[i]);
  right(c.share, "share");
  if (c.shape.w <= 0) return;
  pen.text(font, c.shape.x, middle, Role::TextFaint, table.axis_from);
  right(c.shape.x + c.shape.w, table.axis_to);
}

Role row_role(const LatencyRow& row) {
  if (row.kind == LatencyRow::Kind::Stage && row.at) return stage_role(*row.at);
  return row.kind == LatencyRow::Kind::Overhead ? Role::PhaseQueue : Role::TextDim;
}

void paint_shape(const Pen& pen, const LatencyRow& row, const Rect& place) {
  if (row.shape.bars.empty() || place.w <= 0) return;
  const float step = place.w / static_cast<float>(row.shape.bars.size());
  const float gap = step > pen.px(4) ? pen.hairline() : 0;
  for (std::size_t i = 0; i < row.shape.bars.size(); ++i) {
    if (row.shape.bars[i] <= 0) continue;
    const float height = std::max(pen.px(2), place.h * row.shape.bars[i]);
    pen.fill({place.x + step * static_cast<float>(i), place.bottom() - height,
              std::min(step - gap, pen.px(14)), height},
             row_role(row));
  }
  pen.horizontal(place.x, place.right(), place.bottom(), Role::Border);
}

void paint_name(const Pen& pen, const LatencyRow& row, const Columns& c, const Rect& line) {
  const float middle = line.center_y();
  const bool stage = row.kind == LatencyRow::Kind::Stage;
  if (stage)
    pen.fill({line.x + pen.px(kSide), middle - pen.px(7), pen.px(3), pen.px(14)}, row_role(row));
  const std::string name =
      stage && row.at ? std::to_string(*row.at + 1) + " " + row.name : row.name;
  pen.text_middle_elided(row.slowest ? pen.fonts().strong : pen.fonts().body,
                         {line.x + pen.px(kSide + 10), line.y, c.name - pen.px(kSide), line.h},
                         stage ? Role::Text : Role::TextDim, name);
}

void paint_row(const Pen& pen, const LatencyRow& row, const Columns& c, const Rect& line) {
  ImFont* mono = pen.fonts().mono;
  const float middle = line.center_y();
  paint_name(pen, row, c, line);
  pen.text_right(mono, c.count, middle, Role::Text, emulator::format_count(row.times.count));
  pen.text_right(mono, c.failed, middle, row.failures > 0 ? Role::Error : Role::TextFaint,
                 emulator::format_count(row.failures));
  const std::array times = {row.times.p50, row.times.p90, row.times.p99, row.times.max};
  for (std::size_t i = 0; i < times.size(); ++i)
    pen.text_right(mono, c.first_time + c.time * static_cast<float>(i), middle, Role::Text,
                   emulator::format_duration(times[i]));
  if (row.kind != LatencyRow::Kind::Whole) {
    const float most = pen.px(58);
    const float width = most * static_cast<float>(row.share);
    pen.fill({c.share - width, line.bottom() - pen.px(4), width, pen.px(2)}, row_role(row));
    pen.text_right(mono, c.share, middle - pen.px(1), Role::Text, share_text(row.share));
  }
  paint_shape(pen, row, {c.shape.x, line.y + pen.px(4), c.shape.w, line.h - pen.px(7)});
}

void draw_row(const Pen& pen, const LatencyRow& row, const Columns& c, const Rect& line) {
  hit(("latency:" + row.name).c_str(), line);
  const Rect band{line.x + pen.px(5), line.y, line.w - pen.px(10), line.h};
  if (row.slowest) pen.fill(band, Role::Selection, 0.5f, pen.px(4));
  if (ImGui::IsItemHovered()) pen.fill(band, Role::Hover, 0.5f, pen.px(4));
  paint_row(pen, row, c, line);
  const auto us = [](emulator::Nanoseconds time) { return microseconds_text(time); };
  ImGui::SetItemTooltip("%s: p50 %s µs, p90 %s µs, p99 %s µs, max %s µs\n%s", row.name.c_str(),
                        us(row.times.p50).c_str(), us(row.times.p90).c_str(),
                        us(row.times.p99).c_str(), us(row.times.max).c_str(),
                        row.kind == LatencyRow::Kind::Stage
                            ? "From connecting to the last byte of the answer (contract 6.2)"
                        : row.kind == LatencyRow::Kind::Overhead
                            ? "What Hoplens takes around the stages, on this machine"
                            : "From receipt to answer, without what was held by you");
}

void draw_table(const Pen& pen, const LatencyTable& table, const Rect& area) {
  const Columns columns = columns_of(pen, area);
  paint_headings(pen, table, columns, {area.x, area.y, area.w, pen.px(kHeading)});
  ImGui::SetCursorScreenPos({area.x, area.y + pen.px(kHeading)});
  ImGui::BeginChild("latency rows", {area.w, area.h - pen.px(kHeading)}, 0,
                    ImGuiWindowFlags_NoNavInputs);
  const Pen inner(pen.style());
  for (const LatencyRow& row : table.rows) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_row(inner, row, columns, {at.x, at.y, area.w, pen.px(kRow)});
    ImGui::SetCursorScreenPos({at.x, at.y + pen.px(kRow)});
  }
  ImGui::EndChild();
}

// The sentence: which stage is the slowest, or how far the counting has come.
std::string sentence(const LatencyState& state, const LatencyTable& table) {
  if (state.figures.behind() > 0)
    return "Counting, " + emulator::format_count(state.figures.behind()) + " invocations to go";
  return table.slowest;
}

void draw_nothing(const Pen& pen, const LatencyState& state, const Rect& area) {
  if (state.figures.left_out() > 0 && !state.made_up) {
    draw_empty_state(pen, area, "Only made-up answers so far",
                     "Mocked, faulted and edited hops count only with “with mocks”");
  } else if (state.scope != LatencyScope::All) {
    draw_empty_state(pen, area, "No invocation to count",
                     "None is " + std::string(scope_text(state.scope)) + ": try “all”");
  } else {
    draw_empty_state(pen, area, "How long each stage takes",
                     "Send a request: percentiles of every stage are counted here");
  }
}

}  // namespace

PanelResult draw_latency_panel(const LatencyPanelInput& in, TimeState& time, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  LatencyState& state = time.latency;
  const emulator::EngineSnapshot& now = in.panel.now;
  do_for_a_while([&] {
    state.figures.update(*now.trace, {state.scope, state.made_up, in.filter, now.revision},
                         kLooksAt);
    return state.figures.behind() > 0;
  });
  if (state.figures.behind() > 0) time.behind = true;
  PanelResult wish;
  const Rect tools{area.x + pen.px(kSide), area.y, area.w - pen.px(2 * kSide), pen.px(kTools)};
  const float left = draw_tools(pen, in.panel, state, tools, wish);
  const LatencyTable table = latency_table(state.figures, *now.pipeline);
  // In a narrow drawer the sentence has a line of its own.
  const bool low = area.h < pen.px(kLow);
  const bool narrow = left - tools.x < pen.px(250);
  const bool below = narrow && !low && !table.rows.empty();
  const Rect line{tools.x, below ? tools.bottom() - pen.px(6) : tools.y,
                  below ? tools.w : left - tools.x - pen.px(12), below ? pen.px(20) : tools.h};
  if (!narrow || !low)
    pen.text_within(pen.fonts().strong, line, Role::Text, sentence(state, table));
  const float top = std::max(line.bottom(), tools.bottom());
  const Rect rest{area.x, top, area.w, area.bottom() - top};
  if (table.rows.empty()) {
    draw_nothing(pen, state, rest);
    return wish;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (state.cloudwatch) {
    draw_metrics_table(pen, metric_rows(state.figures, *now.pipeline, in.chosen), in.chosen, rest);
  } else {
    draw_table(pen, table, rest);
  }
  ImGui::PopStyleVar();
  return wish;
}

}  // namespace app
