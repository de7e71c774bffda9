#include "app/panels/export_changes.h"

#include <utility>

#include "app/errands/export_errands.h"

namespace app {
namespace {

constexpr float kMark = 18, kTint = 0.14f;

// Where an export of that format went in this run, else where an earlier run would have put it.
std::filesystem::path last_file(const PanelInput& in, const emulator::Exporter& exporter) {
  const auto& last = in.now.exported;
  if (last && !last->error && !last->file_exists && last->format == exporter.id) return last->file;
  if (in.now.pipeline->folder.empty()) return {};
  return default_export_file(*in.now.pipeline, exporter);
}

struct LineLook {
  Role role;
  const char* mark;
};
LineLook look_of(DiffLine::Kind kind) {
  switch (kind) {
    case DiffLine::Kind::Added:
      return {Role::Ok, "+"};
    case DiffLine::Kind::Removed:
      return {Role::Error, "−"};
    case DiffLine::Kind::Same:
      break;
  }
  return {Role::TextDim, ""};
}

}  // namespace

void compare_with_last_export(const PanelInput& in, ExportState& state) {
  ExportBefore& before = state.before;
  const auto file = last_file(in, emulator::exporters()[state.format]);
  if (before.file != file || before.attempt != in.now.exported) {
    before = {
        .file = file, .attempt = in.now.exported, .lines = {}, .compared_with = {}, .changes = {}};
    if (!file.empty()) in.errands.push_back(read_last_export(file));
  }
  if (!before.lines || before.compared_with == in.now.pipeline) return;
  before.compared_with = in.now.pipeline;
  before.changes = line_diff(*before.lines, state.rendered.text.lines);
}

void draw_changed_lines(const Pen& pen, const LineDiff& diff, float padding) {
  const float pitch = pen.fonts().mono->FontSize + pen.px(2);
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::Dummy({1, padding});
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(diff.lines.size()), pitch);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const DiffLine& line = diff.lines[static_cast<std::size_t>(i)];
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float middle = at.y + pitch / 2;
      const auto [role, mark] = look_of(line.kind);
      if (line.kind != DiffLine::Kind::Same) pen.fill({at.x, at.y, width, pitch}, role, kTint);
      pen.text(pen.fonts().mono, at.x + padding, middle, role, mark);
      const float end =
          pen.text(pen.fonts().mono, at.x + padding + pen.px(kMark), middle,
                   line.kind == DiffLine::Kind::Same ? Role::TextDim : Role::Text, line.text);
      ImGui::Dummy({end - at.x + padding, pitch});
    }
  ImGui::Dummy({1, padding});
}

}  // namespace app
