#include <filesystem>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"

// The source of a process stage changes on the disk while it runs.
namespace {

using emulator::RestartStage;
using emulator::StageId;
using emulator::StageState;
using tests::AppScreen;
using tests::FakeWorld;

// A world whose stages are processes with a folder each.
FakeWorld process_world() {
  FakeWorld world = tests::busy_world();
  world.pipeline.folder = "/home/ada";
  world.pipeline.file = "/home/ada/abalone.pipeline.json";
  for (emulator::Stage& stage : world.pipeline.stages) {
    stage.launch.emplace();
    stage.launch->runtime = emulator::RuntimeKind::Process;
    stage.launch->command = {{"python3", "serve.py"}};
    stage.launch->working_directory = stage.container.container_hostname;
  }
  return world;
}

// The screen over a disk that this test changes by word.
class Sources {
 public:
  explicit Sources(const FakeWorld& world, app::AppState state = {})
      : screen(world, {}, std::move(state), ports()) {}

  void change(const std::filesystem::path& file) {
    changed_.push_back(file);
    screen.gui().frames(2);
  }
  bool shows(std::string_view words) {
    return screen.gui().frame_text().find(words) != std::string::npos;
  }

  std::vector<std::filesystem::path> watched;

 private:
  app::AppPorts ports() {
    app::AppPorts ports;
    ports.watch_files = [this](std::vector<std::filesystem::path> places) {
      watched = std::move(places);
    };
    ports.changed_files = [this] { return std::exchange(changed_, {}); };
    return ports;
  }
  std::vector<std::filesystem::path> changed_;

 public:
  AppScreen screen;
};

app::AppState with(app::Settings::OnChange wish) {
  app::AppState state;
  state.settings.on_change = wish;
  return state;
}

StageId second_stage(const FakeWorld& world) { return world.pipeline.stages.at(1).id; }

}  // namespace

TEST_CASE("the folders of the open pipeline's process stages are watched") {
  Sources sources(process_world());
  REQUIRE(sources.watched.size() >= 3);
  CHECK(sources.watched.front() == "/home/ada/abalone.pipeline.json");
  CHECK(sources.watched.at(1) == "/home/ada/preprocess");
}

TEST_CASE("a changed source is asked about, and restarting takes it up") {
  const FakeWorld world = process_world();
  Sources sources(world);
  sources.change("/home/ada/model/serve.py");
  REQUIRE(sources.shows("serve.py of model changed"));
  CHECK(sources.screen.commands().empty());
  CHECK_GOLDEN_TEXT(sources.screen.gui().frame_text(), "source_changed");

  SECTION("once") {
    sources.screen.gui().click("Restart");
    CHECK(sources.screen.last<RestartStage>().stage == second_stage(world));
    CHECK_FALSE(sources.shows("serve.py of model changed"));
    sources.change("/home/ada/model/serve.py");
    CHECK(sources.shows("serve.py of model changed"));
  }
  SECTION("from now on") {
    sources.screen.gui().click("Always restart");
    CHECK(sources.screen.app().state().settings.on_change == app::Settings::OnChange::Reload);
    const std::size_t before = sources.screen.commands().size();
    sources.change("/home/ada/model/serve.py");
    CHECK(sources.screen.commands().size() == before + 1);
    CHECK(sources.shows("Restarted model: serve.py changed"));
  }
  SECTION("or it is left as it runs") {
    sources.screen.gui().click("Leave it");
    CHECK(sources.screen.commands().empty());
    CHECK_FALSE(sources.shows("serve.py of model changed"));
  }
}

TEST_CASE("two changed stages are asked about one after the other") {
  Sources sources(process_world());
  sources.change("/home/ada/model/serve.py");
  sources.change("/home/ada/preprocess/encode.py");
  CHECK(sources.shows("serve.py of model changed"));
  sources.screen.gui().click("Leave it");
  CHECK(sources.shows("encode.py of preprocess changed"));
}

TEST_CASE("nobody is asked about a stage that does not run, nor where that is not wanted") {
  FakeWorld world = process_world();
  for (auto& status : world.stages) status.state = StageState::Idle;
  Sources stopped(world);
  stopped.change("/home/ada/model/serve.py");
  CHECK_FALSE(stopped.shows("serve.py of model changed"));

  Sources left(process_world(), with(app::Settings::OnChange::Leave));
  left.change("/home/ada/model/serve.py");
  CHECK_FALSE(left.shows("serve.py of model changed"));
  CHECK(left.screen.commands().empty());
}

TEST_CASE("what happens when files change is a setting") {
  Sources sources(process_world());
  sources.screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Comma);
  sources.screen.gui().click("Leave");
  CHECK(sources.screen.app().state().settings.on_change == app::Settings::OnChange::Leave);
}
