#include "app/panels/breakpoints_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/view_model/debug_words.h"
#include "app/widgets/button.h"
#include "app/widgets/overlay.h"
#include "app/widgets/text_field.h"

namespace app {
namespace {

using emulator::Breakpoint;
using emulator::HoldMoment;

constexpr float kWidth = 680, kHeight = 470, kPadding = 24, kField = 28, kRow = 32, kGap = 8;
constexpr float kStageWidth = 190, kMomentWidth = 190, kOnceWidth = 120;
constexpr const char* kHint = "always, or e.g. status:>=400 time:>50ms json:$.a.b=3";

Rect place_of(const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(32));
  const float height = std::min(style.px(kHeight), window.y - style.px(32));
  return {std::floor((window.x - width) / 2), std::floor((window.y - height) / 2), width, height};
}

std::string name_of(const emulator::Pipeline& pipeline, emulator::StageId stage) {
  const std::size_t at = emulator::index_of(pipeline, stage);
  return at < pipeline.stages.size() ? emulator::container_name(pipeline, at) : "a stage of before";
}

void paint_dot(const Pen& pen, float x, float middle, bool enabled) {
  if (enabled)
    pen.list().AddCircleFilled({x, middle}, pen.px(6), pen.style().color(Role::Error), 24);
  else
    pen.list().AddCircle({x, middle}, pen.px(5.5f), pen.style().color(Role::TextDim), 24,
                         pen.px(1.5f));
}

// One breakpoint: the dot turns it on and off.
PanelResult draw_breakpoint(const Pen& pen, const PanelInput& in, std::size_t i, const Rect& row) {
  std::vector<Breakpoint> all = in.now.debug->breakpoints;
  Breakpoint& at = all[i];
  const float middle = row.center_y();
  const Rect dot{row.x, middle - pen.px(11), pen.px(22), pen.px(22)};
  const std::string number = std::to_string(i + 1);
  const bool toggled = hit(("turn breakpoint " + number).c_str(), dot);
  ImGui::SetItemTooltip(at.enabled ? "Turn it off" : "Turn it on");
  paint_dot(pen, dot.center_x(), middle, at.enabled);
  float x = pen.text(pen.fonts().mono, dot.right() + pen.px(kGap), middle, Role::Text,
                     name_of(*in.now.pipeline, at.stage));
  const Rect remove{row.right() - pen.px(80), middle - pen.px(13), pen.px(80), pen.px(26)};
  x += pen.px(12);
  pen.text_within(pen.fonts().body, {x, row.y, remove.x - x, row.h}, Role::TextDim,
                  breakpoint_words(at));
  ImGui::PushID(static_cast<int>(i));
  const bool removed = button(pen, "Remove", remove, ButtonLook::Quiet);
  ImGui::PopID();
  if (toggled) at.enabled = !at.enabled;
  if (removed) all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
  if (!toggled && !removed) return std::nullopt;
  return emulator::Command{emulator::SetBreakpoints{std::move(all)}};
}

PanelResult draw_list(const PanelInput& in, const Style& style, const Rect& area) {
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::BeginChild("breakpoint list", {area.w, area.h});
  const Pen pen(style);
  PanelResult wish;
  if (in.now.debug->breakpoints.empty())
    pen.text(pen.fonts().body, area.x, area.y + pen.px(16), Role::TextFaint,
             "None yet. F9 sets one before the selected stage; so does the dot on its card.");
  for (std::size_t i = 0; i < in.now.debug->breakpoints.size(); ++i) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    wish = either(
        std::move(wish),
        draw_breakpoint(pen, in, i, {at.x, at.y, ImGui::GetContentRegionAvail().x, pen.px(kRow)}));
    ImGui::SetCursorScreenPos({at.x, at.y + pen.px(kRow)});
  }
  ImGui::Dummy({1, 0});
  ImGui::EndChild();
  return wish;
}

void draw_where(const Pen& pen, const PanelInput& in, BreakpointWriting& writing, const Rect& row) {
  const emulator::Pipeline& pipeline = *in.now.pipeline;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    names.push_back(emulator::container_name(pipeline, i));
  const std::vector<std::string_view> options(names.begin(), names.end());
  std::string chosen = name_of(pipeline, writing.stage);
  const float field = pen.px(kField);
  if (choice_field(pen, "stage", {row.x, row.y, pen.px(kStageWidth), field}, chosen, options, ""))
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == chosen) writing.stage = pipeline.stages[i].id;
  constexpr std::array<std::string_view, 2> kMoments{"before its request", "after its answer"};
  std::string moment(kMoments.at(writing.moment == HoldMoment::BeforeRequest ? 0 : 1));
  float x = row.x + pen.px(kStageWidth + kGap);
  if (choice_field(pen, "moment", {x, row.y, pen.px(kMomentWidth), field}, moment, kMoments, ""))
    writing.moment = moment == kMoments[0] ? HoldMoment::BeforeRequest : HoldMoment::AfterResponse;
  constexpr std::array<std::string_view, 2> kTimes{"each time", "once"};
  std::string times(kTimes.at(writing.once ? 1 : 0));
  x += pen.px(kMomentWidth + kGap);
  if (choice_field(pen, "times", {x, row.y, pen.px(kOnceWidth), field}, times, kTimes, ""))
    writing.once = times == kTimes[1];
}

PanelResult added(const PanelInput& in, const BreakpointWriting& writing) {
  std::vector<Breakpoint> all = in.now.debug->breakpoints;
  all.push_back({.stage = writing.stage,
                 .moment = writing.moment,
                 .once = writing.once,
                 .condition = writing.condition});
  return emulator::Command{emulator::SetBreakpoints{std::move(all)}};
}

// Under the condition: why it cannot be read, else what it may say.
void draw_terms(const Pen& pen, const std::string& problem, const Rect& line) {
  if (!problem.empty())
    pen.text_within(pen.fonts().caption, line, Role::Error, problem);
  else
    pen.text_within(pen.fonts().caption, line, Role::TextFaint,
                    "Terms: status  size  header  json  time — all must hold; status and time "
                    "are known after the answer");
}

PanelResult draw_new(const Pen& pen, const PanelInput& in, BreakpointWriting& writing,
                     const Rect& area) {
  pen.text(pen.fonts().strong, area.x, area.y + pen.px(12), Role::Text, "New breakpoint");
  draw_where(pen, in, writing, {area.x, area.y + pen.px(30), area.w, pen.px(kField)});
  const float add = pen.px(80);
  const Rect field{area.x, area.y + pen.px(66), area.w - add - pen.px(kGap), pen.px(kField)};
  text_field(pen, "condition", field, writing.condition, kHint);
  const Rect button_place{field.right() + pen.px(kGap), field.y, add, pen.px(kField)};
  const std::string problem = condition_problem(writing.condition, writing.moment);
  const bool possible = problem.empty();
  draw_terms(pen, problem, {area.x, area.y + pen.px(98), area.w, pen.px(20)});
  const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) && !writing.condition.empty();
  ImGui::BeginDisabled(!possible);
  const bool pressed =
      button(pen, "Add", button_place, possible ? ButtonLook::Primary : ButtonLook::Flat);
  ImGui::EndDisabled();
  if (!possible || (!pressed && !enter)) return std::nullopt;
  return added(in, writing);
}

}  // namespace

PanelResult draw_breakpoints_dialog(const PanelInput& in, BreakpointWriting& writing,
                                    const Style& style) {
  const Rect place = place_of(style);
  Overlay card(style, "Breakpoints", place);
  if (!card.visible()) return std::nullopt;
  const Pen pen(style);
  const Rect inner{place.x + pen.px(kPadding), place.y, place.w - pen.px(2 * kPadding), place.h};
  pen.text(pen.fonts().title, inner.x, place.y + pen.px(30), Role::Text, "Breakpoints");
  const float below = pen.px(196);
  PanelResult wish =
      draw_list(in, style, {inner.x, place.y + pen.px(56), inner.w, place.h - pen.px(56) - below});
  const float top = place.bottom() - below;
  pen.horizontal(inner.x, inner.right(), top, Role::Border);
  wish = either(std::move(wish),
                draw_new(pen, in, writing, {inner.x, top + pen.px(8), inner.w, pen.px(120)}));
  const Rect close{inner.right() - pen.px(92), place.bottom() - pen.px(kPadding + kField),
                   pen.px(92), pen.px(kField)};
  const bool escape = !card.appearing() && ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  if (button(pen, "Close", close, ButtonLook::Flat) || escape || card.clicked_outside()) {
    card.close();
    in.dialogs.close();
  }
  return wish;
}

}  // namespace app
