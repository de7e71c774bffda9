#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/picture_options.h"

// Pictures of the window with containers, in <build>/pictures.

namespace {

using tests::AppScreen;
using tests::FakeWorld;

void nothing(AppScreen&) {}
void hover_model(AppScreen& screen) {
  screen.gui().hover("stage:model");
  screen.gui().frames(60);
}
void trouble(AppScreen& screen) { screen.gui().click("trouble:model"); }
void edit_local(AppScreen& screen) {
  screen.gui().double_click("stage:model");
  screen.gui().click("Here (local)");
  screen.gui().scroll("fields/Runtime", -30);
}
void edit_local_top(AppScreen& screen) {
  screen.gui().double_click("stage:model");
  screen.gui().click("Here (local)");
}
void how_to_fix(AppScreen& screen) { screen.gui().click("How to fix"); }
void engine(AppScreen& screen) { screen.gui().click("docker"); }
void fallback(AppScreen& screen) { screen.gui().click("Open the demo on Docker"); }

FakeWorld looking_world() {
  FakeWorld world = tests::empty_world();
  world.docker.emplace();
  return world;
}
FakeWorld found_world() {
  FakeWorld world = tests::empty_world();
  world.docker = tests::docker_found();
  return world;
}
FakeWorld not_found_world() {
  FakeWorld world = tests::empty_world();
  world.docker = tests::docker_not_allowed();
  return world;
}
FakeWorld silent_world() {
  FakeWorld world = tests::docker_world();
  world.invocations.clear();
  return world;
}

FakeWorld fifteen_world() {
  FakeWorld world = tests::long_world();
  world.docker = tests::docker_found();
  for (std::size_t i = 0; i < world.stages.size(); ++i) {
    auto& status = world.stages[i];
    status.description = "container 3f2a91c0b7d" + std::to_string(i % 10);
    status.usage = emulator::StageUsage{0.31 * static_cast<double>(i), 40'000'000 * (i + 1),
                                        i % 2 == 0 ? 512'000'000ULL : 0};
  }
  world.stages[3] = tests::pulling_world().stages[1];
  world.stages[3].stage = world.pipeline.stages[3].id;
  return world;
}

struct Shot {
  const char* name;
  FakeWorld (*world)();
  int width, height;
  float scale;
  bool dark;
  void (*use)(AppScreen&) = nothing;
};

constexpr Shot kShots[] = {
    {"docker-dark", tests::docker_world, 1440, 900, 1, true},
    {"docker-light", tests::docker_world, 1440, 900, 1, false},
    {"docker-narrow", tests::docker_world, 960, 600, 1, true},
    {"docker-double", tests::docker_world, 2880, 1800, 2, true},
    {"docker-silent", silent_world, 1440, 900, 1, true},
    {"docker-tooltip", tests::docker_world, 1440, 900, 1, true, hover_model},
    {"docker-pulling-dark", tests::pulling_world, 1440, 900, 1, true},
    {"docker-pulling-light", tests::pulling_world, 1440, 900, 1, false},
    {"docker-pulling-narrow", tests::pulling_world, 960, 600, 1, true},
    {"docker-missing-dark", tests::docker_missing_world, 1440, 900, 1, true},
    {"docker-missing-light", tests::docker_missing_world, 1440, 900, 1, false},
    {"docker-missing-narrow", tests::docker_missing_world, 960, 600, 1, true},
    {"docker-how-dark", tests::docker_missing_world, 1440, 900, 1, true, how_to_fix},
    {"docker-how-light", tests::docker_missing_world, 1440, 900, 1, false, how_to_fix},
    {"docker-how-narrow", tests::docker_missing_world, 960, 600, 2, true, how_to_fix},
    {"docker-memory-dark", tests::out_of_memory_world, 1440, 900, 1, true},
    {"docker-memory-light", tests::out_of_memory_world, 1440, 900, 1, false, trouble},
    {"docker-welcome-looking", looking_world, 1440, 900, 1, true},
    {"docker-welcome-found", found_world, 1440, 900, 1, true},
    {"docker-welcome-light", not_found_world, 1440, 900, 1, false},
    {"docker-welcome-narrow", not_found_world, 960, 600, 2, true},
    {"docker-welcome-fallback", not_found_world, 960, 600, 1, true, fallback},
    {"docker-editor-top", tests::docker_world, 1440, 900, 1, true, edit_local_top},
    {"docker-editor-end", tests::docker_world, 1440, 900, 1, false, edit_local},
    {"docker-fifteen", fifteen_world, 1440, 900, 1, true},
    {"docker-engine", found_world, 1440, 900, 1, true, engine},
};

}  // namespace

TEST_CASE("the window with containers can be photographed in every state", "[pictures]") {
  const std::filesystem::path folder = std::filesystem::path(HOPLENS_PICTURES_DIR);
  std::filesystem::create_directories(folder);
  for (const Shot& shot : kShots) {
    INFO(shot.name);
    const app::OffscreenOptions options = tests::picture_options(shot);
    app::AppState state;
    state.places.demo = "/usr/share/hoplens/demo/demo.pipeline.json";
    if (!shot.world().stages.empty()) state.selection.stage = tests::stage_id(2);
    AppScreen screen(shot.world(), options, state);
    shot.use(screen);
    const std::string file = (folder / (std::string(shot.name) + ".png")).string();
    screen.gui().save_picture(file);
    CHECK(std::filesystem::file_size(file) > 10'000);
  }
}
