#include <catch2/catch_test_macros.hpp>

#include "app/theme/fonts.h"
#include "tests/app/panels/files_screen.h"
#include "tests/app/panels/picture_options.h"

using namespace tests;
namespace fs = std::filesystem;

namespace {

// A home with pipelines in it, whose name is the same on every machine.
struct Home : TemporaryFolder {
  Home() {
    write("models/wine/wine.pipeline.json", pipeline_text("wine"));
    write("models/wine/wine-without-preprocessing.pipeline.json", pipeline_text("wine-2"));
    write("models/wine/createmodel.json", std::string(23'400, ' '));
    write("models/wine/preprocess/serve.py", "");
    write("models/wine/postprocess/serve.py", "");
    write("models/iris/iris.pipeline.json", pipeline_text("iris"));
  }
  fs::path wine() const { return path() / "models/wine"; }
};

struct Size {
  const char* name;
  int width, height;
  float scale;
  bool dark;
};
constexpr Size kSizes[] = {{"dark", 1440, 900, 1, true},
                           {"light", 1440, 900, 1, false},
                           {"narrow", 960, 600, 1, true},
                           {"large", 1920, 1200, 2, true},
                           {"crowded", 960, 600, 2, true}};

app::AppState state_at(const Home& home) {
  app::AppState state = state_in(home.path());
  state.places.working = home.wine();
  state.places.demo = home.wine() / "wine.pipeline.json";
  state.recent = {{home.wine() / "wine.pipeline.json", false},
                  {home.path() / "models/iris/iris.pipeline.json", false},
                  {home.path() / "old/abalone.pipeline.json", true}};
  return state;
}

}  // namespace

TEST_CASE("files, recent pipelines and the first screen can be photographed", "[pictures]") {
  const Home home;
  const fs::path folder = fs::path(HOPLENS_PICTURES_DIR);
  fs::create_directories(folder);
  for (const Size& size : kSizes) {
    INFO(size.name);
    app::AppPorts ports;
    ports.outside.home_folder = home.path().string();
    FilesScreen screen(state_at(home), ports, tests::picture_options(size));
    const auto take = [&](const std::string& what) {
      const fs::path file = folder / (what + "-" + size.name + ".png");
      screen.gui().save_picture(file.string());
      CHECK(fs::file_size(file) > 5'000);
    };
    take("welcome");
    screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_O);
    take("files");
    screen.gui().type("nowhere/");
    take("files-missing");
    screen.gui().press(ImGuiKey_Escape);
    screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_O);
    take("recent");
    screen.gui().press(ImGuiKey_Escape);
    screen.open(home.wine() / "wine.pipeline.json");
    screen.edit();
    home.write("models/wine/wine.pipeline.json", pipeline_text("red-wine"));
    screen.wait(std::chrono::milliseconds(1100));
    take("changed-on-disk");
    screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_S);
    take("save-over");
    screen.gui().press(ImGuiKey_Escape);
    screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_S);
    screen.gui().press(ImGuiKey_Enter);
    take("files-replace");
    home.write("models/wine/wine.pipeline.json", pipeline_text("wine"));
  }
}
