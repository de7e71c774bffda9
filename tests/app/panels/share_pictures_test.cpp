#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "app/state/share_job.h"
#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/picture_options.h"

// Pictures of saving and sharing, in <build>/pictures.

namespace {

using tests::AppScreen;

void dialog(AppScreen& screen) { screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Alt | ImGuiKey_E); }
void har(AppScreen& screen) {
  dialog(screen);
  screen.gui().click("HAR");
}
void filtered(AppScreen& screen) {
  screen.gui().replace_text("filter", "status:5xx");
  har(screen);
  screen.gui().click("Leave in");
}
void copy_as(AppScreen& screen) { screen.gui().click("inspector/Copy as…"); }
void copy_as_by_key(AppScreen& screen) {
  screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C);
}
void nothing(AppScreen& screen) { screen.gui().frames(3); }

app::AppState at_rest() { return {}; }
app::AppState saving() {
  auto job = std::make_shared<app::MeasuredJob>();
  job->what = "Saving wine-pipeline.hoplens-session";
  job->done = 412;
  job->total = 1204;
  app::AppState state;
  state.share.jobs.push_back(job);
  return state;
}
app::AppState saving_and_told() {
  app::AppState state = saving();
  state.messages.tell("Copied as curl");
  return state;
}

struct Shot {
  const char* name;
  int width, height;
  float scale;
  bool dark;
  void (*use)(AppScreen&);
  app::AppState (*state)() = at_rest;
};

constexpr Shot kShots[] = {
    {"share-dark", 1440, 900, 1, true, dialog},
    {"share-light", 1440, 900, 1, false, har},
    {"share-narrow", 960, 600, 1, true, filtered},
    {"share-narrow-light", 960, 600, 1, false, dialog},
    {"share-crowded", 960, 600, 2, true, har},
    {"copy-as-dark", 1440, 900, 1, true, copy_as},
    {"copy-as-light", 1440, 900, 1, false, copy_as_by_key},
    {"copy-as-narrow", 960, 600, 1, true, copy_as_by_key},
    {"share-progress-dark", 1440, 900, 1, true, nothing, saving},
    {"share-progress-light", 960, 600, 1, false, nothing, saving_and_told},
};

}  // namespace

TEST_CASE("saving and sharing can be photographed in every state", "[pictures]") {
  const std::filesystem::path folder = std::filesystem::path(HOPLENS_PICTURES_DIR);
  std::filesystem::create_directories(folder);
  for (const Shot& shot : kShots) {
    INFO(shot.name);
    AppScreen screen(tests::busy_world(), tests::picture_options(shot), shot.state());
    shot.use(screen);
    const std::string file = (folder / (std::string(shot.name) + ".png")).string();
    screen.gui().save_picture(file);
    CHECK(std::filesystem::file_size(file) > 10'000);
  }
}
