#include "app/panels/log_line.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/view_model/address_words.h"
#include "app/view_model/filter/query_edit.h"
#include "app/view_model/log_hops.h"
#include "app/view_model/log_rows.h"
#include "app/widgets/action_menu.h"
#include "app/widgets/stage_color.h"
#include "app/widgets/status_glyph.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kRow = 24, kSide = 17;
constexpr std::size_t kLongestShown = 2'000;  // bytes of one line

struct LevelLook {
  Role role;
  std::optional<Glyph> glyph;
  const char* name;
};
// In the order of LogLevel.
constexpr std::array kLevels = {LevelLook{Role::Text, std::nullopt, ""},
                                LevelLook{Role::Warning, Glyph::Warning, "warning"},
                                LevelLook{Role::Error, Glyph::Error, "error"}};

const LevelLook& level_of(const emulator::LogLine& line) {
  return kLevels[static_cast<std::size_t>(stated_level(line.text))];
}

std::string numbered(const char* name, std::uint64_t number) {
  return name + std::to_string(number);
}

void paint_stage(const Pen& pen, const LogLook& look, const emulator::LogLine& line, float middle) {
  if (const auto color = log_stage_color(look.in.now, line.stage))
    pen.fill({look.at.stage - pen.px(9), middle - pen.px(7), pen.px(3), pen.px(14)}, *color);
  const Rect name{look.at.stage, middle - pen.px(kRow / 2), look.at.stage_room, pen.px(kRow)};
  const std::string text = log_stage_name(look.in.now, line.stage);
  pen.text_middle_elided(pen.fonts().mono, name, Role::TextDim, text.empty() ? "removed" : text);
}

void paint_matches(const Pen& pen, const LogLook& look, std::string_view text, const Rect& place) {
  ImFont* mono = pen.fonts().mono;
  for (const std::string& searched : look.searched)
    for (const std::size_t at : places_of(searched, text)) {
      const float x = place.x + Pen::width(mono, text.substr(0, at));
      const float width = Pen::width(mono, text.substr(at, searched.size()));
      pen.fill({x - pen.px(1), place.center_y() - pen.px(9), width + pen.px(2), pen.px(18)},
               Role::Warning, 0.28f, pen.px(3));
    }
}

PanelResult draw_line_menu(const LogLook& look, const emulator::LogLine& line, DrawerState& state) {
  if (!ImGui::BeginPopupContextItem("line menu")) return std::nullopt;
  constexpr std::array kRows = {ActionId::CopyLogLine, ActionId::CopyLogLines,
                                ActionId::GoToLineHop};
  const auto chosen = action_menu_rows(kRows, look.in.can);
  const std::string stage = log_stage_name(look.in.now, line.stage);
  if (!stage.empty() && ImGui::MenuItem(("Show only stage " + stage).c_str()))
    state.query = with_term(state.query, "stage", stage);
  if (const auto hop = hop_of(*look.in.now.trace, line)) {
    const std::string number = std::to_string(hop->invocation.value);
    if (ImGui::MenuItem(("Show only invocation " + number).c_str()))
      state.query = with_term(state.query, "invocation", number);
  }
  ImGui::EndPopup();
  return chosen ? PanelResult(*chosen) : std::nullopt;
}

// A value of the line that filters when it is clicked, once more takes that back.
void draw_value(const Pen& pen, const std::string& name, const Rect& place,
                std::pair<const char*, std::string> term, DrawerState& state) {
  if (hit(name.c_str(), place)) state.query = toggled_term(state.query, term.first, term.second);
  if (!ImGui::IsItemHovered()) return;
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  pen.horizontal(place.x, place.right(), place.bottom() - pen.px(4), Role::Accent);
  ImGui::SetItemTooltip("Show only %s %s", term.first, term.second.c_str());
}

// Their items come before the row's, which lies under them.
void draw_values(const Pen& pen, const LogLook& look, const emulator::LogLine& line,
                 const LogRow& at, DrawerState& state) {
  const std::string stage = log_stage_name(look.in.now, line.stage);
  const float width = std::min(Pen::width(pen.fonts().mono, stage), look.at.stage_room);
  if (!stage.empty())
    draw_value(pen, numbered("line stage:", at.number), {look.at.stage, at.row.y, width, at.row.h},
               {"stage", stage}, state);
  const LevelLook& level = level_of(line);
  if (level.glyph)
    draw_value(pen, numbered("line level:", at.number),
               {look.at.glyph - pen.px(8), at.row.y, pen.px(16), at.row.h}, {"level", level.name},
               state);
}

// "(hop 128·3)" at the right end of the view, over whatever text is there.
Rect hop_place(const Pen& pen, const std::string& text, const Rect& row) {
  const float width = Pen::width(pen.fonts().caption, text);
  return {row.right() - pen.px(14) - width, row.y, width, row.h};
}

void paint_hop(const Pen& pen, const std::string& text, const Rect& place, bool hovered) {
  pen.fill({place.x - pen.px(8), place.y + pen.px(2), place.w + pen.px(16), place.h - pen.px(4)},
           hovered ? Role::Hover : Role::Panel, 1, pen.px(4));
  pen.text(pen.fonts().caption, place.x, place.center_y(), hovered ? Role::Accent : Role::TextFaint,
           text);
}

Rect row_place(const Pen& pen) {
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const Rect view = panel_area();
  const float bar = ImGui::GetStyle().ScrollbarSize;  // no row is under it
  return {view.x, origin.y, view.w - bar, pen.px(kRow)};
}

std::uint64_t number_of(const emulator::LogView& logs, std::size_t position) {
  return logs.total() - logs.size() + position;
}

}  // namespace

float log_row_height(const Pen& pen) { return pen.px(kRow); }

std::string log_stage_name(const emulator::EngineSnapshot& now, emulator::StageId id) {
  const std::size_t at = emulator::index_of(*now.pipeline, id);
  return at < now.pipeline->stages.size() ? emulator::container_name(*now.pipeline, at)
                                          : hosted_name(now.address.get(), id);
}

std::optional<Role> log_stage_color(const emulator::EngineSnapshot& now, emulator::StageId id) {
  const std::size_t at = emulator::index_of(*now.pipeline, id);
  if (at >= now.pipeline->stages.size()) return std::nullopt;
  return stage_role(at);
}

float paint_log_text(const Pen& pen, const LogLook& look, const emulator::LogLine& line,
                     const Rect& place) {
  const LevelLook& level = level_of(line);
  if (level.glyph) draw_glyph(pen, *level.glyph, place.x - pen.px(16), place.center_y());
  const Role role =
      line.stream == emulator::LogStream::Runtime && !level.glyph ? Role::TextDim : level.role;
  const std::string_view text = std::string_view(line.text).substr(0, kLongestShown);
  paint_matches(pen, look, text, place);
  return pen.text(pen.fonts().mono, place.x, place.center_y(), role, text);
}

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

LogRow draw_log_row(const Pen& pen, const LogLook& look, std::size_t position, DrawerState& state) {
  const emulator::LogView& logs = *look.in.now.logs;
  LogRow out{number_of(logs, position), row_place(pen), false, std::nullopt};
  ImGui::PushID(static_cast<int>(out.number % 1'000'000'007));
  if (hit(numbered("log line:", out.number).c_str(), out.row)) state.chosen = out.number;
  const bool hovered = ImGui::IsItemHovered();
  out.tells = ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal);
  if (hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right)) state.chosen = out.number;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {pen.px(8), pen.px(8)});
  out.wish = draw_line_menu(look, logs[position], state);
  ImGui::PopStyleVar();
  ImGui::PopID();
  const Rect band{out.row.x + pen.px(5), out.row.y, panel_area().w - pen.px(10), out.row.h};
  if (state.chosen == out.number) {
    pen.fill(band, Role::Selection, 0.85f, pen.px(4));
  } else if (hovered) {
    pen.fill(band, Role::Hover, 0.4f, pen.px(4));
  }
  return out;
}

PanelResult draw_log_line(const Pen& pen, const LogLook& look, std::size_t position,
                          DrawerState& state) {
  const emulator::LogLine& line = (*look.in.now.logs)[position];
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const LogRow place{number_of(*look.in.now.logs, position), row_place(pen), false, std::nullopt};
  const auto hop = hop_of(*look.in.now.trace, line);
  const std::string hop_words = hop ? "(" + hop_text(*hop) + ")" : "";
  const Rect hop_at = hop_place(pen, hop_words, place.row);
  PanelResult wish;
  if (hop && hit(numbered("line hop:", place.number).c_str(), hop_at)) {
    state.chosen = place.number;
    wish = ActionId::GoToLineHop;
  }
  const bool on_hop = hop && ImGui::IsItemHovered();
  if (on_hop) ImGui::SetItemTooltip("Written while this hop ran. Click to see it.");
  draw_values(pen, look, line, place, state);
  ImGui::SetCursorScreenPos(origin);
  LogRow row = draw_log_row(pen, look, position, state);
  const float middle = row.row.center_y();
  const Rect text{look.at.text, row.row.y, row.row.w, row.row.h};
  // Written while the selected invocation was there.
  if (hop && hop->invocation == look.invocation)
    pen.fill({look.at.time - pen.px(9), row.row.y, pen.px(3), row.row.h}, Role::Accent, 0.8f);
  pen.text(pen.fonts().mono, look.at.time, middle, Role::TextFaint,
           emulator::format_time_of_day(line.time, true));
  paint_stage(pen, look, line, middle);
  const float end = paint_log_text(pen, look, line, text);
  if (hop) paint_hop(pen, hop_words, hop_at, on_hop);
  const float view_end = hop ? hop_at.x : panel_area().right();
  if (row.tells && (end > view_end || line.text.size() > kLongestShown))
    draw_whole_line(pen, line.text);
  ImGui::SetCursorScreenPos(origin);
  const float hidden = hop ? hop_at.w + pen.px(30) : 0;  // its end can be scrolled into sight
  ImGui::Dummy({end - origin.x + pen.px(kSide) + hidden, pen.px(kRow)});
  return either(std::move(wish), std::move(row.wish));
}

}  // namespace app
