#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/picture_options.h"

// Pictures of the window with the SageMaker address, in <build>/pictures.

namespace {

using tests::AppScreen;
using tests::FakeWorld;

void nothing(AppScreen&) {}
void endpoints(AppScreen& screen) { screen.gui().click("drawer/Endpoints"); }
void enlarged(AppScreen& screen) {
  endpoints(screen);
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_6);
  screen.gui().press(ImGuiKey_F11);
}
void failed(AppScreen& screen) {
  enlarged(screen);
  screen.gui().click("endpoint:wine-quality");
}
void model(AppScreen& screen) {
  endpoints(screen);
  screen.gui().click("endpoint:wine-quality");
}
void copy_menu(AppScreen& screen) { screen.gui().click("address menu"); }
void called(AppScreen& screen) { screen.gui().click("invocation:130"); }
void refused(AppScreen& screen) { screen.gui().click("invocation:131"); }
void deleting(AppScreen& screen) {
  endpoints(screen);
  screen.gui().click("Delete…");
}
void images(AppScreen& screen) {
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_I);
  screen.gui().replace_text("tested image", "123456789012.dkr.ecr.us-east-1.amazonaws.com/xgb:3");
}
void settings(AppScreen& screen) { screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Comma); }

FakeWorld no_endpoints_world() {
  FakeWorld world = tests::address_world();
  world.address->endpoints.clear();
  world.address->models.clear();
  return world;
}

FakeWorld images_world() {
  FakeWorld world = tests::address_world();
  emulator::StageLaunch process;
  process.runtime = emulator::RuntimeKind::Process;
  process.command = std::vector<std::string>{"python3", "serve.py", "serve"};
  process.model_data = "model";
  emulator::StageLaunch docker;
  docker.image = "xgb-serve:dev";
  emulator::StageLaunch url;
  url.runtime = emulator::RuntimeKind::Url;
  url.url = "127.0.0.1:9000";
  world.pipeline.local.images = std::vector<emulator::ImageEntry>{
      {"*/sklearn-inference:*", process}, {"*/xgb:*", docker}, {"*/labels:*", url}};
  world.pipeline.local.s3 = emulator::EnvironmentMap{{"my-bucket/abalone", "models"}};
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
    {"address-dark", tests::address_world, 1440, 900, 1, true},
    {"address-light", tests::address_world, 1440, 900, 1, false, copy_menu},
    {"address-narrow", tests::address_world, 960, 600, 1, true},
    {"address-taken-dark", tests::address_taken_world, 1440, 900, 1, true},
    {"address-taken-narrow", tests::address_taken_world, 960, 600, 1, false},
    {"endpoints-dark", tests::hosting_world, 1440, 900, 1, true, endpoints},
    {"endpoints-light", tests::hosting_world, 1440, 900, 1, false, model},
    {"endpoints-narrow", tests::hosting_world, 960, 600, 1, true, endpoints},
    {"endpoints-large-dark", tests::hosting_world, 1440, 900, 1, true, enlarged},
    {"endpoints-large-light", tests::hosting_world, 1440, 900, 1, false, failed},
    {"endpoints-large-narrow", tests::hosting_world, 960, 600, 1, true, enlarged},
    {"endpoints-double", tests::hosting_world, 2880, 1800, 2, true, endpoints},
    {"endpoints-empty", no_endpoints_world, 1440, 900, 1, true, endpoints},
    {"endpoints-empty-narrow", no_endpoints_world, 960, 600, 1, false, endpoints},
    {"endpoints-delete", tests::hosting_world, 1440, 900, 1, true, deleting},
    {"endpoints-nothing-open", tests::nothing_open_world, 1440, 900, 1, true, endpoints},
    {"endpoints-nothing-open-narrow", tests::nothing_open_world, 960, 600, 1, false},
    {"call-dark", tests::hosting_world, 1440, 900, 1, true, called},
    {"call-refused-dark", tests::hosting_world, 1440, 900, 1, true, refused},
    {"call-refused-narrow", tests::hosting_world, 960, 600, 1, false, refused},
    {"images-dark", images_world, 1440, 900, 1, true, images},
    {"images-light", images_world, 1440, 900, 1, false, images},
    {"images-narrow", images_world, 960, 600, 1, true, images},
    {"address-settings", tests::address_world, 1440, 900, 1, true, settings},
};

}  // namespace

TEST_CASE("the window with an address can be photographed in every state", "[pictures]") {
  const std::filesystem::path folder = std::filesystem::path(HOPLENS_PICTURES_DIR);
  std::filesystem::create_directories(folder);
  for (const Shot& shot : kShots) {
    INFO(shot.name);
    const app::OffscreenOptions options = tests::picture_options(shot);
    app::AppState state;
    state.selection.invocation = emulator::InvocationId{127};
    state.selection.hop = 2;
    state.selection.stage = tests::stage_id(2);
    AppScreen screen(shot.world(), options, state);
    shot.use(screen);
    const std::string file = (folder / (std::string(shot.name) + ".png")).string();
    screen.gui().save_picture(file);
    CHECK(std::filesystem::file_size(file) > 10'000);
  }
}
