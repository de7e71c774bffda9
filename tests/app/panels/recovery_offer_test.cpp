#include <catch2/catch_test_macros.hpp>

#include "app/settings/kept_files.h"
#include "tests/app/panels/files_screen.h"

using namespace tests;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds kSettled{1100};

// A home with a pipeline, in which windows come and go.
struct Home : TemporaryFolder {
  fs::path wine = write("wine.pipeline.json", pipeline_text("wine"));
  app::KeptFolders folders{path() / "config", path() / "state"};

  std::unique_ptr<FilesScreen> window(app::AppState state) const {
    app::AppPorts ports;
    ports.folders = folders;
    auto screen = std::make_unique<FilesScreen>(std::move(state), std::move(ports));
    screen->gui().frames(3);
    return screen;
  }
  std::unique_ptr<FilesScreen> window() const { return window(state_in(path())); }
  // One that ended with edits that were not saved.
  void lose_edits() const {
    const auto screen = window();
    screen->open(wine);
    screen->edit();
    screen->wait(kSettled);
  }
  std::size_t recovery_files() const {
    std::size_t count = 0;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folders.recovery(), ignored))
      if (entry.path().extension() == ".json") ++count;
    return count;
  }
};

}  // namespace

TEST_CASE("edits that were lost with a window are offered at the next start") {
  const Home home;
  home.lose_edits();
  const auto screen = home.window();
  REQUIRE(screen->shows("Restore the edits of wine?"));
  CHECK(screen->shows("wine.pipeline.json"));

  SECTION("Restore opens them, unsaved, as edits of their file") {
    screen->gui().press(ImGuiKey_Enter);
    screen->gui().frames(3);
    CHECK(screen->document().unsaved());
    CHECK(screen->document().pipeline()->file == home.wine);
    CHECK(screen->document().pipeline()->stages[0].container.container_hostname == "b");
    // They stay safe all the time, and once.
    CHECK(home.recovery_files() == 1);
    screen->wait(kSettled);
    CHECK(home.recovery_files() == 1);
    screen->gui().press(ImGuiMod_Ctrl | ImGuiKey_S);
    screen->gui().frames(3);
    screen->wait(kSettled);
    screen->wait(kSettled);
    CHECK(home.recovery_files() == 0);
  }
  SECTION("Discard forgets them") {
    screen->gui().click("Discard");
    screen->gui().frames(3);
    CHECK(home.recovery_files() == 0);
    CHECK_FALSE(screen->document().is_open());
  }
  SECTION("Later leaves them for another time") {
    screen->gui().press(ImGuiKey_Escape);
    CHECK_FALSE(screen->state().dialogs.on_screen());
    CHECK(home.recovery_files() == 1);
    CHECK(home.window()->shows("Restore the edits of wine?"));
  }
}

TEST_CASE("edits are written a second after the last one, not before") {
  const Home home;
  const auto screen = home.window();
  screen->open(home.wine);
  screen->edit();
  screen->wait(std::chrono::milliseconds(600));
  CHECK(home.recovery_files() == 0);
  CHECK(screen->app().wants_frames());
  screen->edit();  // back again: nothing is unsaved
  screen->edit();
  screen->wait(std::chrono::milliseconds(600));
  screen->wait(std::chrono::milliseconds(600));
  CHECK(home.recovery_files() == 1);
  screen->gui().frames(2);
  CHECK_FALSE(screen->app().wants_frames());
}

TEST_CASE("a window that is killed keeps the newest edits, one that is closed does not") {
  const Home home;
  const auto screen = home.window();
  screen->open(home.wine);
  screen->edit();
  SECTION("killed by SIGTERM") {
    screen->end();
    CHECK(home.recovery_files() == 1);
  }
  SECTION("closed with Discard") {
    screen->wait(kSettled);
    screen->gui().press(ImGuiMod_Ctrl | ImGuiKey_Q);
    screen->gui().click("Discard");
    screen->end();
    CHECK(home.recovery_files() == 0);
  }
}

TEST_CASE("what the user chose is there at the next start") {
  const Home home;
  {
    const auto screen = home.window();
    screen->open(home.wine);
    screen->gui().press(ImGuiMod_Ctrl | ImGuiKey_Equal);
    screen->gui().press(ImGuiMod_Ctrl | ImGuiKey_J);
    screen->wait(kSettled);
  }
  app::AppState state = state_in(home.path());
  app::recall(home.folders, state);
  CHECK(state.settings.zoom == 1.25f);
  CHECK_FALSE(state.drawer_shown);
  REQUIRE(state.recent.size() == 1);
  CHECK(state.recent[0].file == home.wine);
}

TEST_CASE("broken settings are said and forgotten") {
  const Home home;
  home.write("config/settings.json", "{ broken");
  app::AppState state;
  app::recall(home.folders, state);
  REQUIRE(state.messages.all().size() == 1);
  CHECK(state.messages.all()[0].find("settings.json was not readable") == 0);
  CHECK(state.settings == app::Settings{});
}
