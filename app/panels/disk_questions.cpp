#include "app/panels/disk_questions.h"

#include <array>

#include "app/errands/pipeline_errands.h"
#include "app/widgets/button.h"
#include "app/widgets/question.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kButtonSides = 16, kGap = 8;

void keep_mine(DiskState& disk) {
  disk.kept = disk.others;
  disk.changed = false;
}

PanelResult reload(const PanelInput& in, DiskState& disk) {
  keep_mine(disk);
  return reload_pipeline(in.now.pipeline->file);
}

bool button_at_end(const Pen& pen, const char* label, float& right, ButtonLook look) {
  const Rect area = panel_area();
  const float width = Pen::width(pen.fonts().strong, label) + pen.px(2 * kButtonSides);
  const Rect place{right - width, area.y + pen.px(4), width, area.h - pen.px(8)};
  right = place.x - pen.px(kGap);
  return button(pen, label, place, look);
}

}  // namespace

PanelResult draw_changed_on_disk(const PanelInput& in, DiskState& disk, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  pen.fill(area, Role::Warning, 0.12f);
  pen.fill({area.x, area.y, pen.px(3), area.h}, Role::Warning);
  draw_glyph(pen, Glyph::Warning, area.x + pen.px(22), area.center_y());
  float right = area.right() - pen.px(16);
  const bool keep = button_at_end(pen, "Keep mine", right, ButtonLook::Quiet);
  const bool load = button_at_end(pen, "Reload", right, ButtonLook::Flat);
  const Rect line{area.x + pen.px(38), area.y, right - area.x - pen.px(46), area.h};
  const std::string name = in.now.pipeline->file.filename().string();
  const float x = pen.text_within(pen.fonts().strong, line, Role::Text,
                                  name + " was changed by another program");
  const float more = x + pen.px(16);
  pen.text_within(pen.fonts().body, {more, area.y, line.right() - more, area.h}, Role::TextDim,
                  in.now.unsaved ? "Reload it and lose your edits, or keep yours"
                                 : "Reload it, or keep what is open");
  if (load) return reload(in, disk);
  if (keep) keep_mine(disk);
  return std::nullopt;
}

PanelResult draw_save_over(const PanelInput& in, AppState& state, const Style& style) {
  const std::string name = in.now.pipeline->file.filename().string();
  const QuestionText text{"Changed on disk",
                          "Replace " + name + "?",
                          {"Another program changed it since it was read",
                           "Replacing loses those changes; reloading loses yours"}};
  constexpr std::array kAnswers = {"Replace", "Reload", "Save as…", "Cancel"};
  const auto answer = draw_question(style, text, kAnswers);
  if (!answer) return std::nullopt;
  in.dialogs.close();
  state.leave.dialog = false;
  if (*answer == 0) {
    keep_mine(state.disk);
    return emulator::Command{emulator::Save{}};
  }
  if (*answer == 2) return ActionId::SaveAs;
  state.leave.saving = false;
  if (*answer == 1) {
    state.leave = {};
    return reload(in, state.disk);
  }
  return std::nullopt;
}

}  // namespace app
