#include "app/panels/metrics_table.h"

#include <algorithm>
#include <functional>

#include "app/widgets/stage_color.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kRow = 21, kHeading = 20, kFoot = 22, kSide = 17, kNames = 292, kNarrowNames = 196;

// A column of numbers: what stands in it, and whether a narrow drawer still shows it.
struct Column {
  std::string title;
  float width = 84;  // points
  bool always = true;
  std::function<std::string(const MetricRow&)> text;
};

std::vector<Column> columns_of(const emulator::Invocation* chosen) {
  std::vector<Column> columns;
  const auto us = [](emulator::Nanoseconds time) { return microseconds_text(time); };
  if (chosen)
    columns.push_back(
        {"invocation " + std::to_string(chosen->id.value), 100, true,
         [us](const MetricRow& row) { return row.chosen ? us(*row.chosen) : std::string("–"); }});
  columns.push_back({"Average", 84, true, [us](const MetricRow& r) { return us(r.average); }});
  columns.push_back({"p50", 76, true, [us](const MetricRow& r) { return us(r.times.p50); }});
  columns.push_back({"p90", 76, true, [us](const MetricRow& r) { return us(r.times.p90); }});
  columns.push_back({"p99", 76, true, [us](const MetricRow& r) { return us(r.times.p99); }});
  columns.push_back({"Maximum", 84, false, [us](const MetricRow& r) { return us(r.times.max); }});
  columns.push_back({"SampleCount", 96, false,
                     [](const MetricRow& r) { return emulator::format_count(r.times.count); }});
  columns.push_back({"last minute", 96, false, [us](const MetricRow& r) {
                       return r.minute.count == 0 ? std::string("–") : us(r.minute.average());
                     }});
  return columns;
}

struct Look {
  std::vector<Column> columns;
  bool wide = true;
};

void paint_names(const Pen& pen, const MetricRow& row, const Look& look, const Rect& line) {
  const float middle = line.center_y();
  const float x = line.x + pen.px(kSide + 10);
  if (row.at)
    pen.fill({line.x + pen.px(kSide), middle - pen.px(7), pen.px(3), pen.px(14)},
             stage_role(*row.at));
  const float room = pen.px(look.wide ? kNames : kNarrowNames) - pen.px(kSide + 10);
  const std::string& narrow = row.container.empty() ? row.metric : row.container;
  if (!look.wide) {
    pen.text_middle_elided(pen.fonts().body, {x, line.y, room, line.h}, Role::Text, narrow);
    return;
  }
  pen.text(pen.fonts().body, x, middle, Role::Text, row.metric);
  const float second = x + pen.px(130);
  pen.text_middle_elided(pen.fonts().body, {second, line.y, room - pen.px(130), line.h},
                         Role::TextDim, row.container);
}

template <typename Paint>
void for_each_column(const Pen& pen, const Look& look, float left, Paint paint) {
  float right = left + pen.px(look.wide ? kNames : kNarrowNames);
  for (const Column& column : look.columns) {
    if (!look.wide && !column.always) continue;
    right += pen.px(look.wide ? column.width : column.width * 0.88f);
    paint(column, right);
  }
}

void draw_row(const Pen& pen, const MetricRow& row, const Look& look, const Rect& line) {
  hit(("metric:" + row.metric + (row.container.empty() ? "" : " " + row.container)).c_str(), line);
  const Rect band{line.x + pen.px(5), line.y, line.w - pen.px(10), line.h};
  if (ImGui::IsItemHovered()) pen.fill(band, Role::Hover, 0.5f, pen.px(4));
  ImGui::SetItemTooltip(
      "%.*s\nUnit: Microseconds. Namespace AWS/SageMaker, by EndpointName and "
      "VariantName%s",
      static_cast<int>(row.fact.size()), row.fact.data(),
      row.container.empty() ? "" : ", and ContainerName");
  paint_names(pen, row, look, line);
  for_each_column(pen, look, line.x, [&](const Column& column, float right) {
    pen.text_right(pen.fonts().mono, right, line.center_y(), Role::Text, column.text(row));
  });
}

}  // namespace

void draw_metrics_table(const Pen& pen, const std::vector<MetricRow>& rows,
                        const emulator::Invocation* chosen, const Rect& area) {
  const Look look{columns_of(chosen), area.w > pen.px(1000)};
  ImFont* caption = pen.fonts().caption;
  const float heading = area.y + pen.px(kHeading / 2);
  pen.text(caption, area.x + pen.px(kSide), heading, Role::TextFaint,
           look.wide ? "metric and ContainerName, Microseconds" : "Microseconds");
  for_each_column(pen, look, area.x, [&](const Column& column, float right) {
    pen.text_right(caption, right, heading, Role::TextFaint, column.title);
  });
  const float all = pen.px(kHeading + kFoot) + pen.px(kRow) * static_cast<float>(rows.size());
  const bool foot = !rows.empty() && all <= area.h;  // where there is room, else the rows tell it
  const float height = area.h - pen.px(kHeading + (foot ? kFoot : 0));
  ImGui::SetCursorScreenPos({area.x, area.y + pen.px(kHeading)});
  ImGui::BeginChild("metric rows", {area.w, height}, 0, ImGuiWindowFlags_NoNavInputs);
  const Pen inner(pen.style());
  for (const MetricRow& row : rows) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_row(inner, row, look, {at.x, at.y, area.w, pen.px(kRow)});
    ImGui::SetCursorScreenPos({at.x, at.y + pen.px(kRow)});
  }
  ImGui::EndChild();
  if (!foot) return;
  pen.text_within(caption,
                  {area.x + pen.px(kSide), area.bottom() - pen.px(kFoot),
                   area.w - pen.px(2 * kSide), pen.px(kFoot - 4)},
                  Role::TextFaint, minute_text(rows.front().minute));
}

}  // namespace app
