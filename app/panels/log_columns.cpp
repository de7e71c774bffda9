#include "app/panels/log_columns.h"

#include <algorithm>
#include <utility>

#include "app/view_model/address_words.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kNarrowest = 300, kGlyph = 26;

// Those whose lines may be among what is shown.
std::vector<emulator::StageId> columns_for(const PanelInput& in, const LogFilter& filter) {
  std::vector<emulator::StageId> stages;
  for (const emulator::Stage& stage : in.now.pipeline->stages) stages.push_back(stage.id);
  for (const std::string& name : hosted_names(in.now.address.get()))
    stages.push_back(hosted_stage(in.now.address.get(), name));
  const auto hidden = [&](emulator::StageId id) {
    return std::ranges::any_of(filter.terms, [&](const LogTerm& term) {
      emulator::LogLine line;
      line.stage = id;
      return term.kind == LogTerm::Kind::Stage && !term.holds(line);
    });
  };
  std::erase_if(stages, hidden);
  return stages;
}

struct Lanes {
  std::vector<emulator::StageId> stages;
  float left = 0;
  float width = 0;
  float x(std::size_t lane) const { return left + static_cast<float>(lane) * width; }
};

// Names above the lanes: they stay in sight while lines are scrolled.
void paint_heads(const Pen& pen, const LogLook& look, const Lanes& lanes) {
  const Rect view = panel_area();
  const float height = log_row_height(pen);
  pen.fill({view.x, view.y, view.w, height}, Role::Panel);
  for (std::size_t i = 0; i < lanes.stages.size(); ++i) {
    const emulator::StageId stage = lanes.stages[i];
    const Rect name{lanes.x(i) + pen.px(kGlyph), view.y, lanes.width - pen.px(kGlyph), height};
    if (const auto color = log_stage_color(look.in.now, stage))
      pen.fill({name.x - pen.px(10), view.y + pen.px(5), pen.px(3), height - pen.px(10)}, *color);
    pen.text_middle_elided(pen.fonts().strong, name, Role::TextDim,
                           log_stage_name(look.in.now, stage));
    pen.vertical(lanes.x(i), view.y, view.bottom(), Role::Border, 0.7f);
  }
  pen.horizontal(view.x, view.right(), view.y + height, Role::Border);
}

PanelResult draw_row(const Pen& pen, const LogLook& look, const Lanes& lanes,
                     std::pair<std::size_t, DrawerState*> at) {
  const emulator::LogLine& line = (*look.in.now.logs)[at.first];
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  LogRow row = draw_log_row(pen, look, at.first, *at.second);
  pen.text(pen.fonts().mono, look.at.time, row.row.center_y(), Role::TextFaint,
           emulator::format_time_of_day(line.time, true));
  const auto found = std::ranges::find(lanes.stages, line.stage);
  const bool known = found != lanes.stages.end();  // one that was removed has no lane
  const std::size_t lane = known ? static_cast<std::size_t>(found - lanes.stages.begin()) : 0;
  const Rect text{lanes.x(lane) + pen.px(kGlyph), row.row.y,
                  known ? lanes.width - pen.px(kGlyph + 6) : row.row.w, row.row.h};
  ImGui::PushClipRect({lanes.x(lane), text.y}, {text.right(), text.bottom()}, true);
  const float end = paint_log_text(pen, look, line, text);
  ImGui::PopClipRect();
  if (row.tells && end > text.right()) draw_whole_line(pen, line.text);
  ImGui::SetCursorScreenPos(origin);
  ImGui::Dummy({lanes.x(lanes.stages.size()) - origin.x, log_row_height(pen)});
  return std::move(row.wish);
}

}  // namespace

PanelResult draw_log_columns(const Pen& pen, const LogLook& look, const LogMatches* some,
                             DrawerState& state) {
  const LogFilter filter = log_query(state.query, look.in.now).filter;
  Lanes lanes{columns_for(look.in, filter), look.at.stage - pen.px(12), 0};
  const float room =
      panel_area().right() - ImGui::GetStyle().ScrollbarSize - (lanes.left + ImGui::GetScrollX());
  const auto count = static_cast<float>(std::max<std::size_t>(lanes.stages.size(), 1));
  lanes.width = std::max(room / count, pen.px(kNarrowest));
  ImGui::Dummy({1, log_row_height(pen)});  // the heads' room
  const std::size_t rows = some ? some->size() : look.in.now.logs->size();
  PanelResult wish;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(rows), log_row_height(pen));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto row = static_cast<std::size_t>(i);
      wish =
          either(std::move(wish), draw_row(pen, look, lanes, {some ? (*some)[row] : row, &state}));
    }
  paint_heads(pen, look, lanes);
  return wish;
}

}  // namespace app
