#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/picture_options.h"

// Pictures of the whole window for people to look at, in <build>/pictures.

namespace {

void plain(app::AppState&) {}
void exporting(app::AppState& state) { state.dialogs.show(app::Dialog::Export); }
void replacing(app::AppState& state) {
  exporting(state);
  state.exporting.saving.emplace();
  state.exporting.saving->path = "~/abalone/abalone-pipeline.createmodel.json";
  state.exporting.saving->file_exists = true;
}

tests::FakeWorld outdated_world() {
  tests::FakeWorld world = tests::busy_world();
  world.pipeline.stages[0].launch->model_data = "model";
  world.pipeline.stages[1].container.image = "xgb-serve:1.7";
  world.pipeline.stages[2].launch->bypassed = true;
  world.exported = std::make_shared<const emulator::ExportAttempt>(
      emulator::ExportAttempt{"createmodel", "/home/ada/abalone.createmodel.json", 4});
  world.export_outdated = world.unsaved = true;
  world.revision = 5;
  return world;
}

void finding(app::AppState& state) { state.dialogs.show(app::Dialog::Palette); }

struct Shot {
  const char* name;
  tests::FakeWorld (*world)();
  int width, height;
  float scale;
  bool dark;
  std::uint64_t invocation;  // 0: the newest
  void (*set)(app::AppState&) = plain;
  bool asking = false;  // whether unsaved edits may be lost
};

constexpr Shot kShots[] = {
    {"busy-dark", tests::busy_world, 1440, 900, 1, true, 127},
    {"busy-light", tests::busy_world, 1440, 900, 1, false, 127},
    {"busy-narrow", tests::busy_world, 960, 600, 1, true, 127},
    {"busy-double", tests::busy_world, 2880, 1800, 2, true, 127},
    {"empty", tests::empty_world, 1440, 900, 1, true, 0},
    {"stopped", tests::stopped_world, 1440, 900, 1, true, 0},
    {"starting", tests::starting_world, 1440, 900, 1, true, 0},
    {"failing", tests::failing_world, 1440, 900, 1, true, 0},
    {"long", tests::long_world, 1440, 900, 1, true, 0},
    {"leaving", tests::failing_world, 1440, 900, 1, true, 0, plain, true},
    {"running", tests::running_world, 1440, 900, 1, true, 0},
    {"export-dark", tests::busy_world, 1440, 900, 1, true, 0, exporting},
    {"export-light", tests::busy_world, 1440, 900, 1, false, 0, exporting},
    {"export-narrow", tests::busy_world, 960, 600, 1, true, 0, exporting},
    {"export-double", tests::busy_world, 2880, 1800, 2, true, 0, exporting},
    {"export-question", outdated_world, 1440, 900, 1, false, 0, replacing},
    {"export-outdated", outdated_world, 1440, 900, 1, true, 0, exporting},
    {"outdated", outdated_world, 1440, 900, 1, true, 0},
    {"outdated-narrow", outdated_world, 960, 600, 1, true, 0},
    {"palette-dark", tests::busy_world, 1440, 900, 1, true, 0, finding},
    {"palette-light", tests::busy_world, 1440, 900, 1, false, 0, finding},
    {"palette-narrow", tests::busy_world, 960, 600, 1, true, 0, finding},
};

}  // namespace

TEST_CASE("the whole window can be photographed in every state and size", "[pictures]") {
  const std::filesystem::path folder = std::filesystem::path(HOPLENS_PICTURES_DIR);
  std::filesystem::create_directories(folder);
  for (const Shot& shot : kShots) {
    INFO(shot.name);
    const app::OffscreenOptions options = tests::picture_options(shot);
    app::AppState state;
    state.selection.invocation = emulator::InvocationId{shot.invocation};
    if (shot.invocation != 0) state.selection.hop = 2;
    state.selection.stage = tests::stage_id(2);
    shot.set(state);
    tests::AppScreen screen(shot.world(), options, state);
    if (shot.asking) screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Q);
    const std::string file = (folder / (std::string(shot.name) + ".png")).string();
    screen.gui().save_picture(file);
    CHECK(std::filesystem::file_size(file) > 10'000);
  }
}
