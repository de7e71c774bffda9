#include "app/panels/export_findings.h"

#include "app/view_model/export_layout.h"
#include "app/widgets/button.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kGap = 8;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoNavInputs | ImGuiWindowFlags_NoNavFocus;

// Of a bypassed stage nothing is missing.
bool misses_field(const emulator::Finding& finding, const FindingTarget& target) {
  return finding.id != "bypassed-exported" && (target.kind == FindingTarget::Kind::StageField ||
                                               target.kind == FindingTarget::Kind::ModelField);
}

// Leads to the field in the editor; this dialog comes back after it.
void fill_in(const PanelInput& in, const FindingTarget& target, EditorState& editor) {
  if (target.kind == FindingTarget::Kind::StageField) {
    edit_stage(*in.now.pipeline, target.stage, target.field, editor, in.dialogs);
  } else {
    edit_model(*in.now.pipeline, target.field.path, editor, in.dialogs);
  }
}

// A button at the end of `row`, which loses its place.
void draw_fill_in(const Pen& pen, const PanelInput& in, const FindingTarget& target, Rect& row,
                  EditorState& editor) {
  const float width = Pen::width(pen.fonts().body, "Fill in") + pen.px(2 * kGap);
  const Rect place{row.right() - width, row.y + 1, width, row.h - 2};
  if (button(pen, "Fill in", place, ButtonLook::Flat)) fill_in(in, target, editor);
  row.w -= width + pen.px(kGap);
}

void draw_finding(const Pen& pen, const emulator::Finding& finding, const Rect& row) {
  draw_glyph(pen, severity_glyph(finding.severity), row.x + pen.px(7), row.center_y());
  const float left = row.x + pen.px(22);
  const float end = pen.text_within(pen.fonts().body, {left, row.y, row.right() - left, row.h},
                                    Role::Text, finding.message);
  const float x = end + pen.px(12);
  pen.text_within(pen.fonts().body, {x, row.y, row.right() - x, row.h}, Role::TextDim, finding.fix);
}

}  // namespace

void draw_export_findings(const PanelInput& in, const ExportText& text, const Rect& place,
                          const ExportFindingsLook& look) {
  if (text.to_fill_in.empty()) return;
  ImGui::SetCursorScreenPos(top_left(place));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("to fill in", {place.w, place.h}, 0, kFlags);
  const Pen pen(look.style);
  const float height = pen.px(kExportFindingRow);
  for (const emulator::Finding& finding : text.to_fill_in) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    Rect row{at.x, at.y, width, height};
    const FindingTarget target = target_of(in.now, finding, nullptr);
    ImGui::PushID(&finding);
    if (misses_field(finding, target)) draw_fill_in(pen, in, target, row, look.editor);
    ImGui::PopID();
    draw_finding(pen, finding, row);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({row.w, height});
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal))
      ImGui::SetTooltip("%s\n%s", finding.message.c_str(), finding.fix.c_str());
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace app
