#include "app/app_state.h"

#include <algorithm>
#include <utility>

namespace app {
emulator::InvocationPtr selected_invocation(const emulator::EngineSnapshot& now,
                                            const Selection& selection) {
  return selection.invocation ? now.trace->find(selection.invocation) : nullptr;
}

std::optional<HostedKey> chosen_hosted(const emulator::EngineSnapshot& now,
                                       const EndpointsState& state) {
  if (!now.address) return std::nullopt;
  const emulator::AddressView& address = *now.address;
  const HostedKey& chosen = state.chosen;
  const bool endpoint = chosen.kind == HostedRow::Kind::Endpoint;
  if (endpoint ? find_endpoint(address, chosen.name) != nullptr
               : find_model(address, chosen.name) != nullptr)
    return chosen;
  if (!address.endpoints.empty())
    return HostedKey{HostedRow::Kind::Endpoint, address.endpoints.front().name};
  if (!address.models.empty())
    return HostedKey{HostedRow::Kind::Model, address.models.front().name};
  return std::nullopt;
}

const emulator::EndpointView* chosen_endpoint(const emulator::EngineSnapshot& now,
                                              const EndpointsState& state) {
  const auto chosen = chosen_hosted(now, state);
  if (!chosen || chosen->kind != HostedRow::Kind::Endpoint) return nullptr;
  return find_endpoint(*now.address, chosen->name);
}

const emulator::ModelView* chosen_model(const emulator::EngineSnapshot& now,
                                        const EndpointsState& state) {
  const auto chosen = chosen_hosted(now, state);
  if (!chosen) return nullptr;
  if (chosen->kind == HostedRow::Kind::Model) return find_model(*now.address, chosen->name);
  const emulator::EndpointView* endpoint = find_endpoint(*now.address, chosen->name);
  if (!endpoint || endpoint->variants.empty()) return nullptr;
  return find_model(*now.address, endpoint->variants.front().model_name);
}

float shown_zoom(const AppState& state) {
  constexpr float kLarger = 1.5f, kMost = 3.0f;
  return state.presenter.on ? std::min(state.settings.zoom * kLarger, kMost) : state.settings.zoom;
}

bool wants_dark(const AppState& state) {
  if (state.settings.theme == Settings::ThemeChoice::Desktop)
    return state.desktop_prefers_dark.value_or(true);
  return state.settings.theme == Settings::ThemeChoice::Dark;
}

int shown_hop(const emulator::Invocation& invocation, const Selection& selection) {
  const int count = static_cast<int>(std::max(invocation.order.size(), invocation.hops.size()));
  if (selection.hop > 0) return std::min(selection.hop, count);
  for (const emulator::HopPtr& hop : invocation.hops)
    if (emulator::failed(*hop)) return hop->index;
  return std::min(1, count);
}

void select_hop(const emulator::EngineSnapshot& now, const emulator::Invocation& invocation,
                int hop, Selection& selection) {
  selection.hop = hop;
  const auto at = static_cast<std::size_t>(hop) - 1;
  if (at < invocation.hops.size()) {
    selection.stage = invocation.hops[at]->stage;
  } else if (at < invocation.order.size()) {
    const auto stage = emulator::find_container(*now.pipeline, invocation.order[at]);
    if (stage) selection.stage = now.pipeline->stages[*stage].id;
  }
}

void edit_stage(const emulator::Pipeline& pipeline, std::size_t at, FieldPlace place,
                EditorState& editor, Dialogs& dialogs) {
  if (at >= pipeline.stages.size()) return;
  editor = {};
  editor.draft = draft_of_stage(pipeline.stages[at]);
  editor.page = place.page;
  editor.focus = std::move(place.path);
  dialogs.show(Dialog::Editor);
}

void add_stage(const emulator::Pipeline& pipeline, std::size_t at, EditorState& editor,
               Dialogs& dialogs) {
  editor = {};
  editor.draft = draft_of_new_stage(pipeline, at);
  editor.focus = "ContainerHostname";
  dialogs.show(Dialog::Editor);
}

void edit_model(const emulator::Pipeline& pipeline, std::string path, EditorState& editor,
                Dialogs& dialogs) {
  editor = {};
  editor.draft = draft_of_model(pipeline.model);
  editor.page = FieldPage::Model;
  editor.focus = std::move(path);
  dialogs.show(Dialog::Editor);
}

void leave(const emulator::EngineSnapshot& now, LeaveState& state,
           std::shared_ptr<const emulator::OpenPipeline> next) {
  state = {};
  state.step = now.unsaved ? LeaveState::Step::Asking : LeaveState::Step::Leaving;
  state.next = std::move(next);
}

void leave_for_session(const emulator::EngineSnapshot& now, LeaveState& state,
                       std::shared_ptr<const emulator::OpenSession> session) {
  leave(now, state);
  state.session = std::move(session);
  // Without a pipeline of its own it leaves the open one as it is.
  if (!state.session->pipeline) state.step = LeaveState::Step::Leaving;
}

void ask_for_file(AppState& state, FileQuestion question) {
  FileDialogState dialog;
  const FileDialogState& before = state.file_dialog;
  dialog.asked = before.asked;
  dialog.hidden = before.hidden;
  dialog.order = before.order;
  dialog.backwards = before.backwards;
  const std::filesystem::path& somewhere =
      state.places.working.empty() ? state.places.home : state.places.working;
  dialog.wanted_folder = question.start;
  if (question.mode == FileMode::Save) {
    dialog.wanted_folder = question.start.parent_path();
    dialog.retyped = question.start.filename().string();
  }
  if (dialog.wanted_folder.is_relative())
    dialog.wanted_folder = ("/" / somewhere / dialog.wanted_folder).lexically_normal();
  if (!dialog.wanted_folder.has_filename() && dialog.wanted_folder.has_relative_path())
    dialog.wanted_folder = dialog.wanted_folder.parent_path();  // "/home/ada/"
  dialog.question = std::move(question);
  state.file_dialog = std::move(dialog);
  state.dialogs.show(Dialog::File);
}

void remember_recent(std::vector<RecentFile>& recent, const std::filesystem::path& file) {
  constexpr std::size_t kMost = 20;
  std::erase_if(recent, [&](const RecentFile& before) { return before.file == file; });
  recent.insert(recent.begin(), {file, false});
  if (recent.size() > kMost) recent.resize(kMost);
}

}  // namespace app
