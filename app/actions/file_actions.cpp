#include <array>

#include "app/actions/rows.h"
#include "app/errands/pipeline_errands.h"
#include "emulator/model/starter_pipeline.h"

// The pipeline's file: making, opening and saving one, and closing the window.
namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::EngineSnapshot;
using Id = ActionId;

constexpr const char* kEnding = ".pipeline.json";

fs::path working_folder(const AppState& state) {
  if (!state.places.working.empty()) return state.places.working;
  return state.places.home.empty() ? fs::path("/") : state.places.home;
}

void new_pipeline(const ActionContext& c) {
  emulator::OpenPipeline open;
  open.pipeline.pipeline = emulator::starter_pipeline("my-pipeline", working_folder(c.state));
  open.unsaved = true;
  leave(c.now, c.state.leave, std::make_shared<const emulator::OpenPipeline>(std::move(open)));
}

void open_file(const ActionContext& c) {
  FileQuestion question;
  question.title = "Open a pipeline";
  question.button = "Open";
  question.start = c.now.open ? c.now.pipeline->folder : working_folder(c.state);
  question.endings = {".json", ".hoplens-session", ".har"};
  question.lists_recent = true;
  question.then = [](const ActionContext& context, const fs::path& file) {
    context.errands.push_back(open_pipeline(file));
  };
  c.errands.push_back(look_for_recent(c.state.recent));
  ask_for_file(c.state, std::move(question));
}

bool has_recent(const EngineSnapshot&, const AppState& state) { return !state.recent.empty(); }
void open_recent(const ActionContext& c) {
  c.state.recent_dialog = {};
  c.errands.push_back(look_for_recent(c.state.recent));
  c.state.dialogs.show(Dialog::Recent);
}

bool has_demo(const EngineSnapshot&, const AppState& state) { return !state.places.demo.empty(); }
void open_demo(const ActionContext& c) { c.errands.push_back(open_pipeline(c.state.places.demo)); }

// As processes where no engine answers; until that is known it waits.
bool has_demo_on_docker(const EngineSnapshot& now, const AppState& state) {
  return has_demo(now, state) && now.docker && state.docker.opening.empty();
}
void open_demo_on_docker(const ActionContext& c) {
  c.state.docker.opening = c.state.places.demo;
  if (c.now.docker->state == emulator::RuntimeCondition::State::Looking)
    c.state.messages.tell("Looking for Docker…");
}

bool is_open(const EngineSnapshot& now, const AppState&) { return now.open; }

fs::path proposed_file(const emulator::Pipeline& pipeline) {
  if (!pipeline.file.empty()) return pipeline.file;
  const std::string& name = pipeline.model.model_name;
  return pipeline.folder / (emulator::model_name_for(name) + kEnding);
}

void save_as(const ActionContext& c) {
  FileQuestion question;
  question.title = "Save the pipeline";
  question.button = "Save";
  question.mode = FileMode::Save;
  question.start = proposed_file(*c.now.pipeline);
  question.endings = {kEnding, ".json"};
  question.then = [](const ActionContext& context, const fs::path& file) {
    context.state.leave.dialog = false;
    context.commands.emplace_back(emulator::Save{file});
  };
  question.otherwise = [](const ActionContext& context) {
    context.state.leave.dialog = context.state.leave.saving = false;
  };
  c.state.leave.dialog = c.state.leave.step == LeaveState::Step::Asking;
  ask_for_file(c.state, std::move(question));
}

bool can_save(const EngineSnapshot& now, const AppState&) { return now.open && now.unsaved; }
void save(const ActionContext& c) {
  if (c.now.pipeline->file.empty()) return save_as(c);
  const DiskState& disk = c.state.disk;
  c.errands.push_back(
      save_unless_changed({c.now.pipeline->file, disk.known, c.now.pipeline, disk.key}));
}

using TabWish = WorkspaceState::Wish;

// With several pipelines open, each is asked about in its turn.
void quit(const ActionContext& c) {
  if (c.state.workspace.tabs.size() < 2) return leave(c.now, c.state.leave);
  c.state.workspace.wish = TabWish{TabWish::Kind::Quit, 0};
}

bool can_add_tab(const EngineSnapshot&, const AppState& state) { return state.workspace.can_add; }
bool has_tabs(const EngineSnapshot&, const AppState& state) {
  return state.workspace.tabs.size() > 1;
}
void new_tab(const ActionContext& c) { c.state.workspace.wish = TabWish{TabWish::Kind::New, 0}; }
void close_tab(const ActionContext& c) {
  c.state.workspace.wish = TabWish{TabWish::Kind::Close, c.state.workspace.active};
}
template <bool forward>
void step_tab(const ActionContext& c) {
  WorkspaceState& all = c.state.workspace;
  const std::size_t count = all.tabs.size();
  all.wish = TabWish{TabWish::Kind::Show, (all.active + (forward ? 1 : count - 1)) % count};
}

constexpr std::array kRows = {
    Action{Id::NewPipeline, "new-pipeline", "New pipeline", kCtrl | ImGuiKey_N, 0, kTyping, kOnce,
           always, new_pipeline},
    Action{Id::OpenFile, "open", "Open…", kCtrl | ImGuiKey_O, 0, kTyping, kOnce, always, open_file},
    Action{Id::OpenRecent, "open-recent", "Open recent…", kCtrl | kShift | ImGuiKey_O, 0, kTyping,
           kOnce, has_recent, open_recent},
    Action{Id::OpenDemo, "open-demo", "Open the demo pipeline", 0, 0, kNotTyping, kOnce, has_demo,
           open_demo},
    Action{Id::OpenDemoOnDocker, "open-demo-on-docker", "Open the demo on Docker", 0, 0, kNotTyping,
           kOnce, has_demo_on_docker, open_demo_on_docker},
    Action{Id::Save, "save", "Save", kCtrl | ImGuiKey_S, 0, kTyping, kOnce, can_save, save},
    Action{Id::SaveAs, "save-as", "Save as…", kCtrl | kShift | ImGuiKey_S, 0, kTyping, kOnce,
           is_open, save_as},
    Action{Id::NewTab, "new-tab", "New tab", kCtrl | ImGuiKey_T, 0, kTyping, kOnce, can_add_tab,
           new_tab},
    Action{Id::CloseTab, "close-tab", "Close this tab", kCtrl | ImGuiKey_W, 0, kTyping, kOnce,
           has_tabs, close_tab},
    Action{Id::NextTab, "next-tab", "Next tab", kCtrl | ImGuiKey_PageDown, kCtrl | ImGuiKey_Tab,
           kTyping, kRepeats, has_tabs, step_tab<true>},
    Action{Id::PreviousTab, "previous-tab", "Previous tab", kCtrl | ImGuiKey_PageUp,
           kCtrl | kShift | ImGuiKey_Tab, kTyping, kRepeats, has_tabs, step_tab<false>},
    Action{Id::Quit, "quit", "Quit", kCtrl | ImGuiKey_Q, 0, kTyping, kOnce, always, quit},
};

}  // namespace

std::span<const Action> file_actions() { return kRows; }

}  // namespace app
