#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "emulator/validate/validate.h"
#include "tests/app/panels/app_screen.h"

// Pictures of the strip in use, the editor and the findings, in <build>/pictures.

namespace {

void drag(tests::AppScreen& screen) {
  screen.gui().drag_and_hold("stage:postprocess", "stage:preprocess");
  screen.gui().frames(12);
}
void trouble(tests::AppScreen& screen) { screen.gui().click("trouble:postprocess"); }
void menu(tests::AppScreen& screen) { screen.gui().right_click("stage:model"); }
void findings(tests::AppScreen& screen) { screen.gui().click("findings"); }
void local(tests::AppScreen& screen) {
  screen.gui().double_click("stage:model");
  screen.gui().click("Here (local)");
}
void invalid(tests::AppScreen& screen) {
  screen.gui().double_click("stage:model");
  screen.gui().replace_text("fields/ContainerHostname", "my model");
  screen.gui().click("Cancel");
}
void keys(tests::AppScreen& screen) { screen.gui().press(ImGuiKey_F1); }

tests::FakeWorld validated_world() {
  tests::FakeWorld world = tests::busy_world();
  world.pipeline.stages[2].launch->port = 70000;
  world.pipeline.stages[1].container.image = "xgb-serve:1.7";
  world.pipeline.stages[0].container.mode = "singlemodel";
  world.stages[1].outdated = true;
  world.findings = emulator::validate(world.pipeline);
  return world;
}

struct Shot {
  const char* name;
  void (*act)(tests::AppScreen&);
  bool dark;
  float scale = 1;
};
constexpr Shot kShots[] = {
    {"strip-drag", drag, true},          {"strip-trouble", trouble, true},
    {"strip-menu", menu, false},         {"findings-dark", findings, true},
    {"findings-light", findings, false}, {"editor-local", local, true},
    {"editor-invalid", invalid, true},   {"editor-double", invalid, false, 2},
    {"keys-stages", keys, true}};

}  // namespace

TEST_CASE("strip, editor and findings can be photographed in use", "[pictures]") {
  const std::filesystem::path folder = std::filesystem::path(HOPLENS_PICTURES_DIR);
  std::filesystem::create_directories(folder);
  for (const Shot& shot : kShots) {
    INFO(shot.name);
    app::OffscreenOptions options;
    options.width = static_cast<int>(1440 * shot.scale);
    options.height = static_cast<int>(900 * shot.scale);
    options.scale = shot.scale;
    options.theme = shot.dark ? &app::dark_theme() : &app::light_theme();
    options.fonts = app::find_fonts();
    tests::AppScreen screen(validated_world(), options);
    shot.act(screen);
    const std::string file = (folder / (std::string(shot.name) + ".png")).string();
    screen.gui().save_picture(file);
    CHECK(std::filesystem::file_size(file) > 10'000);
  }
}
