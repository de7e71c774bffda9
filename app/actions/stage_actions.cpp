#include <algorithm>
#include <array>
#include <utility>

#include "app/actions/rows.h"
#include "app/view_model/docker_run.h"
#include "emulator/base/text.h"
#include "emulator/codec/create_model_json.h"

// What can be done with one stage, and the editor of the definition.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;

bool is_open(const EngineSnapshot& now, const AppState&) { return now.open; }

// Where a plus was pressed, else behind the selected stage, else at the end.
void add(const ActionContext& c) {
  const std::size_t behind = stage_at(c.now, c.state) + 1;
  const std::size_t at = std::exchange(c.state.strip.add_at, std::nullopt).value_or(behind);
  add_stage(*c.now.pipeline, std::min(at, c.now.pipeline->stages.size()), c.state.editor,
            c.state.dialogs);
  c.state.strip.wanted = c.state.editor.draft.stage.id;
}
void duplicate(const ActionContext& c) {
  const std::size_t at = stage_at(c.now, c.state);
  emulator::Stage copy = duplicate_of(*c.now.pipeline, at);
  c.state.strip.wanted = copy.id;
  c.commands.emplace_back(emulator::ApplyEdit{emulator::InsertStage{at + 1, std::move(copy)}});
}
void edit(const ActionContext& c) {
  edit_stage(*c.now.pipeline, stage_at(c.now, c.state), {}, c.state.editor, c.state.dialogs);
}
void edit_the_model(const ActionContext& c) {
  edit_model(*c.now.pipeline, "", c.state.editor, c.state.dialogs);
}

bool has_stages(const EngineSnapshot& now, const AppState&) {
  return now.open && !now.pipeline->stages.empty();
}
void previous(const ActionContext& c) {
  const std::size_t at = stage_at(c.now, c.state);
  c.state.selection.stage = c.now.pipeline->stages[at > 0 ? at - 1 : 0].id;
}
void next(const ActionContext& c) {
  const std::size_t last = c.now.pipeline->stages.size() - 1;
  const std::size_t at = stage_at(c.now, c.state);
  c.state.selection.stage = c.now.pipeline->stages[at > last ? 0 : std::min(at + 1, last)].id;
}

void copy(const ActionContext& c, const std::string& text) {
  ImGui::SetClipboardText(text.c_str());
  c.state.messages.tell("Copied " + emulator::format_size(text.size()));
}
void copy_docker_run(const ActionContext& c) {
  copy(c, docker_run_text(*c.now.pipeline, stage_at(c.now, c.state)));
}
void copy_container(const ActionContext& c) {
  const emulator::Stage& stage = c.now.pipeline->stages[stage_at(c.now, c.state)];
  copy(c, emulator::container_json(without_secrets(stage.container)));
}

constexpr std::array kRows = {
    Action{Id::AddStage, "add-stage", "Add stage…", ImGuiKey_Insert, 0, kNotTyping, kOnce, is_open,
           add},
    Action{Id::DuplicateStage, "duplicate-stage", "Duplicate stage", kCtrl | ImGuiKey_D, 0,
           kNotTyping, kOnce, has_stage, duplicate},
    Action{Id::EditStage, "edit-stage", "Edit stage…", ImGuiKey_F2, ImGuiKey_Enter, kNotTyping,
           kOnce, has_stage, edit},
    Action{Id::EditModel, "edit-model", "Edit model…", kShift | ImGuiKey_F2, 0, kNotTyping, kOnce,
           is_open, edit_the_model},
    Action{Id::PreviousStage, "previous-stage", "Previous stage", kCtrl | ImGuiKey_LeftArrow,
           ImGuiKey_H, kNotTyping, kRepeats, has_stages, previous},
    Action{Id::NextStage, "next-stage", "Next stage", kCtrl | ImGuiKey_RightArrow, ImGuiKey_L,
           kNotTyping, kRepeats, has_stages, next},
    Action{Id::CopyDockerRun, "copy-docker-run", "Copy docker run", 0, 0, kNotTyping, kOnce,
           has_stage, copy_docker_run},
    Action{Id::CopyContainer, "copy-container", "Copy container definition", 0, 0, kNotTyping,
           kOnce, has_stage, copy_container},
};

}  // namespace

std::span<const Action> stage_actions() { return kRows; }

}  // namespace app
