#include "app/panels/disk_questions.h"

#include <array>

#include "app/errands/pipeline_errands.h"
#include "app/widgets/banner.h"
#include "app/widgets/question.h"

namespace app {
namespace {

void keep_mine(DiskState& disk) {
  disk.kept = disk.others;
  disk.changed = false;
}

PanelResult reload(const PanelInput& in, DiskState& disk) {
  keep_mine(disk);
  return reload_pipeline(in.now.pipeline->file);
}

}  // namespace

PanelResult draw_changed_on_disk(const PanelInput& in, DiskState& disk, Settings& settings,
                                 const Style& style) {
  static const std::array<std::string, 2> kWays{"Reload", "Always reload"};
  const std::string name = in.now.pipeline->file.filename().string();
  const BannerText text{name + " was changed by another program",
                        in.now.unsaved ? "Reload it and lose your edits, or keep yours"
                                       : "Reload it, or keep what is open"};
  const auto pressed = draw_banner(style, text, kWays, "Keep mine");
  if (pressed == 1) settings.on_change = Settings::OnChange::Reload;
  if (pressed && *pressed <= 1) return reload(in, disk);
  if (pressed) keep_mine(disk);
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
