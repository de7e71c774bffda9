#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/picture_options.h"
#include "tests/app/panels/time_worlds.h"

// Pictures of the time axis and the latencies for people to look at, in <build>/pictures.

namespace {

using std::chrono::milliseconds;

void latency(app::AppState& state) { state.drawer.tab = app::DrawerTab::Latency; }
void cloudwatch(app::AppState& state) {
  latency(state);
  state.time.latency.cloudwatch = true;
}
void timeline(app::AppState& state) {
  latency(state);
  state.time.all = true;
  state.splits.waterfall = 330;
}
void low_timeline(app::AppState& state) {
  latency(state);
  state.time.all = true;
}

struct Shot {
  const char* name;
  tests::FakeWorld (*world)();
  int width, height;
  float scale;
  bool dark;
  void (*set)(app::AppState&);
};

constexpr Shot kShots[] = {
    {"latency-dark", tests::burst_world, 1440, 900, 1, true, latency},
    {"latency-light", tests::burst_world, 1440, 900, 1, false, latency},
    {"latency-narrow", tests::burst_world, 960, 600, 1, true, latency},
    {"cloudwatch-dark", tests::burst_world, 1440, 900, 1, true, cloudwatch},
    {"cloudwatch-light", tests::burst_world, 1440, 900, 1, false, cloudwatch},
    {"cloudwatch-narrow", tests::burst_world, 960, 600, 1, false, cloudwatch},
    {"timeline-dark", tests::burst_world, 1440, 900, 1, true, timeline},
    {"timeline-light", tests::burst_world, 1440, 900, 1, false, timeline},
    {"timeline-narrow", tests::burst_world, 960, 600, 1, true, low_timeline},
    {"timeline-double", tests::burst_world, 2880, 1800, 2, true, timeline},
    {"held-dark", tests::held_world, 1440, 900, 1, true, latency},
    {"held-light", tests::held_world, 1440, 900, 1, false, latency},
    {"held-narrow", tests::held_world, 960, 600, 1, true, latency},
};

std::string file_of(const char* name) {
  const std::filesystem::path folder = std::filesystem::path(HOPLENS_PICTURES_DIR);
  std::filesystem::create_directories(folder);
  return (folder / (std::string("time-") + name + ".png")).string();
}

}  // namespace

TEST_CASE("the time axis and the latencies can be photographed", "[pictures]") {
  for (const Shot& shot : kShots) {
    INFO(shot.name);
    app::AppState state;
    shot.set(state);
    tests::AppScreen screen(shot.world(), tests::picture_options(shot), state);
    screen.gui().save_picture(file_of(shot.name));
    CHECK(std::filesystem::file_size(file_of(shot.name)) > 10'000);
  }
}

TEST_CASE("a range that is being dragged and one zoomed to can be photographed", "[pictures]") {
  for (const bool dark : {true, false}) {
    struct {
      int width = 1440, height = 900;
      float scale = 1;
      bool dark = true;
    } shot;
    shot.dark = dark;
    tests::AppScreen screen(tests::busy_world(), tests::picture_options(shot));
    screen.gui().click("invocation:127");
    screen.gui().press(ImGuiKey_Equal);
    const std::string name = dark ? "dark" : "light";
    screen.gui().save_picture(file_of(("zoomed-" + name).c_str()));
    screen.gui().drag_and_hold("hop:model", "→");
    screen.gui().save_picture(file_of(("dragging-" + name).c_str()));
    CHECK(std::filesystem::file_size(file_of(("dragging-" + name).c_str())) > 10'000);
  }
}
