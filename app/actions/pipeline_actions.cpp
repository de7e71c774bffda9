#include <algorithm>
#include <array>
#include <cmath>

#include "app/actions/rows.h"

// Edits of the pipeline, and its export.
namespace app {
namespace {

using emulator::EngineSnapshot;
using emulator::ServiceState;
using Id = ActionId;

void edit(const ActionContext& c, emulator::Edit change) {
  c.commands.emplace_back(emulator::ApplyEdit{std::move(change)});
}
bool can_move_left(const EngineSnapshot& now, const AppState& state) {
  return has_stage(now, state) && stage_at(now, state) > 0;
}
void move_left(const ActionContext& c) {
  const std::size_t at = stage_at(c.now, c.state);
  edit(c, emulator::MoveStage{at, at - 1});
}
bool can_move_right(const EngineSnapshot& now, const AppState& state) {
  return stage_at(now, state) + 1 < now.pipeline->stages.size();
}
void move_right(const ActionContext& c) {
  const std::size_t at = stage_at(c.now, c.state);
  edit(c, emulator::MoveStage{at, at + 1});
}
void bypass(const ActionContext& c) {
  const std::size_t at = stage_at(c.now, c.state);
  edit(c, emulator::BypassStage{at, !c.now.pipeline->stages[at].bypassed()});
}
bool can_remove(const EngineSnapshot& now, const AppState& state) {
  return has_stage(now, state) && now.pipeline->stages.size() > 1;
}
void remove(const ActionContext& c) { edit(c, emulator::RemoveStage{stage_at(c.now, c.state)}); }

bool can_undo(const EngineSnapshot& now, const AppState&) { return !now.undo.empty(); }
void undo(const ActionContext& c) { c.commands.emplace_back(emulator::Undo{}); }
bool can_redo(const EngineSnapshot& now, const AppState&) { return !now.redo.empty(); }
void redo(const ActionContext& c) { c.commands.emplace_back(emulator::Redo{}); }
bool can_export(const EngineSnapshot& now, const AppState&) { return now.open; }
void show_export(const ActionContext& c) {
  c.state.exporting = {};
  c.state.dialogs.show(Dialog::Export);
}

constexpr std::array kRows = {
    Action{Id::MoveStageLeft, "move-stage-left", "Move stage left", kAlt | ImGuiKey_LeftArrow, 0,
           kNotTyping, kRepeats, can_move_left, move_left},
    Action{Id::MoveStageRight, "move-stage-right", "Move stage right", kAlt | ImGuiKey_RightArrow,
           0, kNotTyping, kRepeats, can_move_right, move_right},
    Action{Id::BypassStage, "bypass-stage", "Bypass stage", ImGuiKey_Space, 0, kNotTyping, kOnce,
           has_stage, bypass},
    Action{Id::RemoveStage, "remove-stage", "Remove stage", ImGuiKey_Delete, 0, kNotTyping, kOnce,
           can_remove, remove},
    Action{Id::Undo, "undo", "Undo", kCtrl | ImGuiKey_Z, 0, kNotTyping, kRepeats, can_undo, undo},
    Action{Id::Redo, "redo", "Redo", kCtrl | kShift | ImGuiKey_Z, 0, kNotTyping, kRepeats, can_redo,
           redo},
    Action{Id::Export, "export", "Export…", kCtrl | ImGuiKey_E, 0, kTyping, kOnce, can_export,
           show_export},
};

}  // namespace

std::span<const Action> pipeline_actions() { return kRows; }

}  // namespace app
