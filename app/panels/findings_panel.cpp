#include "app/panels/findings_panel.h"

#include <algorithm>

#include "app/item_registry.h"
#include "app/view_model/humanise.h"
#include "app/widgets/button.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kRow = 46, kFirst = 14, kSecond = 33, kSide = 17, kWord = 62, kStage = 150;
constexpr float kGoTo = 64, kFix = 48, kButton = 24;

struct FindingLook {
  std::size_t at = 0;
  bool chosen = false;
  bool first_of_group = false;
  bool can_go = false;
  bool can_fix = false;
};

void paint_texts(const Pen& pen, const emulator::Finding& finding, const Rect& row, float right) {
  const Glyph glyph = severity_glyph(finding.severity);
  const float first = row.y + pen.px(kFirst);
  float x = row.x + pen.px(kSide);
  draw_glyph(pen, glyph, x + pen.px(6), first);
  x += pen.px(22);
  pen.text(pen.fonts().body, x, first, glyph == Glyph::Idle ? Role::TextDim : glyph_role(glyph),
           severity_word(finding.severity));
  x += pen.px(kWord);
  const auto line = [&](float middle, float from, float to) {
    return Rect{from, row.y + pen.px(middle) - pen.px(10), std::max(0.0f, to - from), pen.px(20)};
  };
  pen.text_middle_elided(
      pen.fonts().mono, line(kFirst, x, x + pen.px(kStage - 12)), Role::TextDim,
      finding.container_hostname.empty() ? "pipeline" : finding.container_hostname);
  const float text = x + pen.px(kStage);
  pen.text_within(pen.fonts().body, line(kFirst, text, right), Role::Text, finding.message);
  pen.text_within(pen.fonts().mono, line(kSecond, x, x + pen.px(kStage - 12)), Role::TextFaint,
                  finding.id);
  pen.text_within(pen.fonts().body, line(kSecond, text, right), Role::TextDim, finding.fix);
}

// From right to left; moves `right` to what is left over.
PanelResult draw_ways_out(const Pen& pen, const FindingLook& look, const Rect& row, float& right) {
  PanelResult wish;
  const auto place = [&](float width) {
    const Rect at{right - pen.px(width), row.center_y() - pen.px(kButton / 2), pen.px(width),
                  pen.px(kButton)};
    right = at.x - pen.px(8);
    return at;
  };
  const Rect fix = place(kFix);
  const Rect go = place(kGoTo);
  if (look.can_fix) {
    if (button(pen, "Fix", fix, ButtonLook::Flat)) wish = ActionId::FixFinding;
    ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::FixFinding)).c_str());
  }
  if (look.can_go) {
    if (button(pen, "Go to", go, ButtonLook::Flat)) wish = ActionId::GoToFinding;
    ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::GoToFinding)).c_str());
  }
  return wish;
}

PanelResult draw_finding(const Pen& pen, const emulator::Finding& finding, const FindingLook& look,
                         FindingsState& state, Selection& selection) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect row{at.x, at.y, ImGui::GetContentRegionAvail().x, pen.px(kRow)};
  PanelResult wish;
  ImGui::SetNextItemAllowOverlap();
  const bool clicked = hit(("finding:" + finding.id).c_str(), row);
  const bool hovered = ImGui::IsItemHovered();
  const bool pointed = ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal);
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && look.can_go)
    wish = ActionId::GoToFinding;
  if (look.chosen && state.reveal) ImGui::SetScrollHereY();
  const Rect lit{row.x + pen.px(5), row.y + pen.px(1), row.w - pen.px(10), row.h - pen.px(2)};
  if (look.chosen) pen.fill(lit, Role::Selection, 1.0f, pen.px(4));
  if (hovered && !look.chosen) pen.fill(lit, Role::Hover, 0.5f, pen.px(4));
  if (look.first_of_group) pen.horizontal(row.x, row.right(), row.y, Role::Border);
  float right = row.right() - pen.px(16);
  wish = either(draw_ways_out(pen, look, row, right), wish);
  if (clicked && finding.stage) selection.stage = finding.stage;
  if (clicked || wish) state.chosen = look.at;
  paint_texts(pen, finding, row, right);
  if (pointed) ImGui::SetTooltip("%s\n%s", finding.message.c_str(), finding.fix.c_str());
  ImGui::SetCursorScreenPos({row.x, row.bottom()});
  return wish;
}

PanelResult draw_rows(const PanelInput& in, FindingsState& state, Selection& selection,
                      const Style& style) {
  const Pen pen(style);
  const auto& rows = in.findings.rows;
  const auto invocation = selected_invocation(in.now, selection);
  PanelResult wish;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(rows.size()), pen.px(kRow));
  if (state.reveal) clipper.IncludeItemByIndex(static_cast<int>(state.chosen));
  while (clipper.Step())
    for (int line = clipper.DisplayStart; line < clipper.DisplayEnd; ++line) {
      const auto i = static_cast<std::size_t>(line);
      FindingLook look{i, i == state.chosen};
      look.first_of_group = i > 0 && rows[i]->severity != rows[i - 1]->severity;
      look.can_go = target_of(in.now, *rows[i], invocation).kind != FindingTarget::Kind::Nowhere;
      look.can_fix = state.fixes.of(in.now, i) != nullptr;
      ImGui::PushID(line);
      wish = either(wish, draw_finding(pen, *rows[i], look, state, selection));
      ImGui::PopID();
    }
  state.reveal = false;
  return wish;
}

}  // namespace

PanelResult draw_findings_panel(const PanelInput& in, FindingsState& state, Selection& selection,
                                const Style& style) {
  const Rect area = panel_area();
  if (in.findings.rows.empty()) {
    draw_empty_state(Pen(style), area, "No findings",
                     in.now.open ? std::to_string(rules_checked()) + " rules checked"
                                 : "They appear here once a pipeline is open");
    return std::nullopt;
  }
  state.fixes.follow(in.now, in.findings, selected_invocation(in.now, selection));
  state.chosen = std::min(state.chosen, in.findings.rows.size() - 1);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::SetCursorScreenPos({area.x, area.y + style.px(4)});
  ImGui::BeginChild("findings", {area.w, area.h - style.px(4)}, 0, ImGuiWindowFlags_NoNavInputs);
  PanelResult wish = draw_rows(in, state, selection, style);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return wish;
}

}  // namespace app
