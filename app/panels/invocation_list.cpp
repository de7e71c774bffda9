#include "app/panels/invocation_list.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/item_registry.h"
#include "app/view_model/invocation_rows.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/status_glyph.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kHeader = 76, kRow = 26;

// Which invocations are listed, newest first.
struct Listed {
  const emulator::TraceView& trace;
  const InvocationMatches* matches;  // null: all of them
  std::size_t size() const { return matches ? matches->size() : trace.size(); }
  emulator::InvocationId id(std::size_t row) const {
    return matches ? (*matches)[row] : trace[trace.size() - 1 - row]->id;
  }
  emulator::InvocationPtr operator[](std::size_t row) const {
    return matches ? trace.find((*matches)[row]) : trace[trace.size() - 1 - row];
  }
};

Listed listed(const PanelInput& in, InvocationListState& state) {
  if (InvocationFilter(state.filter).empty()) return {*in.now.trace, nullptr};
  state.matches.update(*in.now.trace, state.filter);
  return {*in.now.trace, &state.matches};
}

void draw_header(const Pen& pen, const PanelInput& in, InvocationListState& state,
                 const Rect& area) {
  const float middle = area.y + pen.px(23);
  pen.text(pen.fonts().strong, area.x + pen.px(16), middle, Role::Text, "Invocations");
  pen.text_right(pen.fonts().caption, area.right() - pen.px(18), middle, Role::TextDim,
                 emulator::format_count(in.now.trace->size()));
  if (std::exchange(state.focus_filter, false)) {
    ImGui::SetWindowFocus();  // ImGui 1.90 looks for the item in the scope of the focused window
    ImGui::SetKeyboardFocusHere();
  }
  text_field(pen, "filter",
             {area.x + pen.px(12), area.y + pen.px(40), area.w - pen.px(24), pen.px(28)},
             state.filter, "status:>=400 stage:model");
}

void paint_row(const Pen& pen, const InvocationRow& row, const Rect& line, float status_x) {
  const float middle = line.center_y();
  const bool bad = row.status.glyph == Glyph::Error;
  ImFont* mono = pen.fonts().mono;
  draw_glyph(pen, row.status.glyph, line.x + pen.px(17), middle);
  pen.text(mono, line.x + pen.px(32), middle, Role::TextDim, row.id);
  pen.text(mono, line.x + status_x, middle, bad ? Role::Error : Role::Text, row.status.text);
  const float time =
      pen.text_right(mono, line.right() - pen.px(16), middle, Role::TextDim, row.time);
  pen.text_right(mono, time - pen.px(18), middle, Role::Text, row.duration);
}

// Where the status column starts: ids grow from 3 digits on.
float status_column(const Pen& pen, const emulator::TraceView& trace) {
  const std::string newest = std::to_string(trace[trace.size() - 1]->id.value);
  const std::string widest = newest.size() < 3 ? "000" : newest;
  return pen.px(32 + 17) + Pen::width(pen.fonts().mono, widest);
}

void draw_row(const Pen& pen, const emulator::Invocation& invocation, const PanelInput& in,
              Selection& selection, float status_x) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect line{at.x + pen.px(4), at.y, ImGui::GetContentRegionAvail().x - pen.px(8),
                  pen.px(kRow)};
  const std::string name = "invocation:" + std::to_string(invocation.id.value);
  if (ImGui::InvisibleButton(name.c_str(), {ImGui::GetContentRegionAvail().x, pen.px(kRow)}))
    selection.invocation = invocation.id;
  const bool selected = selection.invocation == invocation.id;
  if (selected) {
    pen.fill(line, Role::Selection, 1, pen.px(4));
    pen.fill({line.x, line.y + pen.px(4), pen.px(3), line.h - pen.px(8)}, Role::Accent);
  } else if (ImGui::IsItemHovered()) {
    pen.fill(line, Role::Hover, 0.6f, pen.px(4));
  }
  paint_row(pen, invocation_row(invocation, in.time), line, status_x);
}

// Rows that arrived above a view that was scrolled down push its content, not what is looked at.
float anchored_scroll(const Pen& pen, const PanelInput& in, InvocationListState& state) {
  const std::uint64_t arrived =
      in.now.trace->total() - std::min(state.rows_seen, in.now.trace->total());
  state.rows_seen = in.now.trace->total();
  if (state.scroll_y <= 0 || arrived == 0 || !state.filter.empty()) return -1;
  return state.scroll_y + static_cast<float>(arrived) * pen.px(kRow);
}

void reveal_selected(const Pen& pen, const Listed& rows, const Selection& selection) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.id(i) != selection.invocation) continue;
    const float top = static_cast<float>(i) * pen.px(kRow);
    const float view = ImGui::GetWindowHeight();
    if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
    if (top + pen.px(kRow) > ImGui::GetScrollY() + view)
      ImGui::SetScrollY(top + pen.px(kRow) - view);
    return;
  }
}

void draw_rows(const Pen& pen, const Listed& rows, const PanelInput& in, Selection& selection) {
  const float status_x = status_column(pen, *in.now.trace);
  const Pen inner(pen.style());
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(rows.size()), pen.px(kRow));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      draw_row(inner, *rows[static_cast<std::size_t>(i)], in, selection, status_x);
}

}  // namespace

PanelResult draw_invocation_list(const PanelInput& in, InvocationListState& state,
                                 Selection& selection, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  draw_header(pen, in, state, area);
  const Rect view{area.x, area.y + pen.px(kHeader), area.w, area.h - pen.px(kHeader)};
  if (in.now.trace->size() == 0) {
    draw_empty_state(pen, view, "No invocations yet",
                     in.now.open ? "Press Ctrl+Enter to send the request below"
                                 : "They appear here once a pipeline is open");
    return std::nullopt;
  }
  const Listed rows = listed(in, state);
  if (rows.size() == 0) {
    draw_empty_state(pen, view, "Nothing matches the filter", "Empty it to see all invocations");
    return std::nullopt;
  }
  const float scroll = anchored_scroll(pen, in, state);
  if (scroll >= 0) ImGui::SetNextWindowScroll({-1, scroll});
  ImGui::SetNextWindowContentSize({0, static_cast<float>(rows.size()) * pen.px(kRow)});
  ImGui::SetCursorScreenPos(top_left(view));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("rows", {view.w, view.h}, 0, ImGuiWindowFlags_NoNavInputs);
  draw_rows(pen, rows, in, selection);
  if (state.reveal) reveal_selected(pen, rows, selection);
  state.reveal = false;
  state.scroll_y = ImGui::GetScrollY();
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return std::nullopt;
}

}  // namespace app
