#include "app/app.h"

#include <chrono>
#include <utility>

#include "app/errands/lesson_errands.h"
#include "app/errands/pipeline_errands.h"
#include "app/errands/recovery_errands.h"
#include "app/errands/request_errands.h"
#include "app/panels/leave_question.h"
#include "app/panels/playback_bar.h"
#include "app/panels/share_progress.h"
#include "app/panels/source_questions.h"
#include "app/sharing.h"
#include "app/view_model/docker_words.h"
#include "app/view_model/humanise.h"

namespace app {
namespace {

using emulator::EngineSnapshot;

constexpr ImGuiWindowFlags kWindow =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;

const emulator::SystemClock kSystemClock;

}  // namespace

App::App(AppState initial, AppPorts ports)
    : state_(std::move(initial)),
      ports_(std::move(ports)),
      memory_(ports_.folders, state_, ports_.outside.load_body) {
  if (!ports_.clock) ports_.clock = &kSystemClock;
  if (ports_.folders) errands_.push_back(look_for_what_was_lost(ports_.folders.recovery()));
  if (!state_.recent.empty()) errands_.push_back(look_for_recent(state_.recent));
  if (!state_.places.lessons.empty()) errands_.push_back(read_lessons(state_.places.lessons));
}

void App::show_tabs(std::vector<TabTitle> tabs, std::size_t active, bool can_add) {
  state_.workspace.tabs = std::move(tabs);
  state_.workspace.active = active;
  state_.workspace.can_add = can_add;
}

std::optional<WorkspaceState::Wish> App::take_tab_wish() {
  return std::exchange(state_.workspace.wish, std::nullopt);
}

void App::take_over_window(const App& other) {
  const AppState& theirs = other.state_;
  state_.settings = theirs.settings;
  state_.recent = theirs.recent;
  state_.window_place = theirs.window_place;
  state_.splits = theirs.splits;
  state_.left_shown = theirs.left_shown;
  state_.drawer_shown = theirs.drawer_shown;
  state_.desktop_prefers_dark = theirs.desktop_prefers_dark;
}

void App::end(const EngineSnapshot& now) {
  memory_.end(now, state_, wants_to_close() ? Memory::End::Closed : Memory::End::Killed);
}

std::vector<emulator::Command> App::frame(const emulator::SnapshotPtr& now, const Style& style) {
  commands_.clear();
  finish_errands(*now);
  reduced_motion_ = style.reduced_motion;
  follow(*now);
  const ActionStates can(*now, state_);
  const FindingRows findings = finding_rows(*now, state_.selection.invocation);
  const PanelInput in{*now,           ports_.clock->wall(), can,      findings,
                      ports_.outside, state_.dialogs,       errands_, ports_.clock->now()};

  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::PushFont(style.fonts.body);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::Begin("Main", nullptr, kWindow);
  ImGui::PopStyleVar();  // popups keep their padding
  draw_regions(in, style);
  ImGui::End();
  ImGui::PopFont();
  draw_message(style);
  take(*now, draw_share_progress(state_.share, message_until_.has_value(), style));
  const bool dialog = draw_dialogs(in, style);
  const bool asked = ask_before_leaving(in, style);

  // The key that closes a dialog is spent.
  if (!dialog && !asked) run_pressed_actions(context(*now));
  draw_learning(in, style);
  go_on_leaving(*now);
  if (state_.composer.wanted) load_request(*now->pipeline, *state_.composer.wanted);
  for (Errand& errand : memory_.due(*now, state_, {ports_.clock->now(), ports_.clock->wall()}))
    errands_.push_back(std::move(errand));
  wants_frames_ = shows_elapsed_time(*now) || memory_.waits() || message_until_.has_value() ||
                  !state_.docker.opening.empty() || std::exchange(state_.time.behind, false) ||
                  state_.playback.playing || caption_until_.has_value() ||
                  !state_.share.jobs.empty();
  send_share_errands(*now);
  start_errands();
  return std::exchange(commands_, {});
}

void App::finish_errands(const EngineSnapshot& now) {
  auto finished =
      ports_.finished_errands ? ports_.finished_errands() : std::exchange(finished_, {});
  for (const AfterErrand& after : finished) after(context(now));
}

// Only here is it known how bodies are brought and kept.
void App::send_share_errands(const EngineSnapshot& now) {
  for (const ShareWish& wish : std::exchange(state_.share.wishes, {}))
    errands_.push_back(share_errand(wish, context(now), ports_.outside));
}

void App::start_errands() {
  for (Errand& errand : std::exchange(errands_, {})) {
    if (ports_.start_errand) {
      ports_.start_errand(std::move(errand));
    } else {
      finished_.push_back(errand.work());
    }
  }
}

void App::follow(const EngineSnapshot& now) {
  follow_newest_invocation(now);
  follow_lesson(now);
  follow_playback(now, state_.playback, state_.selection, reduced_motion_);
  seed_composer(now);
  follow_file(now);
  open_in_containers_when_known(now);
  follow_sources(now);
  look_at_disk_at_times(now);
  ask_desktop_at_times();
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) state_.region.ring = false;
  const std::size_t stages = now.pipeline->stages.size();
  if (emulator::index_of(*now.pipeline, state_.selection.stage) >= stages)
    state_.selection.stage = {};
}

void App::follow_newest_invocation(const EngineSnapshot& now) {
  const std::size_t count = now.trace->size();
  const emulator::InvocationId newest =
      count == 0 ? emulator::InvocationId{} : (*now.trace)[count - 1]->id;
  const bool followed = !state_.selection.invocation || state_.selection.invocation == newest_ ||
                        !selected_invocation(now, state_.selection);
  // What is played stays selected.
  if (newest != newest_ && followed && !state_.playback.invocation)
    state_.selection.invocation = newest;
  newest_ = newest;
}

void App::seed_composer(const EngineSnapshot& now) {
  if (!now.open || seeded_from_ == now.openings) return;
  seeded_from_ = now.openings;
  // A file that is read again leaves the request alone that is being written.
  const std::filesystem::path& file = now.pipeline->file;
  if (std::exchange(seeded_file_, file) == file && !file.empty()) return;
  state_.composer = {};
  if (!now.pipeline->requests.empty()) load_request(*now.pipeline, 0);
}

void App::load_request(const emulator::Pipeline& pipeline, std::size_t index) {
  state_.composer = {};
  if (index < pipeline.requests.size())
    errands_.push_back(load_saved_request(pipeline.requests[index], pipeline.folder));
}

void App::drop(const std::vector<std::filesystem::path>& files) {
  if (!files.empty()) dropped_ = {files.front()};
}

// What is known of the file holds for one opening until it is saved.
void App::follow_file(const EngineSnapshot& now) {
  for (const auto& file : std::exchange(dropped_, {}))
    errands_.push_back(open_dropped(file, now.open));
  DiskState& disk = state_.disk;
  const std::uint64_t saves = disk.key.saves + (was_unsaved_ && !now.unsaved ? 1 : 0);
  was_unsaved_ = now.unsaved;
  const DiskState::Key key{now.openings, saves, now.pipeline->file};
  if (disk.key == key) return;
  const bool another = disk.key.openings != key.openings || disk.key.file != key.file;
  disk = {.key = key};
  looked_at_disk_.reset();
  if (another && !key.file.empty()) remember_recent(state_.recent, key.file);
}

// A file that is to run on Docker waits until somebody knows whether it can.
void App::open_in_containers_when_known(const EngineSnapshot& now) {
  constexpr std::chrono::seconds kPatience{10};
  using State = emulator::RuntimeCondition::State;
  DockerState& docker = state_.docker;
  if (docker.opening.empty()) return;
  const emulator::SteadyTime time = ports_.clock->now();
  if (!docker.opening_since) docker.opening_since = time;
  const State state = now.docker ? now.docker->state : State::Missing;
  if (state == State::Looking && time - *docker.opening_since < kPatience) return;
  const auto file = std::exchange(docker.opening, {});
  docker.opening_since.reset();
  if (state == State::Ready)
    return errands_.push_back(app::open_in_containers(file, state_.places));
  errands_.push_back(open_pipeline(file));
  state_.messages.warn(without_docker_text(now) + ": the demo runs as processes");
}

// What the open pipeline is made of is watched; a change is asked about, or done what was wished.
void App::follow_sources(const EngineSnapshot& now) {
  if (!ports_.watch_files) return;
  if (watched_ != now.pipeline) {
    watched_ = now.pipeline;
    auto places = watched_places(*now.pipeline);
    if (places != state_.sources.watched) {
      std::vector<std::filesystem::path> paths;
      for (const WatchedPlace& place : places) paths.push_back(place.path);
      state_.sources = {std::move(places), {}};
      ports_.watch_files(std::move(paths));
    }
  }
  for (const SourceChange& change : source_changes(state_.sources.watched, ports_.changed_files()))
    source_changed(now, change);
  reload_when_wished(now);
}

void App::source_changed(const EngineSnapshot& now, const SourceChange& change) {
  if (!change.stage) return looked_at_disk_.reset();  // it is looked at in this frame
  if (!runs_from_source(now, change.stage)) return;
  using OnChange = Settings::OnChange;
  if (state_.settings.on_change == OnChange::Reload) {
    commands_.emplace_back(emulator::RestartStage{change.stage});
    state_.messages.tell(
        "Restarted " +
        emulator::container_name(*now.pipeline, emulator::index_of(*now.pipeline, change.stage)) +
        ": " + change.file + " changed");
  } else if (state_.settings.on_change == OnChange::Ask) {
    auto& asked = state_.sources.changed;
    std::erase_if(asked, [&](const SourceChange& old) { return old.stage == change.stage; });
    asked.push_back(change);
  }
}

// The pipeline's own file: edits that are not saved are never given up unasked.
void App::reload_when_wished(const EngineSnapshot& now) {
  if (!state_.disk.changed || now.unsaved) return;
  if (state_.settings.on_change != Settings::OnChange::Reload) return;
  state_.disk.kept = state_.disk.others;
  state_.disk.changed = false;
  errands_.push_back(reload_pipeline(now.pipeline->file));
  state_.messages.tell("Reloaded " + now.pipeline->file.filename().string() +
                       ": another program changed it");
}

// At most once a second, and only in frames that are drawn anyhow.
void App::look_at_disk_at_times(const EngineSnapshot& now) {
  constexpr std::chrono::seconds kBetween{1};
  DiskState& disk = state_.disk;
  const emulator::SteadyTime time = ports_.clock->now();
  if (!now.open || disk.key.file.empty() || disk.looking) return;
  if (looked_at_disk_ && time - *looked_at_disk_ < kBetween) return;
  looked_at_disk_ = time;
  disk.looking = true;
  errands_.push_back(look_at_disk({disk.key.file, disk.known, now.pipeline, disk.key}));
}

// Seldom, and only in frames that are drawn anyhow.
void App::ask_desktop_at_times() {
  constexpr std::chrono::seconds kBetween{5};
  if (!ports_.outside.desktop_prefers_dark) return;
  const emulator::SteadyTime time = ports_.clock->now();
  if (asked_desktop_ && time - *asked_desktop_ < kBetween) return;
  asked_desktop_ = time;
  errands_.push_back({[ask = ports_.outside.desktop_prefers_dark]() -> AfterErrand {
    return [dark = ask()](const ActionContext& c) { c.state.desktop_prefers_dark = dark; };
  }});
}

bool App::take_screen_copy_wish() {
  if (!std::exchange(state_.screen_copy_wanted, false)) return false;
  state_.messages.tell("The screen is on the clipboard as text");
  return true;
}

// True while the question has the keyboard.
bool App::ask_before_leaving(const PanelInput& in, const Style& style) {
  LeaveState& state = state_.leave;
  const bool asked = state.step == LeaveState::Step::Asking && !state.dialog;
  const LeaveAnswer answer = draw_leave_question(in, state, style);
  if (answer == LeaveAnswer::Save) {
    state.saving = true;
    commands_.emplace_back(emulator::DismissNotice{});
    run_action(ActionId::Save, context(in.now));
  } else if (answer == LeaveAnswer::Discard) {
    state.step = LeaveState::Step::Leaving;
  } else if (answer == LeaveAnswer::Cancel) {
    state = {};
  }
  return asked;
}

void App::go_on_leaving(const EngineSnapshot& now) {
  LeaveState& state = state_.leave;
  if (state.step == LeaveState::Step::Asking && state.saving && !now.unsaved)
    state.step = LeaveState::Step::Leaving;
  if (state.step != LeaveState::Step::Leaving || (!state.next && !state.session)) return;
  if (state.next) {
    commands_.emplace_back(*state.next);
    commands_.emplace_back(emulator::Deploy{});
  } else {
    commands_.emplace_back(*state.session);
  }
  state = {};
}

void App::take(const EngineSnapshot& now, PanelResult wish) {
  if (!wish) return;
  if (auto* command = std::get_if<emulator::Command>(&*wish)) {
    commands_.push_back(std::move(*command));
  } else if (auto* errand = std::get_if<Errand>(&*wish)) {
    errands_.push_back(std::move(*errand));
  } else {
    run_action(std::get<ActionId>(*wish), context(now));
  }
}

}  // namespace app
