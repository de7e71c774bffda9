#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "emulator/export/exporter.h"
#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"

using namespace tests;

namespace {

// A pipeline whose folder holds an export that an earlier run wrote.
struct EarlierExport {
  explicit EarlierExport(int width = 1440, int height = 900)
      : screen(world_in(folder.path()), sized(width, height)) {
    screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_E);
    screen.gui().frames(2);
  }

  static app::OffscreenOptions sized(int width, int height) {
    app::OffscreenOptions options;
    options.width = width;
    options.height = height;
    return options;
  }
  static FakeWorld world_in(const std::filesystem::path& folder) {
    FakeWorld world = busy_world();
    world.pipeline.folder = folder;
    const std::string text = emulator::find_exporter("createmodel")->render(world.pipeline)->text;
    std::ofstream(folder / "abalone-pipeline.createmodel.json") << text;
    std::swap(world.pipeline.stages[0], world.pipeline.stages[1]);
    return world;
  }

  TemporaryFolder folder;
  AppScreen screen;
};

bool shows(AppScreen& screen, std::string_view text) {
  return screen.gui().frame_text().find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("an export tells that it is not what an earlier run wrote, and what differs") {
  EarlierExport world;
  CHECK(shows(world.screen, "Not what is in"));
  world.screen.gui().click("Export/Show changes");
  CHECK(shows(world.screen, "+ "));
  CHECK_FALSE(world.screen.app().state().exporting.before.changes.same());
  world.screen.gui().click("Export/Hide changes");
  CHECK_FALSE(world.screen.app().state().exporting.shows_changes);
  world.screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_D);
  CHECK(world.screen.app().state().exporting.shows_changes);
}

TEST_CASE("nothing is compared where nothing was exported") {
  FakeWorld world = busy_world();
  world.pipeline.folder = "/nowhere/at/all";
  AppScreen screen(world);
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_E);
  screen.gui().frames(2);
  CHECK(screen.gui().has("Export/Copy"));
  CHECK_FALSE(screen.gui().has("Export/Show changes"));
}

TEST_CASE("Fill in leads to the field, and the export comes back after it") {
  FakeWorld world = busy_world();
  world.pipeline.model.execution_role_arn.reset();
  AppScreen screen(world);
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_E);
  screen.gui().click("Fill in");
  CHECK(screen.app().state().dialogs.shows(app::Dialog::Editor));
  CHECK(screen.app().state().editor.page == app::FieldPage::Model);
  // The first Esc may only leave the field.
  for (int i = 0; i < 3 && screen.app().state().dialogs.shows(app::Dialog::Editor); ++i)
    screen.gui().press(ImGuiKey_Escape);
  CHECK(screen.app().state().dialogs.shows(app::Dialog::Export));
}

TEST_CASE("a place for the export can be browsed for") {
  EarlierExport world;
  world.screen.gui().press(ImGuiKey_Enter);
  world.screen.gui().click("Export/Browse…");
  world.screen.gui().frames(2);
  CHECK(world.screen.app().state().dialogs.shows(app::Dialog::File));
}
