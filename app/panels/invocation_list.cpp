#include "app/panels/invocation_list.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/item_registry.h"
#include "app/panels/filter_bar.h"
#include "app/view_model/address_words.h"
#include "app/view_model/debug_words.h"
#include "app/view_model/filter/query_edit.h"
#include "app/view_model/hover_words.h"
#include "app/view_model/invocation_rows.h"
#include "app/widgets/action_menu.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/pause_sign.h"
#include "app/widgets/status_glyph.h"
#include "app/widgets/wrapped_text.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kHeader = 76, kRow = 26, kTallRow = 44;

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

// A term whose value is still to come asks for nothing.
bool is_filtered(const InvocationListState& state) {
  return !state.filter.empty() && !InvocationFilter(state.filter).empty();
}

Listed listed(const PanelInput& in, InvocationListState& state) {
  if (!is_filtered(state)) return {*in.now.trace, nullptr};
  state.matches.update(*in.now.trace, state.filter);
  return {*in.now.trace, &state.matches};
}

// Rows are taller once something came through the address: then each says who called.
float row_height(const Pen& pen, const InvocationListState& state) {
  return pen.px(state.tall ? kTallRow : kRow);
}

void look_for_callers(const Pen& pen, const emulator::TraceView& trace,
                      InvocationListState& state) {
  const bool before = state.tall;
  if (trace.total() < state.callers_seen || trace.empty())
    state.tall = false, state.callers_seen = 0;
  const std::uint64_t fresh =
      std::min<std::uint64_t>(trace.total() - state.callers_seen, trace.size());
  for (std::uint64_t i = 0; i < fresh && !state.tall; ++i)
    state.tall = came_through_address(*trace[trace.size() - 1 - static_cast<std::size_t>(i)]);
  state.callers_seen = trace.total();
  // What was at the top of the view stays there.
  if (before != state.tall && state.scroll_y > 0)
    state.scroll_y *= row_height(pen, state) / pen.px(before ? kTallRow : kRow);
}

// How many rows are above a view that was scrolled down before they came.
std::size_t newer_rows(const PanelInput& in, const Listed& rows, InvocationListState& state) {
  const emulator::TraceView& trace = *in.now.trace;
  if (state.scroll_y <= 0 || !state.newest_seen) state.newest_seen = trace[trace.size() - 1]->id;
  if (rows.matches) return rows.matches->newer_than(state.newest_seen);
  std::size_t low = 0;  // ids ascend
  std::size_t high = trace.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (trace[middle]->id > state.newest_seen) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return trace.size() - low;
}

// Jumps to the newest row that is listed.
void show_newest(const Listed& rows, InvocationListState& state, Selection& selection) {
  state.to_top = true;
  if (rows.size() > 0) selection.invocation = rows.id(0);
}

// "12 of 128", and how many came in above the view.
void draw_counts(const Pen& pen, const PanelInput& in, InvocationListState& state,
                 Selection& selection, const Rect& line) {
  const Listed rows = listed(in, state);
  const std::string all = emulator::format_count(in.now.trace->size());
  const std::string count = rows.matches ? emulator::format_count(rows.size()) + " of " + all : all;
  float right = line.right();
  if (line.w > Pen::width(pen.fonts().caption, count))
    right = pen.text_right(pen.fonts().caption, right, line.center_y(), Role::TextDim, count);
  const std::size_t newer = in.now.trace->empty() ? 0 : newer_rows(in, rows, state);
  if (newer == 0) return;
  const std::string text = "↑ " + emulator::format_count(newer) + " newer";
  const float width = chip_width(pen, text);
  const Rect chip{right - pen.px(8) - width, line.center_y() - pen.px(9), width, pen.px(18)};
  if (chip.x < line.x) return;
  if (chip_button(pen, "newer", chip, text, ChipTone::Accent)) show_newest(rows, state, selection);
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::NewestInvocation)).c_str());
}

// Title, count and filter; returns how high all of it is.
float draw_header(const Pen& pen, const PanelInput& in, InvocationListState& state,
                  Selection& selection) {
  const Rect area = panel_area();
  const float middle = area.y + pen.px(23);
  const float title =
      pen.text(pen.fonts().strong, area.x + pen.px(16), middle, Role::Text, "Invocations") +
      pen.px(12);
  draw_counts(pen, in, state, selection,
              {title, middle - pen.px(12), area.right() - pen.px(18) - title, pen.px(24)});

  const Rect field{area.x + pen.px(12), area.y + pen.px(40), area.w - pen.px(24), pen.px(28)};
  return pen.px(kHeader) + draw_filter_bar(pen, in, state, field);
}

// Below: which endpoint was called, shortened in its middle, and by whom.
void paint_caller(const Pen& pen, const emulator::Invocation& invocation, const InvocationRow& row,
                  const Rect& line) {
  ImFont* font = pen.fonts().caption;
  const float x = line.x + pen.px(32);
  float right = line.right() - pen.px(16);
  if (!came_through_address(invocation)) {
    pen.text_within(font, {x, line.y, right - x, line.h}, Role::TextDim, row.caller);
    return;
  }
  const std::string client =
      short_client(invocation.client) + (invocation.streamed ? ", streamed" : "");
  right = pen.text_right(font, right, line.center_y(), Role::TextDim, client) - pen.px(8);
  pen.text_middle_elided(font, {x, line.y, right - x, line.h}, Role::TextDim,
                         called_endpoint(invocation));
}

void paint_row(const Pen& pen, const InvocationRow& row, const Rect& line, float status_x) {
  const float middle = line.center_y();
  const bool bad = row.status.glyph == Glyph::Error;
  ImFont* mono = pen.fonts().mono;
  if (row.held)
    draw_pause(pen, line.x + pen.px(17), middle);
  else
    draw_glyph(pen, row.status.glyph, line.x + pen.px(17), middle);
  pen.text(mono, line.x + pen.px(32), middle, Role::TextDim, row.id);
  const float status =
      pen.text(mono, line.x + status_x, middle, bad ? Role::Error : Role::Text, row.status.text);
  const float time_width = Pen::width(mono, row.time);
  const float duration_width = Pen::width(mono, row.duration);
  const float right = line.right() - pen.px(16);
  // In a narrow column the time of day goes first, then the gaps.
  const bool roomy = right - time_width - pen.px(18) - duration_width > status + pen.px(8);
  if (!roomy) {
    pen.text_right(mono, right, middle, Role::Text, row.duration);
    return;
  }
  pen.text_right(mono, right, middle, Role::TextDim, row.time);
  const float duration =
      pen.text_right(mono, right - time_width - pen.px(18), middle, Role::Text, row.duration);
  const Rect name{status + pen.px(14), line.y,
                  std::min(duration, right - time_width - pen.px(18 + 60)) - status - pen.px(26),
                  line.h};
  if (name.w > pen.px(56)) pen.text_within(pen.fonts().body, name, Role::TextDim, row.name);
}

// Where the status column starts: ids grow from 3 digits on.
float status_column(const Pen& pen, const emulator::TraceView& trace) {
  const std::string newest = std::to_string(trace[trace.size() - 1]->id.value);
  const std::string widest = newest.size() < 3 ? "000" : newest;
  return pen.px(32 + 17) + Pen::width(pen.fonts().mono, widest);
}

void draw_details(const emulator::Invocation& invocation, emulator::WallTime now) {
  if (!ImGui::BeginTooltip()) return;
  for (const std::string& line : invocation_details(invocation, now))
    ImGui::TextUnformatted(line.c_str());
  const std::string meaning =
      invocation.response ? status_words(invocation.response->status, StatusPlace::Client) : "";
  if (!meaning.empty()) {
    ImGui::Separator();
    wrapped_lines(meaning);
  }
  ImGui::EndTooltip();
}

// The stage where the invocation ended: the one that failed, else the last.
std::string last_stage(const emulator::Invocation& invocation) {
  return invocation.hops.empty() ? "" : invocation.hops.back()->container_hostname;
}

// Of the answer, else of the request.
std::string answered_type(const emulator::Invocation& invocation) {
  std::string_view type = invocation.request.content_type ? *invocation.request.content_type : "";
  if (invocation.response)
    if (const auto answered = invocation.response->headers.get("Content-Type")) type = *answered;
  return std::string(emulator::trim(type.substr(0, type.find(';'))));
}

// What is chosen here is written into the filter.
PanelResult draw_row_menu(const PanelInput& in, const emulator::Invocation& invocation,
                          InvocationListState& state) {
  if (!ImGui::BeginPopupContextItem("row menu")) return std::nullopt;
  const std::string status = invocation_words(invocation).text;
  if (ImGui::MenuItem(("Show only status " + status).c_str()))
    state.filter = with_term(state.filter, "status", status);
  const std::string stage = last_stage(invocation);
  if (!stage.empty() && ImGui::MenuItem(("Show only stage " + stage).c_str()))
    state.filter = with_term(state.filter, "stage", stage);
  const std::string& endpoint = invocation.endpoint.endpoint;
  if (came_through_address(invocation) && !endpoint.empty() &&
      ImGui::MenuItem(("Show only endpoint " + endpoint).c_str()))
    state.filter = with_term(state.filter, "endpoint", endpoint);
  const std::string client = short_client(invocation.client);
  if (!client.empty() && ImGui::MenuItem(("Show only client " + client).c_str()))
    state.filter = with_term(state.filter, "client", client);
  const std::string type = answered_type(invocation);
  if (!type.empty() && ImGui::MenuItem(("Show only type " + type).c_str()))
    state.filter = with_term(state.filter, "type", type);
  ImGui::Separator();
  constexpr std::array kRows = {ActionId::ClearFilter, ActionId::Compare, ActionId::MarkInvocation,
                                ActionId::SendAgain, ActionId::CopyAs, ActionId::ClearTrace};
  const auto chosen = action_menu_rows(kRows, in.can);
  ImGui::EndPopup();
  return chosen ? PanelResult(*chosen) : std::nullopt;
}

struct RowInput {
  const PanelInput& in;
  InvocationListState& state;
  Selection& selection;
  float status_x = 0;
};

// The status is a value that filters, once more takes that back. Its item comes before the row's,
// which lies under it. Returns whether the pointer is on it.
bool draw_status_value(const Pen& pen, const emulator::Invocation& invocation, const Rect& line,
                       const RowInput& to) {
  const std::string status = invocation_words(invocation).text;
  const float width = Pen::width(pen.fonts().mono, status);
  const Rect place{line.x + to.status_x, line.center_y() - pen.px(10), width, pen.px(20)};
  if (hit(("status of:" + std::to_string(invocation.id.value)).c_str(), place))
    to.state.filter = toggled_term(to.state.filter, "status", status);
  if (!ImGui::IsItemHovered()) return false;
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImGui::SetItemTooltip("Show only status %s", status.c_str());
  return true;
}

PanelResult draw_row(const Pen& pen, const emulator::Invocation& invocation, const RowInput& to) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = row_height(pen, to.state);
  const Rect line{at.x + pen.px(4), at.y, ImGui::GetContentRegionAvail().x - pen.px(8), height};
  const std::string name = "invocation:" + std::to_string(invocation.id.value);
  const float first = to.state.tall ? pen.px(kTallRow - 20) : height;
  const bool on_status = draw_status_value(pen, invocation, {line.x, line.y, line.w, first}, to);
  ImGui::SetCursorScreenPos(at);
  const bool clicked =
      ImGui::InvisibleButton(name.c_str(), {ImGui::GetContentRegionAvail().x, height});
  if (clicked) to.selection.invocation = invocation.id;
  const bool hovered = ImGui::IsItemHovered();
  const bool tells = ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal);
  if (hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right))
    to.selection.invocation = invocation.id;
  ImGui::PushID(name.c_str());
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {pen.px(8), pen.px(8)});
  PanelResult wish = draw_row_menu(to.in, invocation, to.state);
  if (clicked && ImGui::GetIO().KeyCtrl) wish = ActionId::Compare;
  ImGui::PopStyleVar();
  ImGui::PopID();
  const bool selected = to.selection.invocation == invocation.id;
  if (selected) {
    pen.fill(line, Role::Selection, 1, pen.px(4));
    pen.fill({line.x, line.y + pen.px(4), pen.px(3), line.h - pen.px(8)}, Role::Accent);
  } else if (hovered) {
    pen.fill(line, Role::Hover, 0.6f, pen.px(4));
  }
  InvocationRow row = invocation_row(invocation, to.in.time);
  row.held = to.in.now.debug->held_at(invocation.id) != nullptr;
  if (row.held) row.status.text = kPausedWord;
  paint_row(pen, row, {line.x, line.y, line.w, first}, to.status_x);
  if (to.selection.marked == invocation.id)
    pen.text(pen.fonts().caption, line.x + pen.px(2), line.y + first / 2, Role::Accent, "A");
  if (on_status) {
    const float x = line.x + to.status_x;
    pen.horizontal(x, x + Pen::width(pen.fonts().mono, row.status.text), line.y + first - pen.px(4),
                   Role::Accent);
  }
  if (to.state.tall)
    paint_caller(pen, invocation, row, {line.x, line.y + first - pen.px(3), line.w, pen.px(18)});
  if (tells) draw_details(invocation, to.in.time);
  return wish;
}

// Rows that arrived above a view that was scrolled down push its content, not what is looked at.
float anchored_scroll(const Pen& pen, const PanelInput& in, InvocationListState& state) {
  const std::uint64_t arrived =
      in.now.trace->total() - std::min(state.rows_seen, in.now.trace->total());
  state.rows_seen = in.now.trace->total();
  if (state.scroll_y <= 0 || arrived == 0 || is_filtered(state)) return -1;
  return state.scroll_y + static_cast<float>(arrived) * row_height(pen, state);
}

void reveal_selected(const Listed& rows, const Selection& selection, float pitch) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.id(i) != selection.invocation) continue;
    const float top = static_cast<float>(i) * pitch;
    const float view = ImGui::GetWindowHeight();
    if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
    if (top + pitch > ImGui::GetScrollY() + view) ImGui::SetScrollY(top + pitch - view);
    return;
  }
}

PanelResult draw_rows(const Pen& pen, const Listed& rows, const RowInput& to) {
  const Pen inner(pen.style());
  PanelResult wish;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(rows.size()), row_height(pen, to.state));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      wish = either(std::move(wish), draw_row(inner, *rows[static_cast<std::size_t>(i)], to));
  return wish;
}

PanelResult draw_list(const Pen& pen, const Listed& rows, const Rect& view, const RowInput& to) {
  InvocationListState& state = to.state;
  const float scroll = anchored_scroll(pen, to.in, state);
  if (scroll >= 0) ImGui::SetNextWindowScroll({-1, scroll});
  if (std::exchange(state.to_top, false)) {
    ImGui::SetNextWindowScroll({-1, 0});
    state.scroll_y = 0;
  }
  ImGui::SetNextWindowContentSize({0, static_cast<float>(rows.size()) * row_height(pen, state)});
  ImGui::SetCursorScreenPos(top_left(view));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("rows", {view.w, view.h}, 0, ImGuiWindowFlags_NoNavInputs);
  const Pen inner(pen.style());
  PanelResult wish = draw_rows(inner, rows, to);
  if (state.reveal) reveal_selected(rows, to.selection, row_height(inner, state));
  state.reveal = false;
  state.scroll_y = ImGui::GetScrollY();
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return wish;
}

const char* nothing_matches(const InvocationListState& state) {
  if (state.matches.filter().problem()) return "The filter means nothing";
  return state.matches.progress().done() ? "Nothing matches the filter" : "Nothing found so far";
}

}  // namespace

PanelResult draw_invocation_list(const PanelInput& in, InvocationListState& state,
                                 Selection& selection, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  look_for_callers(pen, *in.now.trace, state);
  const float header = draw_header(pen, in, state, selection);
  const Rect view{area.x, area.y + header, area.w, area.h - header};
  if (in.now.trace->size() == 0) {
    draw_empty_state(pen, view, "No invocations yet",
                     in.now.open ? "Press Ctrl+Enter to send the request below"
                                 : "They appear here once a pipeline is open");
    return std::nullopt;
  }
  const Listed rows = listed(in, state);
  if (rows.size() == 0) {
    draw_empty_state(pen, view, nothing_matches(state), "Empty it to see all invocations");
    return std::nullopt;
  }
  return draw_list(pen, rows, view, {in, state, selection, status_column(pen, *in.now.trace)});
}

}  // namespace app
