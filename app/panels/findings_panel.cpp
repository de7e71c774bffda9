#include "app/panels/findings_panel.h"

#include "app/view_model/humanise.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kRow = 26, kSide = 17, kStage = 130;

void draw_finding(const Pen& pen, const emulator::Finding& finding, Selection& selection) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect line{at.x, at.y, ImGui::GetContentRegionAvail().x, pen.px(kRow)};
  if (ImGui::InvisibleButton(("finding:" + finding.id).c_str(), {line.w, line.h}) && finding.stage)
    selection.stage = finding.stage;
  if (ImGui::IsItemHovered())
    pen.fill({line.x + pen.px(5), line.y, line.w - pen.px(10), line.h}, Role::Hover, 0.5f,
             pen.px(4));
  const Glyph glyph = severity_glyph(finding.severity);
  draw_glyph(pen, glyph, at.x + pen.px(kSide + 6), line.center_y());
  const float stage = at.x + pen.px(kSide + 22);
  pen.text_middle_elided(
      pen.fonts().mono, {stage, line.y, pen.px(kStage - 12), line.h}, Role::TextDim,
      finding.container_hostname.empty() ? "pipeline" : finding.container_hostname);
  const float text = stage + pen.px(kStage);
  const float right = line.right() - pen.px(16);
  const float id = right - Pen::width(pen.fonts().mono, finding.id);
  pen.text(pen.fonts().mono, id, line.center_y(), Role::TextFaint, finding.id);
  const float end =
      pen.text_within(pen.fonts().body, {text, line.y, id - text - pen.px(16), line.h}, Role::Text,
                      finding.message);
  pen.text_within(pen.fonts().body, {end + pen.px(16), line.y, id - end - pen.px(32), line.h},
                  Role::TextDim, finding.fix);
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal))
    ImGui::SetTooltip("%s\n%s", finding.message.c_str(), finding.fix.c_str());
}

}  // namespace

PanelResult draw_findings_panel(const PanelInput& in, Selection& selection, const Style& style) {
  const Rect area = panel_area();
  if (in.findings.rows.empty()) {
    draw_empty_state(Pen(style), area, "No findings",
                     in.now.open ? "The definition keeps all rules that are checked"
                                 : "They appear here once a pipeline is open");
    return std::nullopt;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::SetCursorScreenPos({area.x, area.y + style.px(6)});
  ImGui::BeginChild("findings", {area.w, area.h - style.px(6)});
  const Pen pen(style);
  for (std::size_t i = 0; i < in.findings.rows.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    draw_finding(pen, *in.findings.rows[i], selection);
    ImGui::PopID();
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return std::nullopt;
}

}  // namespace app
