#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/picture_options.h"
#include "tests/app/panels/runs_world.h"

// Pictures of comparing for people to look at, in <build>/pictures.

namespace {

void comparing(app::AppState& state) {
  state.inspector.tab = app::InspectorTab::Diff;
  state.drawer.tab = app::DrawerTab::Compare;
  state.selection.marked = emulator::InvocationId{127};
  state.selection.hop = 2;
}
void lines(app::AppState& state) {
  comparing(state);
  state.compare.tab.form = app::DiffForm::Lines;
}
void runs(app::AppState& state) {
  state.inspector.tab = app::InspectorTab::Diff;
  state.drawer.tab = app::DrawerTab::Runs;
}

struct Shot {
  const char* name;
  tests::FakeWorld (*world)();
  int width, height;
  float scale;
  bool dark;
  std::uint64_t invocation;
  void (*set)(app::AppState&);
};

constexpr Shot kShots[] = {
    {"compare-dark", tests::changed_world, 1440, 900, 1, true, 129, comparing},
    {"compare-light", tests::changed_world, 1440, 900, 1, false, 129, comparing},
    {"compare-narrow", tests::changed_world, 960, 600, 1, true, 129, comparing},
    {"compare-double", tests::changed_world, 2880, 1800, 2, true, 129, comparing},
    {"compare-lines", tests::changed_world, 1440, 900, 1, true, 129, lines},
    {"compare-lines-light", tests::changed_world, 1440, 900, 1, false, 129, lines},
    {"compare-reordered", tests::reordered_world, 1440, 900, 1, true, 130, comparing},
    {"runs-empty", tests::busy_world, 1440, 900, 1, true, 127, runs},
    {"runs-history", tests::history_world, 1440, 900, 1, true, 129, runs},
    {"runs-history-light", tests::history_world, 1440, 900, 1, false, 129, runs},
    {"runs-orders", tests::orders_world, 1440, 900, 1, true, 129, runs},
    {"runs-narrow", tests::orders_world, 960, 600, 1, true, 129, runs},
};

}  // namespace

TEST_CASE("comparing can be photographed in every state and size", "[pictures]") {
  const std::filesystem::path folder = std::filesystem::path(HOPLENS_PICTURES_DIR);
  std::filesystem::create_directories(folder);
  for (const Shot& shot : kShots) {
    INFO(shot.name);
    const app::OffscreenOptions options = tests::picture_options(shot);
    app::AppState state;
    state.selection.invocation = emulator::InvocationId{shot.invocation};
    shot.set(state);
    tests::AppScreen screen(shot.world(), options, std::move(state));
    screen.gui().frames(2);
    screen.gui().save_picture((folder / (std::string(shot.name) + ".png")).string());
    CHECK(std::filesystem::file_size(folder / (std::string(shot.name) + ".png")) > 10'000);
  }
}
