#include "app/panels/runs_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/errands/compare_errands.h"
#include "app/item_registry.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/status_glyph.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kHeading = 24, kRow = 26, kSide = 17, kUse = 112;
constexpr std::size_t kMostAtOnce = 40;  // pairs that one errand compares

// What a column says, how it sorts, and its share of the width.
struct Column {
  const char* title;
  RunColumn sort;
  float share;
};
constexpr std::array kHistory = {
    Column{"Request", RunColumn::First, 26}, Column{"Before", RunColumn::First, 16},
    Column{"Now", RunColumn::Status, 16},    Column{"What differs", RunColumn::What, 26},
    Column{"Time", RunColumn::Time, 16},
};
constexpr std::array kOrders = {
    Column{"Rank", RunColumn::First, 6},          Column{"Order", RunColumn::First, 38},
    Column{"Succeeded", RunColumn::Status, 12},   Column{"p50", RunColumn::Time, 12},
    Column{"First failure", RunColumn::What, 32},
};

// Cells of one row from left to right.
class Cells {
 public:
  Cells(const Pen& pen, std::span<const Column> columns, const Rect& row)
      : pen_(pen), columns_(columns), row_(row), x_(row.x + pen.px(kSide)) {}
  Rect next() {
    const float width = (row_.w - pen_.px(2 * kSide)) * columns_[at_++].share / 100;
    const Rect cell{x_, row_.y, width - pen_.px(12), row_.h};
    x_ += width;
    return cell;
  }

 private:
  const Pen& pen_;
  std::span<const Column> columns_;
  Rect row_;
  float x_;
  std::size_t at_ = 0;
};

void draw_heading(const Pen& pen, std::span<const Column> columns, RunsState& state,
                  const Rect& row) {
  Cells cells(pen, columns, row);
  for (const Column& column : columns) {
    const Rect cell = cells.next();
    if (hit((std::string("sort ") + column.title).c_str(), cell)) {
      state.backwards = state.sorted_by == column.sort && !state.backwards;
      state.sorted_by = column.sort;
      state.chosen.reset();
    }
    const bool hovered = ImGui::IsItemHovered();
    const bool sorts = state.sorted_by == column.sort && column.sort != RunColumn::First;
    const std::string text = std::string(column.title) + (!sorts            ? ""
                                                          : state.backwards ? " ↑"
                                                                            : " ↓");
    pen.text_within(pen.fonts().caption, cell, sorts || hovered ? Role::TextDim : Role::TextFaint,
                    text);
  }
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);
}

void paint_status(const Pen& pen, const Rect& cell, emulator::InvocationId id,
                  const StatusWords& words) {
  if (!id || words.text.empty()) {
    pen.text_within(pen.fonts().body, cell, Role::TextFaint, "–");
    return;
  }
  draw_glyph(pen, words.glyph, cell.x + pen.px(6), cell.center_y());
  pen.text_within(pen.fonts().mono, {cell.x + pen.px(20), cell.y, cell.w - pen.px(20), cell.h},
                  Role::Text, words.text + "  " + std::to_string(id.value));
}

void paint_history(const Pen& pen, const HistoryRow& run, const Rect& row) {
  Cells cells(pen, kHistory, row);
  pen.text_within(pen.fonts().body, cells.next(), Role::Text, run.request);
  paint_status(pen, cells.next(), run.input, run.before);
  paint_status(pen, cells.next(), run.invocation, run.after);
  const bool differs = run.differs.value_or(false);
  pen.text_within(pen.fonts().body, cells.next(),
                  differs       ? Role::Warning
                  : run.differs ? Role::TextDim
                                : Role::TextFaint,
                  run.what);
  const bool timed = run.time_before.count() > 0 && run.time_after.count() > 0;
  pen.text_within(pen.fonts().mono, cells.next(), Role::TextDim,
                  timed ? latency_change_text(run.time_before, run.time_after) : "");
}

std::string history_tooltip(const HistoryRow& run) {
  std::string text = run.request + ": " + run.what;
  if (run.time_before.count() > 0 && run.time_after.count() > 0)
    text += "\n" + emulator::format_duration(run.time_before) + " → " +
            emulator::format_duration(run.time_after);
  if (run.revision_before > 0 && run.revision_after > 0)
    text += "\nRevision " + std::to_string(run.revision_before) + " → " +
            std::to_string(run.revision_after);
  return text;
}

void paint_order(const Pen& pen, const OrderRow& order, const Rect& row, float right) {
  Cells cells(pen, kOrders, row);
  pen.text_within(pen.fonts().mono, cells.next(), Role::TextDim,
                  order.rank > 0 ? std::to_string(order.rank) : "–");
  const Rect name = cells.next();
  const float own = order.own ? chip_width(pen, "as it is") + pen.px(8) : 0;
  const float end = pen.text_within(pen.fonts().body, {name.x, name.y, name.w - own, name.h},
                                    Role::Text, order.names);
  if (order.own) draw_chip(pen, end + pen.px(8), row.center_y(), "as it is", ChipTone::Accent);
  const bool all = order.finished > 0 && order.succeeded == order.finished;
  const Rect success = cells.next();
  if (order.finished > 0)
    draw_glyph(pen,
               all                   ? Glyph::Ok
               : order.succeeded > 0 ? Glyph::Warning
                                     : Glyph::Error,
               success.x + pen.px(6), success.center_y());
  pen.text_within(
      pen.fonts().mono, {success.x + pen.px(20), success.y, success.w - pen.px(20), success.h},
      Role::Text, std::to_string(order.succeeded) + " of " + std::to_string(order.runs));
  pen.text_within(pen.fonts().mono, cells.next(), Role::Text,
                  order.p50 ? emulator::format_duration(*order.p50) : "–");
  Rect failure = cells.next();
  failure.w = std::max(0.0f, std::min(failure.w, right - failure.x - pen.px(8)));
  pen.text_within(pen.fonts().body, failure, Role::TextDim, order.failure);
}

struct RowLook {
  std::size_t at = 0;
  std::string name;
  std::string tooltip;
};

// The row's ground; true when it was clicked.
bool draw_ground(const Pen& pen, const RowLook& look, RunsState& state, const Rect& row) {
  ImGui::SetNextItemAllowOverlap();
  const bool clicked = hit(look.name.c_str(), row);
  const bool hovered = ImGui::IsItemHovered();
  ImGui::SetItemTooltip("%s", look.tooltip.c_str());
  if (clicked) state.chosen = look.at;
  const Rect lit{row.x + pen.px(5), row.y, row.w - pen.px(10), row.h};
  if (state.chosen == look.at) {
    pen.fill(lit, Role::Selection, 1, pen.px(4));
  } else if (hovered) {
    pen.fill(lit, Role::Hover, 0.6f, pen.px(4));
  }
  return clicked;
}

// What came of a run beside the recorded one.
void show_run(const PanelInput& in, const RunsView& view, const RunPair& pair, bool diff) {
  if (!pair.second || !in.now.trace->find(pair.second)) return;
  view.selection.invocation = pair.second;
  view.selection.hop = 0;
  if (in.now.trace->find(pair.first)) view.selection.marked = pair.first;
  if (!diff) return;
  view.inspector.tab = InspectorTab::Diff;
  view.compare.tab.against = DiffAgainst::Invocation;
}

Rect next_row(const Pen& pen) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  return {at.x, at.y, ImGui::GetContentRegionAvail().x, pen.px(kRow)};
}

void draw_history_row(const Pen& pen, const PanelInput& in, const RunsView& view, std::size_t i) {
  const HistoryRow& run = view.state.shown.table.history[i];
  const Rect row = next_row(pen);
  const RowLook look{i, "run:" + std::to_string(run.input.value), history_tooltip(run)};
  if (draw_ground(pen, look, view.state, row))
    show_run(in, view, {run.input, run.invocation}, true);
  paint_history(pen, run, row);
  ImGui::SetCursorScreenPos({row.x, row.bottom()});
}

PanelResult draw_order_row(const Pen& pen, const PanelInput& in, const RunsView& view,
                           std::size_t i) {
  const OrderRow& order = view.state.shown.table.tried[i];
  const Rect row = next_row(pen);
  const std::string why = order.failure.empty() ? "" : "\n" + order.failure;
  if (draw_ground(pen, {i, "order:" + std::to_string(order.order), order.names + why}, view.state,
                  row))
    show_run(in, view, order.sample, false);
  PanelResult wish;
  float right = row.right() - pen.px(kSide);
  const bool hovered = ImGui::IsMouseHoveringRect(top_left(row), bottom_right(row));
  if (!order.own && (hovered || view.state.chosen == i)) {
    const Rect use{right - pen.px(kUse), row.y + pen.px(1), pen.px(kUse), row.h - pen.px(2)};
    right = use.x;
    ImGui::PushID(static_cast<int>(i));
    if (button(pen, "Use this order", use, ButtonLook::Flat)) {
      view.state.chosen = i;
      wish = ActionId::UseOrder;
    }
    tag("use:" + std::to_string(order.order));
    ImGui::PopID();
  }
  paint_order(pen, order, row, right);
  ImGui::SetCursorScreenPos({row.x, row.bottom()});
  return wish;
}

}  // namespace

void follow_runs(const PanelInput& in, const RunsView& view) {
  RunsState& state = view.state;
  const auto& experiment = in.now.debug->experiment;
  if (state.tolerance != view.compare.tolerance) {
    state.tolerance = view.compare.tolerance;
    state.summaries.clear();
    state.shown.experiment = nullptr;
  }
  if (!experiment) {
    state.shown = {};
    return;
  }
  auto& shown = state.shown;
  const bool same = shown.experiment == experiment && shown.trace == in.now.trace &&
                    shown.pipeline == in.now.pipeline &&
                    shown.summaries == state.summaries.size() &&
                    shown.sorted_by == state.sorted_by && shown.backwards == state.backwards;
  if (!same) {
    shown = {experiment,
             in.now.trace,
             in.now.pipeline,
             state.summaries.size(),
             state.sorted_by,
             state.backwards,
             {}};
    shown.table = run_table({*experiment, *in.now.trace, *in.now.pipeline, state.summaries});
    sort_rows(shown.table, state.sorted_by, state.backwards);
  }
  if (state.comparing) return;
  std::vector<InvocationPair> pairs;
  for (const RunPair& pair : uncompared(shown.table, state.summaries, kMostAtOnce)) {
    auto before = in.now.trace->find(pair.first);
    auto after = in.now.trace->find(pair.second);
    if (before && after) {
      pairs.emplace_back(std::move(before), std::move(after));
    } else {
      state.summaries[pair] = {true, "no longer kept"};
    }
  }
  if (pairs.empty()) return;
  state.comparing = true;
  in.errands.push_back(compare_runs(std::move(pairs), state.tolerance, in.outside.load_body));
}

PanelResult draw_runs_table(const PanelInput& in, const RunsView& view, const Rect& area,
                            const Style& style) {
  const RunTable& table = view.state.shown.table;
  const std::span<const Column> columns =
      table.orders ? std::span<const Column>(kOrders) : std::span<const Column>(kHistory);
  const Rect heading{area.x, area.y, area.w, style.px(kHeading)};
  draw_heading(Pen(style), columns, view.state, heading);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::SetCursorScreenPos({area.x, heading.bottom()});
  ImGui::BeginChild("run rows", {area.w, area.h - heading.h}, 0, ImGuiWindowFlags_NoNavInputs);
  const Pen pen(style);
  PanelResult wish;
  const std::size_t count = table.orders ? table.tried.size() : table.history.size();
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), pen.px(kRow));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (table.orders) {
        wish = either(std::move(wish), draw_order_row(pen, in, view, at));
      } else {
        draw_history_row(pen, in, view, at);
      }
    }
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return wish;
}

}  // namespace app
