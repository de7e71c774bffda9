#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/picture_options.h"

// Pictures of composer, list, waterfall and logs in use, in <build>/pictures.

namespace {

using tests::AppScreen;

void filter(AppScreen& screen) {
  screen.gui().replace_text("invocations/filter", "status:>=400 stage:preprocess");
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_F);
  screen.gui().type("post\n");
}
void hint(AppScreen& screen) { screen.gui().replace_text("invocations/filter", "st"); }
void hover(AppScreen& screen) {
  screen.gui().click("invocation:127");
  screen.gui().hover("hop:model");
  screen.gui().frames(60);
}
void change(AppScreen& screen) {
  screen.gui().replace_text("Accept", "text/csv");
  screen.gui().click("request menu");
}
void name(AppScreen& screen) {
  change(screen);
  screen.gui().click("Save as request…");
  screen.gui().replace_text("request name", "one abalone");
}
void list_types(AppScreen& screen) { screen.gui().click("Content-Type list"); }
void nothing(AppScreen&) {}

tests::FakeWorld large_world() {
  tests::FakeWorld world = tests::busy_world();
  world.pipeline.requests[0].body = std::string(400 * 1024, '7');
  return world;
}
tests::FakeWorld bare_world() {
  tests::FakeWorld world = tests::stopped_world();
  world.pipeline.requests.clear();
  return world;
}
tests::FakeWorld skipping_world() {
  tests::FakeWorld world = tests::busy_world();
  world.pipeline.stages[1].launch->bypassed = true;
  auto last = std::make_shared<emulator::Invocation>(*world.invocations.back());
  last->revision = world.revision;
  last->order = {"preprocess", "postprocess"};
  last->hops.resize(1);
  world.invocations.back() = last;
  return world;
}

struct Shot {
  const char* name;
  tests::FakeWorld (*world)();
  int width, height;
  float scale;
  bool dark;
  float left;  // width of the left column
  void (*use)(AppScreen&);
};

constexpr Shot kShots[] = {
    {"requests-filtered-dark", tests::busy_world, 1440, 900, 1, true, 300, filter},
    {"requests-filtered-light", tests::busy_world, 1440, 900, 1, false, 300, filter},
    {"requests-filtered-narrow", tests::busy_world, 960, 600, 1, true, 220, filter},
    {"requests-hints", tests::busy_world, 1440, 900, 1, true, 300, hint},
    {"requests-hover-dark", tests::busy_world, 1440, 900, 1, true, 460, hover},
    {"requests-hover-double", tests::busy_world, 2880, 1800, 2, false, 300, hover},
    {"requests-menu", tests::busy_world, 1440, 900, 1, true, 340, change},
    {"requests-naming", tests::busy_world, 1440, 900, 1, false, 300, name},
    {"requests-types", tests::busy_world, 1440, 900, 1, true, 300, list_types},
    {"requests-large", large_world, 1440, 900, 1, true, 300, nothing},
    {"requests-bare", bare_world, 1440, 900, 1, true, 300, nothing},
    {"requests-narrow", tests::busy_world, 960, 600, 1, true, 220, nothing},
    {"requests-tall-narrow", tests::busy_world, 960, 900, 1, false, 220, nothing},
    {"requests-narrow-double", tests::busy_world, 1920, 1200, 2, true, 220, nothing},
    {"requests-skipping", skipping_world, 1440, 900, 1, true, 300, nothing},
};

}  // namespace

TEST_CASE("composer, list, waterfall and logs can be photographed in use", "[pictures]") {
  const std::filesystem::path folder = std::filesystem::path(HOPLENS_PICTURES_DIR);
  std::filesystem::create_directories(folder);
  for (const Shot& shot : kShots) {
    INFO(shot.name);
    const app::OffscreenOptions options = tests::picture_options(shot);
    app::AppState state;
    state.splits.left = shot.left;
    AppScreen screen(shot.world(), options, state);
    shot.use(screen);
    const std::string file = (folder / (std::string(shot.name) + ".png")).string();
    screen.gui().save_picture(file);
    CHECK(std::filesystem::file_size(file) > 10'000);
  }
}
