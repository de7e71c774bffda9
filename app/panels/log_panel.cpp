#include "app/panels/log_panel.h"

#include <algorithm>
#include <array>
#include <utility>

#include <imgui_internal.h>

#include "app/view_model/address_words.h"
#include "app/view_model/query_text.h"
#include "app/widgets/action_menu.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/status_glyph.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kRow = 24, kSide = 17;
constexpr std::size_t kLongestShown = 2'000;  // bytes of one line

struct LevelLook {
  Role role;
  std::optional<Glyph> glyph;
};
// In the order of LogLevel.
constexpr std::array kLevels = {LevelLook{Role::Text, std::nullopt},
                                LevelLook{Role::Warning, Glyph::Warning},
                                LevelLook{Role::Error, Glyph::Error}};

constexpr std::array kStageColors = {Role::Stage1, Role::Stage2, Role::Stage3,
                                     Role::Stage4, Role::Stage5, Role::Stage6};

// Where the columns of the log stand.
struct LogColumns {
  float time, stage, glyph, text, stage_room;
};

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

// What the lines of one frame share.
struct LogLook {
  const PanelInput& in;
  LogColumns at;
  std::string searched;                // marked where it stands in a line
  emulator::InvocationPtr invocation;  // the selected one; may be null
};

// Of the open pipeline, or of an endpoint; empty: gone.
std::string stage_name(const emulator::EngineSnapshot& now, emulator::StageId id) {
  const std::size_t at = emulator::index_of(*now.pipeline, id);
  return at < now.pipeline->stages.size() ? emulator::container_name(*now.pipeline, at)
                                          : hosted_name(now.address.get(), id);
}

void paint_stage(const Pen& pen, const LogLook& look, const emulator::LogLine& line, float middle) {
  const emulator::Pipeline& pipeline = *look.in.now.pipeline;
  const std::size_t stage = emulator::index_of(pipeline, line.stage);
  const bool known = stage < pipeline.stages.size();
  if (known)
    pen.fill({look.at.stage - pen.px(9), middle - pen.px(7), pen.px(3), pen.px(14)},
             kStageColors[stage % kStageColors.size()]);
  const Rect name{look.at.stage, middle - pen.px(kRow / 2), look.at.stage_room, pen.px(kRow)};
  const std::string text = stage_name(look.in.now, line.stage);
  pen.text_middle_elided(pen.fonts().mono, name, Role::TextDim, text.empty() ? "removed" : text);
}

void paint_matches(const Pen& pen, const LogLook& look, std::string_view text, float middle) {
  if (look.searched.empty()) return;
  ImFont* mono = pen.fonts().mono;
  for (const std::size_t place : places_of(look.searched, text)) {
    const float x = look.at.text + Pen::width(mono, text.substr(0, place));
    const float width = Pen::width(mono, text.substr(place, look.searched.size()));
    pen.fill({x - pen.px(1), middle - pen.px(9), width + pen.px(2), pen.px(18)}, Role::Warning,
             0.28f, pen.px(3));
  }
}

// Returns where the line's text ends.
float paint_line(const Pen& pen, const LogLook& look, const emulator::LogLine& line, float middle) {
  ImFont* mono = pen.fonts().mono;
  const LogColumns& at = look.at;
  // Written while the selected invocation was there.
  if (look.invocation && hop_during(*look.invocation, line) > 0)
    pen.fill({at.time - pen.px(9), middle - pen.px(kRow / 2), pen.px(3), pen.px(kRow)},
             Role::Accent, 0.8f);
  pen.text(mono, at.time, middle, Role::TextFaint, emulator::format_time_of_day(line.time, true));
  paint_stage(pen, look, line, middle);
  const LevelLook& level = kLevels[static_cast<std::size_t>(stated_level(line.text))];
  if (level.glyph) draw_glyph(pen, *level.glyph, at.glyph, middle);
  const Role role =
      line.stream == emulator::LogStream::Runtime && !level.glyph ? Role::TextDim : level.role;
  const std::string_view text = std::string_view(line.text).substr(0, kLongestShown);
  paint_matches(pen, look, text, middle);
  return pen.text(mono, at.text, middle, role, text);
}

// What does not fit on the screen, in full up to a few kilobytes.
void draw_whole_line(const Pen& pen, const std::string& text) {
  constexpr std::size_t kMost = 4'096;
  if (!ImGui::BeginTooltip()) return;
  ImGui::PushFont(pen.fonts().mono);
  ImGui::PushTextWrapPos(pen.px(640));
  ImGui::TextUnformatted(text.data(), text.data() + std::min(text.size(), kMost));
  if (text.size() > kMost)
    ImGui::TextUnformatted((emulator::format_size(text.size()) + " in all").c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
  ImGui::EndTooltip();
}

PanelResult draw_line_menu(const PanelInput& in, const std::string& stage, DrawerState& state) {
  if (!ImGui::BeginPopupContextItem("line menu")) return std::nullopt;
  constexpr std::array kRows = {ActionId::CopyLogLine, ActionId::CopyLogLines};
  const auto chosen = action_menu_rows(kRows, in.can);
  if (!stage.empty() && ImGui::MenuItem(("Show only stage " + stage).c_str()))
    state.query = with_term(state.query, "stage", stage);
  ImGui::EndPopup();
  return chosen ? PanelResult(*chosen) : std::nullopt;
}

PanelResult draw_line(const Pen& pen, const LogLook& look, std::size_t position,
                      DrawerState& state) {
  const emulator::LogView& logs = *look.in.now.logs;
  const emulator::LogLine& line = logs[position];
  const std::uint64_t number = logs.total() - logs.size() + position;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const Rect view = panel_area();
  const float bar = ImGui::GetStyle().ScrollbarSize;  // no row is under it
  const Rect row{view.x, origin.y, view.w - bar, pen.px(kRow)};
  ImGui::PushID(static_cast<int>(number % 1'000'000'007));
  if (hit(("log line:" + std::to_string(number)).c_str(), row)) state.chosen = number;
  const bool hovered = ImGui::IsItemHovered();
  const bool tells = ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal);
  if (hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right)) state.chosen = number;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {pen.px(8), pen.px(8)});
  PanelResult wish = draw_line_menu(look.in, stage_name(look.in.now, line.stage), state);
  ImGui::PopStyleVar();
  ImGui::PopID();
  const Rect band{view.x + pen.px(5), row.y, view.w - pen.px(10), row.h};
  if (state.chosen == number) {
    pen.fill(band, Role::Selection, 0.85f, pen.px(4));
  } else if (hovered) {
    pen.fill(band, Role::Hover, 0.4f, pen.px(4));
  }
  const float end = paint_line(pen, look, line, row.center_y());
  if (tells && (end > view.right() || line.text.size() > kLongestShown))
    draw_whole_line(pen, line.text);
  ImGui::SetCursorScreenPos(origin);
  ImGui::Dummy({end - origin.x + pen.px(kSide), pen.px(kRow)});
  return wish;
}

// The lines shown: those that match, or all of them (null).
const LogMatches* shown_lines(const PanelInput& in, const LogFilter& filter, DrawerState& state) {
  LogFilter shown = filter;
  if (state.context) {
    shown.text.clear();
    if (!filter.text.empty()) state.found.update(*in.now.logs, filter);
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
  const float top = static_cast<float>(row) * pen.px(kRow);
  const float view = ImGui::GetWindowHeight();
  if (top < ImGui::GetScrollY() || top + pen.px(kRow) > ImGui::GetScrollY() + view)
    ImGui::SetScrollY(std::max(0.0f, top - view / 2));
}

PanelResult draw_lines(const Pen& pen, const LogLook& look, const LogMatches* some,
                       DrawerState& state) {
  const std::size_t count = some ? some->size() : look.in.now.logs->size();
  PanelResult wish;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), pen.px(kRow));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto row = static_cast<std::size_t>(i);
      wish = either(std::move(wish), draw_line(pen, look, some ? (*some)[row] : row, state));
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
  const LogQuery query = log_query(state.query, *in.now.pipeline, in.now.address.get());
  const LogMatches* some = shown_lines(in, query.filter, state);
  if (!query.filter.text.empty()) step_to_match(state.context ? state.found : state.matches, state);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const bool stands = !state.follow && ImGui::GetScrollY() < ImGui::GetScrollMaxY() - 1;
  const Rect chip = newest_chip_place(pen, panel_area());
  if (stands && hit("newest line", chip)) state.follow = true;
  ImGui::SetCursorScreenPos(start);
  const LogLook look{in, columns_of(pen, in.now, start.x), query.filter.text,
                     selected_invocation(in.now, selection)};
  PanelResult wish = draw_lines(pen, look, some, state);
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
  const LogQuery query = log_query(state.query, *in.now.pipeline, in.now.address.get());
  const LogMatches* some = shown_lines(in, query.filter, state);
  if (!some || some->size() > 0) return false;
  draw_empty_state(pen, area, query.problem.empty() ? "No line matches" : query.problem,
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
