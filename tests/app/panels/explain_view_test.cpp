#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/picture_options.h"
#include "tests/support/golden.h"

using namespace tests;
using emulator::Finding;
using emulator::Severity;

namespace {

// The newest invocation ended with 424 at the model, for a known reason.
FakeWorld refused_world() {
  FakeWorld world = failing_world();
  auto odd = std::make_shared<emulator::Invocation>(*world.invocations.back());
  odd->findings = {
      {"D04", Severity::Error, "model", stage_id(2),
       "model refused the JSON that preprocess answers when nobody asks for a format",
       "Set SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT=text/csv (or another type that model reads) in "
       "the Environment of preprocess",
       "", 0}};
  world.invocations.back() = odd;
  world.findings.clear();
  return world;
}

app::AppState explaining(int hop = 0) {
  app::AppState state;
  state.inspector.tab = app::InspectorTab::Explain;
  state.selection.hop = hop;
  return state;
}

bool reads(AppScreen& screen, const std::string& text) {
  return screen.gui().frame_text().find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("E explains the hop on the screen") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiKey_E);
  CHECK(screen.app().state().inspector.tab == app::InspectorTab::Explain);
  CHECK(reads(screen, "What model was sent"));
  screen.gui().click("Request and response");
  screen.gui().click("Explain");
  CHECK(screen.app().state().inspector.tab == app::InspectorTab::Explain);
}

TEST_CASE("the likely cause is mended by a button and by key") {
  for (const bool by_key : {false, true}) {
    AppScreen screen(refused_world(), {}, explaining());
    CHECK(reads(screen, "Likely cause and what to do"));
    if (by_key)
      screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Period);
    else
      screen.gui().click("explanation/Fix");
    const auto& edit = screen.last<emulator::ApplyEdit>().edit;
    const auto& change = std::get<emulator::ChangeStage>(edit);
    CHECK(change.at == 0);
    CHECK(change.stage.container.environment->back().first ==
          "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT");
  }
}

TEST_CASE("from the cause to the log and to the definition") {
  AppScreen screen(refused_world(), {}, explaining());
  screen.gui().click("Show log");
  CHECK(screen.app().state().drawer.tab == app::DrawerTab::Logs);
  CHECK(screen.app().state().drawer.query == "stage:model");
}

TEST_CASE("a sentence's fact is copied, its setting opened") {
  app::AppState state = explaining(1);
  AppScreen screen(busy_world(), {}, state);
  screen.gui().click("fact:3.1");
  CHECK(screen.app().state().messages.all().back() == "Copied what it rests on");
  screen.gui().click("setting:InnerAccept = any");
  CHECK(screen.app().state().dialogs.shows(app::Dialog::Settings));
}

TEST_CASE("the explanation reads the same as ever") {
  AppScreen good(busy_world(), {}, explaining(1));
  CHECK_GOLDEN_TEXT(good.gui().frame_text(), "explain_good");
  AppScreen failing(refused_world(), {}, explaining());
  CHECK_GOLDEN_TEXT(failing.gui().frame_text(), "explain_failing");
  AppScreen unreached(refused_world(), {}, explaining(3));
  CHECK_GOLDEN_TEXT(unreached.gui().frame_text(), "explain_not_reached");
  AppScreen narrow(refused_world(), {.width = 960, .height = 600}, explaining());
  CHECK_GOLDEN_TEXT(narrow.gui().frame_text(), "explain_narrow");
  AppScreen empty(stopped_world(), {}, explaining());
  CHECK_GOLDEN_TEXT(empty.gui().frame_text(), "explain_empty");
}

TEST_CASE("explanations can be photographed", "[pictures]") {
  struct Shot {
    const char* name;
    FakeWorld (*world)();
    int hop;
    int width, height;
    float scale;
    bool dark;
  };
  constexpr Shot kShots[] = {
      {"explain-dark", refused_world, 0, 1440, 900, 1, true},
      {"explain-light", refused_world, 0, 1440, 900, 1, false},
      {"explain-narrow", refused_world, 0, 960, 600, 1, true},
      {"explain-double", refused_world, 0, 2880, 1800, 2, true},
      {"explain-good", busy_world, 1, 1440, 900, 1, true},
  };
  const std::filesystem::path folder = HOPLENS_PICTURES_DIR;
  std::filesystem::create_directories(folder);
  for (const Shot& shot : kShots) {
    INFO(shot.name);
    AppScreen screen(shot.world(), picture_options(shot), explaining(shot.hop));
    const std::string file = (folder / (std::string(shot.name) + ".png")).string();
    screen.gui().save_picture(file);
    CHECK(std::filesystem::file_size(file) > 10'000);
  }
}
