#include "app/panels/log_panel.h"

#include <algorithm>
#include <utility>

#include <imgui_internal.h>

#include "app/panels/log_columns.h"
#include "app/panels/log_line.h"
#include "app/view_model/address_words.h"
#include "app/view_model/filter/log_filter.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"

namespace app {
namespace {

constexpr float kSide = 17;

// Names of the address's stages have three parts: they get more room.
LogColumns columns_of(const Pen& pen, const emulator::EngineSnapshot& now, float left) {
  const emulator::Pipeline& pipeline = *now.pipeline;
  float names = pen.px(72);
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    names = std::max(names, Pen::width(pen.fonts().mono, emulator::container_name(pipeline, i)));
  names = std::min(names, pen.px(160));
  for (const std::string& name : hosted_names(now.address.get()))
    names = std::max(names, std::min(Pen::width(pen.fonts().mono, name), pen.px(220)));
  LogColumns at{};
  at.time = left + pen.px(kSide);
  at.stage = at.time + Pen::width(pen.fonts().mono, "00:00:00.000") + pen.px(30);
  at.stage_room = names;
  at.glyph = at.stage + names + pen.px(30);
  at.text = at.glyph + pen.px(16);
  return at;
}

// The lines shown: those that match, or all of them (null).
const LogMatches* shown_lines(const PanelInput& in, const LogFilter& filter, DrawerState& state) {
  LogFilter shown = filter;
  if (state.context) {
    shown = filter.without_texts();
    if (!filter.texts().empty()) state.found.update(*in.now.logs, filter);
  }
  if (shown.empty()) return nullptr;
  state.matches.update(*in.now.logs, shown);
  return &state.matches;
}

// Goes on to the next match, or back to the one before; around at the ends.
void step_to_match(const LogMatches& found, DrawerState& state) {
  const int step = std::exchange(state.step, 0);
  if (step == 0 || found.size() == 0) return;
  const std::size_t last = found.size() - 1;
  std::size_t row = step > 0 ? 0 : last;
  if (state.chosen) {
    const std::size_t here = found.row_of(*state.chosen);
    const bool on_match = here <= last && found.number(here) == *state.chosen;
    if (step > 0) row = here + (on_match ? 1 : 0) > last ? 0 : here + (on_match ? 1 : 0);
    if (step < 0) row = here == 0 ? last : here - 1;
  }
  state.chosen = found.number(row);
  state.reveal = true;
  state.follow = false;
}

void reveal_chosen(const Pen& pen, const emulator::LogView& logs, const LogMatches* some,
                   DrawerState& state) {
  if (!std::exchange(state.reveal, false) || !state.chosen) return;
  const std::uint64_t first = logs.total() - logs.size();
  const std::size_t row = some ? some->row_of(*state.chosen)
                               : static_cast<std::size_t>(std::max(*state.chosen, first) - first);
  const float height = log_row_height(pen);
  const float top = static_cast<float>(row) * height;
  const float view = ImGui::GetWindowHeight();
  if (top < ImGui::GetScrollY() || top + height > ImGui::GetScrollY() + view)
    ImGui::SetScrollY(std::max(0.0f, top - view / 2));
}

PanelResult draw_lines(const Pen& pen, const LogLook& look, const LogMatches* some,
                       DrawerState& state) {
  const std::size_t count = some ? some->size() : look.in.now.logs->size();
  PanelResult wish;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), log_row_height(pen));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto row = static_cast<std::size_t>(i);
      wish = either(std::move(wish), draw_log_line(pen, look, some ? (*some)[row] : row, state));
    }
  return wish;
}

// Wheel and scrollbar end following; the bottom takes it up again.
void follow_newest(DrawerState& state) {
  const bool at_end = ImGui::GetScrollY() >= ImGui::GetScrollMaxY() - 1;
  const ImGuiIO& io = ImGui::GetIO();
  const bool held =
      ImGui::GetActiveID() == ImGui::GetWindowScrollbarID(ImGui::GetCurrentWindow(), ImGuiAxis_Y);
  if (held) state.follow = at_end;
  if (ImGui::IsWindowHovered() && io.MouseWheel > 0) state.follow = false;
  if (ImGui::IsWindowHovered() && io.MouseWheel < 0 && at_end) state.follow = true;
  if (state.follow && !held) ImGui::SetScrollHereY(1.0f);
}

// Back to the newest line: floats over the bottom of a log that does not follow. Its item comes
// before those of the lines, its paint after.
Rect newest_chip_place(const Pen& pen, const Rect& view) {
  const float width = chip_width(pen, "↓ newest");
  return {view.right() - pen.px(28) - width, view.bottom() - pen.px(32), width, pen.px(22)};
}

void paint_newest_chip(const Pen& pen, const Rect& place) {
  pen.fill(place, Role::Accent, 1, place.h / 2);
  pen.text_centered(pen.fonts().caption, place.center_x(), place.center_y(), Role::OnAccent,
                    "↓ newest");
}

// The child of the lines, which scrolls.
PanelResult draw_view(const Pen& pen, const PanelInput& in, DrawerState& state,
                      const Selection& selection) {
  const LogQuery query = log_query(state.query, in.now);
  const LogMatches* some = shown_lines(in, query.filter, state);
  if (!query.filter.texts().empty())
    step_to_match(state.context ? state.found : state.matches, state);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const bool stands = !state.follow && ImGui::GetScrollY() < ImGui::GetScrollMaxY() - 1;
  const Rect chip = newest_chip_place(pen, panel_area());
  if (stands && hit("newest line", chip)) state.follow = true;
  ImGui::SetCursorScreenPos(start);
  const LogLook look{in, columns_of(pen, in.now, start.x), query.filter.texts(),
                     selection.invocation};
  PanelResult wish = state.side_by_side ? draw_log_columns(pen, look, some, state)
                                        : draw_lines(pen, look, some, state);
  if (stands) paint_newest_chip(pen, chip);
  reveal_chosen(pen, *in.now.logs, some, state);
  follow_newest(state);
  const bool copies =
      ImGui::IsWindowFocused() && ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_C, false);
  return copies ? PanelResult(ActionId::CopyLogLine) : std::move(wish);
}

// Why no line is shown; true where that is so.
bool draw_nothing(const Pen& pen, const PanelInput& in, DrawerState& state, const Rect& area) {
  if (in.now.logs->size() == 0) {
    draw_empty_state(pen, area, "No log lines yet",
                     "What the stages print appears here while they run");
    return true;
  }
  const LogQuery query = log_query(state.query, in.now);
  const LogMatches* some = shown_lines(in, query.filter, state);
  if (!some || some->size() > 0) return false;
  draw_empty_state(pen, area, query.problem ? query.problem->text : "No line matches",
                   "Empty the search box to see all lines");
  return true;
}

}  // namespace

PanelResult draw_log_panel(const PanelInput& in, DrawerState& state, const Selection& selection,
                           const Style& style) {
  const Pen outer(style);
  const Rect area = panel_area();
  if (draw_nothing(outer, in, state, area)) return std::nullopt;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const float padding = style.px(6);
  ImGui::SetCursorScreenPos({area.x, area.y + padding});
  ImGui::BeginChild("lines", {area.w, area.h - padding}, 0, ImGuiWindowFlags_HorizontalScrollbar);
  PanelResult wish = draw_view(Pen(style), in, state, selection);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return wish;
}

}  // namespace app
