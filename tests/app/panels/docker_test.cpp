#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/files_screen.h"
#include "tests/support/golden.h"
#include "tests/support/static_program.h"

using namespace tests;
namespace fs = std::filesystem;
using emulator::RuntimeKind;

namespace {

bool reads(AppScreen& screen, std::string_view words) {
  return screen.gui().frame_text().find(words) != std::string::npos;
}

std::string clipboard(AppScreen& screen) {
  ImGuiContext* before = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(&screen.gui().screen().context());
  std::string text = ImGui::GetClipboardText();
  ImGui::SetCurrentContext(before);
  return text;
}

// The first screen of a program that came with a demo of one stage.
struct Demo : TemporaryFolder {
  FilesScreen screen;
  Demo() : screen(state()) {}

  app::AppState state() {
    app::AppState state = state_in(path());
    state.places.demo = write("demo/demo.pipeline.json", R"({
      "CreateModel": { "ModelName": "demo",
        "Containers": [ { "ContainerHostname": "model", "Image": "model:1" } ] },
      "Local": { "Stages": { "model": { "Runtime": "process", "ModelData": "model",
        "Command": ["hoplens-demo-stage", "serve", "--role", "model"] } } } })");
    state.places.demo_program = write("bin/hoplens-demo-stage", program_file(false));
    state.places.cache = path() / "cache";
    return state;
  }
  const emulator::StageLaunch& launch() const {
    return *screen.document().pipeline()->stages.at(0).launch;
  }
};

}  // namespace

TEST_CASE("the window with containers as text") {
  CHECK_GOLDEN_TEXT(AppScreen(docker_world()).gui().frame_text(), "window_docker");
  CHECK_GOLDEN_TEXT(AppScreen(pulling_world()).gui().frame_text(), "window_pulling");
  CHECK_GOLDEN_TEXT(AppScreen(out_of_memory_world()).gui().frame_text(), "window_out_of_memory");
  AppScreen missing(docker_missing_world());
  CHECK_GOLDEN_TEXT(missing.gui().frame_text(), "window_docker_missing");
  missing.gui().click("How to fix");
  CHECK_GOLDEN_TEXT(missing.gui().frame_text(), "docker_dialog");
}

TEST_CASE("a narrow card keeps the figures that matter") {
  app::OffscreenOptions options;
  options.width = 960;
  options.height = 600;
  CHECK_GOLDEN_TEXT(AppScreen(docker_world(), options).gui().frame_text(), "window_docker_narrow");
  CHECK_GOLDEN_TEXT(AppScreen(pulling_world(), options).gui().frame_text(),
                    "window_pulling_narrow");
}

TEST_CASE("the first screen tells which Docker Engine was found") {
  FakeWorld world = empty_world();
  AppScreen screen(world);
  CHECK_FALSE(screen.gui().has("docker"));
  world.docker.emplace();
  screen.show(world);
  CHECK(reads(screen, "Looking for Docker"));
  world.docker = docker_found();
  screen.show(world);
  CHECK(reads(screen, "Docker 20.10.24 at unix:///var/run/docker.sock (the usual socket)"));
  screen.gui().click("docker");
  CHECK(screen.app().state().dialogs.shows(app::Dialog::Docker));
  CHECK(reads(screen, "DOCKER_HOST, then DOCKER_CONTEXT"));
  screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(screen.app().state().dialogs.on_screen());
}

TEST_CASE("a pipeline that lacks Docker says so until that is sent away or changes") {
  FakeWorld world = docker_missing_world();
  AppScreen screen(world);
  CHECK(screen.gui().has("How to fix"));
  screen.gui().click("Dismiss");
  CHECK_FALSE(screen.gui().has("How to fix"));
  world.docker->error->what = "Docker is not reachable: connection refused";
  screen.show(world);
  CHECK(screen.gui().has("How to fix"));
  world.docker = docker_found();
  screen.show(world);
  CHECK_FALSE(screen.gui().has("How to fix"));
}

TEST_CASE("what could not be done goes before what is missing") {
  FakeWorld world = docker_missing_world();
  world.notice = emulator::Error{emulator::ErrorCode::IoFailed, "The disk is full", "Free some"};
  AppScreen screen(world);
  CHECK(reads(screen, "The disk is full"));
  CHECK_FALSE(screen.gui().has("How to fix"));
}

TEST_CASE("How to fix has the command to copy") {
  AppScreen screen(docker_missing_world());
  screen.gui().click("How to fix");
  screen.gui().click("copy:sudo usermod -aG docker \"$USER\"");
  CHECK(clipboard(screen) == "sudo usermod -aG docker \"$USER\"");
}

TEST_CASE("the demo on Docker waits until an engine is found, then runs in containers") {
  Demo demo;
  CHECK_FALSE(demo.screen.gui().has("Open the demo on Docker"));
  demo.screen.find_docker({});
  demo.screen.gui().click("Open the demo on Docker");
  CHECK_FALSE(demo.screen.document().is_open());
  demo.screen.find_docker(docker_found());
  REQUIRE(demo.screen.document().is_open());
  CHECK(demo.launch().runtime == RuntimeKind::Docker);
  CHECK(demo.launch().build == (demo.path() / "cache/demo-image").string());
  CHECK(fs::exists(demo.path() / "cache/demo-image/Dockerfile"));
  CHECK(demo.launch().environment == emulator::EnvironmentMap{{"DEMO_STAGE_ROLE", "model"}});
  // It is not what the demo's file holds, and nothing that would have to be saved.
  CHECK(demo.screen.document().pipeline()->file.empty());
  CHECK(demo.screen.document().pipeline()->folder == demo.path() / "demo");
  CHECK_FALSE(demo.screen.document().unsaved());
}

TEST_CASE("without an engine the demo runs as processes and the screen says why") {
  Demo demo;
  demo.screen.find_docker(docker_not_allowed());
  demo.screen.gui().click("Open the demo on Docker");
  REQUIRE(demo.screen.document().is_open());
  CHECK(demo.launch().runtime == RuntimeKind::Process);
  CHECK(demo.screen.shows("permission denied on /var/run/docker.sock: the demo runs as processes"));
}

TEST_CASE("an engine that stays silent is waited for ten seconds") {
  Demo demo;
  demo.screen.find_docker({});
  demo.screen.gui().click("Open the demo on Docker");
  demo.screen.wait(std::chrono::seconds{9});
  CHECK_FALSE(demo.screen.document().is_open());
  demo.screen.wait(std::chrono::seconds{2});
  REQUIRE(demo.screen.document().is_open());
  CHECK(demo.launch().runtime == RuntimeKind::Process);
}

TEST_CASE("an image that cannot be prepared is told as what could not be done") {
  Demo demo;
  fs::remove(demo.path() / "bin/hoplens-demo-stage");
  demo.screen.find_docker(docker_found());
  demo.screen.gui().click("Open the demo on Docker");
  CHECK_FALSE(demo.screen.document().is_open());
  demo.screen.gui().frames(3);
  CHECK(demo.screen.shows("hoplens-demo-stage is not beside hoplens"));
}

TEST_CASE("a stage that ended is restarted by one key, from its trouble as well") {
  app::AppState state;
  state.selection.stage = stage_id(2);
  AppScreen screen(out_of_memory_world(), {}, state);
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_R);
  CHECK(screen.last<emulator::RestartStage>().stage == stage_id(2));
  screen.gui().click("trouble:model");
  CHECK(reads(screen, "Raise MemoryBytes of this stage"));
  CHECK(reads(screen, "Ctrl+R restarts it"));
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_R);
  CHECK(screen.commands().size() == 2);
  CHECK(screen.last<emulator::RestartStage>().stage == stage_id(2));
}
