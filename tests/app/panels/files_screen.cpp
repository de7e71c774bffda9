#include "tests/app/panels/files_screen.h"

#include "emulator/base/overloaded.h"

namespace tests {
namespace fs = std::filesystem;

std::string pipeline_text(std::string_view model_name) {
  return R"({
  "CreateModel": {
    "ModelName": ")" +
         std::string(model_name) + R"(",
    "Containers": [
      { "ContainerHostname": "a", "Image": "1.dkr.ecr.us-east-1.amazonaws.com/a:1" },
      { "ContainerHostname": "b", "Image": "1.dkr.ecr.us-east-1.amazonaws.com/b:1" }
    ]
  }
}
)";
}

FilesScreen::FilesScreen(app::AppState state, app::AppPorts ports,
                         const app::OffscreenOptions& options)
    : app_(std::move(state), with_clock(std::move(ports))),
      gui_([this](const app::Style& style) { frame(style); }, options) {
  gui_.frames(2);
}

void FilesScreen::open(const fs::path& file) {
  document_.open(emulator::read_pipeline_file(file).value());
  gui_.frames(3);
}

void FilesScreen::find_docker(const emulator::RuntimeCondition& condition) {
  docker_ = condition;
  gui_.frames(3);
}

void FilesScreen::edit() {
  if (!document_.apply(emulator::MoveStage{0, 1})) throw std::runtime_error("no edit");
  gui_.frames(2);
}

void FilesScreen::wait(std::chrono::milliseconds time) {
  clock_.passed += time;
  gui_.frames(3);
}

void FilesScreen::frame(const app::Style& style) {
  for (emulator::Command& command : app_.frame(snapshot(), style)) obey(command);
}

void FilesScreen::obey(emulator::Command& command) {
  const auto done = [this](const emulator::Result<void>& result) {
    notice_.reset();
    if (!result) notice_ = result.error();
  };
  std::visit(emulator::Overloaded{
                 [&](emulator::OpenPipeline& c) {
                   notice_.reset();
                   document_.open(c.pipeline, !c.unsaved);
                 },
                 [&](const emulator::ApplyEdit& c) { done(document_.apply(c.edit)); },
                 [&](const emulator::Undo&) { done(document_.undo()); },
                 [&](const emulator::Save& c) { done(document_.save(c.file)); },
                 [&](const emulator::DismissNotice&) { notice_.reset(); },
                 [&](const emulator::Notify& c) { notice_ = c.error; }, [](const auto&) {}},
             command);
}

emulator::SnapshotPtr FilesScreen::snapshot() const {
  const emulator::SnapshotPtr empty = empty_world().snapshot();
  auto now = std::make_shared<emulator::EngineSnapshot>(*empty);
  now->pipeline = document_.pipeline();
  now->open = document_.is_open();
  now->openings = document_.openings();
  now->unsaved = document_.unsaved();
  now->revision = document_.revision();
  now->undo = document_.undo_text();
  now->notice = notice_;
  if (docker_) now->docker = std::make_shared<const emulator::RuntimeCondition>(*docker_);
  if (now->open) now->service = emulator::ServiceState::Stopped;
  return now;
}

app::AppState state_in(const fs::path& folder) {
  app::AppState state;
  state.places.home = folder;
  state.places.working = folder;
  return state;
}

}  // namespace tests
