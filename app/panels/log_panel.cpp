#include "app/panels/log_panel.h"

#include <algorithm>
#include <array>

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

LogColumns columns_of(const Pen& pen, const emulator::Pipeline& pipeline, float left) {
  float names = pen.px(72);
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    names = std::max(names, Pen::width(pen.fonts().mono, emulator::container_name(pipeline, i)));
  names = std::min(names, pen.px(160));
  LogColumns at{};
  at.time = left + pen.px(kSide);
  at.stage = at.time + Pen::width(pen.fonts().mono, "00:00:00.000") + pen.px(30);
  at.stage_room = names;
  at.glyph = at.stage + names + pen.px(30);
  at.text = at.glyph + pen.px(16);
  return at;
}

void paint_line(const Pen& pen, const emulator::LogLine& line, const emulator::Pipeline& pipeline,
                const LogColumns& at) {
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float middle = origin.y + pen.px(kRow / 2);
  ImFont* mono = pen.fonts().mono;
  pen.text(mono, at.time, middle, Role::TextFaint, emulator::format_time_of_day(line.time, true));
  const std::size_t stage = emulator::index_of(pipeline, line.stage);
  const bool known = stage < pipeline.stages.size();
  if (known)
    pen.fill({at.stage - pen.px(9), middle - pen.px(7), pen.px(3), pen.px(14)},
             kStageColors[stage % kStageColors.size()]);
  pen.text_middle_elided(mono, {at.stage, origin.y, at.stage_room, pen.px(kRow)}, Role::TextDim,
                         known ? emulator::container_name(pipeline, stage) : "removed");
  const LevelLook& look = kLevels[static_cast<std::size_t>(stated_level(line.text))];
  if (look.glyph) draw_glyph(pen, *look.glyph, at.glyph, middle);
  const Role role =
      line.stream == emulator::LogStream::Runtime && !look.glyph ? Role::TextDim : look.role;
  const std::string_view text = std::string_view(line.text).substr(0, kLongestShown);
  const float end = pen.text(mono, at.text, middle, role, text);
  ImGui::Dummy({end - origin.x + pen.px(kSide), pen.px(kRow)});
}

const LogMatches& passing(const PanelInput& in, DrawerState& state) {
  state.matches.update(*in.now.logs, state.filter);
  return state.matches;
}

void draw_lines(const Pen& pen, const PanelInput& in, DrawerState& state) {
  const LogMatches* some = state.filter.empty() ? nullptr : &passing(in, state);
  const std::size_t count = some ? some->size() : in.now.logs->size();
  const LogColumns columns = columns_of(pen, *in.now.pipeline, ImGui::GetCursorScreenPos().x);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), pen.px(kRow));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto row = static_cast<std::size_t>(i);
      paint_line(pen, (*in.now.logs)[some ? (*some)[row] : row], *in.now.pipeline, columns);
    }
}

// Wheel and scrollbar end following; the bottom takes it up again.
void follow_newest(DrawerState& state) {
  const bool at_end = ImGui::GetScrollY() >= ImGui::GetScrollMaxY() - 1;
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsWindowHovered() && io.MouseWheel > 0) state.follow = false;
  if (ImGui::IsWindowHovered() && io.MouseWheel < 0 && at_end) state.follow = true;
  if (state.follow) ImGui::SetScrollHereY(1.0f);
}

}  // namespace

PanelResult draw_log_panel(const PanelInput& in, DrawerState& state, const Style& style) {
  const Pen outer(style);
  const Rect area = panel_area();
  if (in.now.logs->size() == 0) {
    draw_empty_state(outer, area, "No log lines yet",
                     "What the stages print appears here while they run");
    return std::nullopt;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const float padding = style.px(6);
  ImGui::SetCursorScreenPos({area.x, area.y + padding});
  ImGui::BeginChild("lines", {area.w, area.h - padding}, 0, ImGuiWindowFlags_HorizontalScrollbar);
  draw_lines(Pen(style), in, state);
  follow_newest(state);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return std::nullopt;
}

}  // namespace app
