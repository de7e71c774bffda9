#include "app/settings/kept_files.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "emulator/base/file_text.h"
#include "tests/support/temporary_folder.h"

using namespace app;
using tests::TemporaryFolder;
namespace fs = std::filesystem;

TEST_CASE("settings come back as they were written") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "new" / "settings.json";
  Settings settings;
  settings.theme = Settings::ThemeChoice::Light;
  settings.zoom = 1.25f;
  settings.reduced_motion = true;
  settings.address_host = "0.0.0.0";
  settings.address_port = 8090;
  settings.completed_lessons = {"tour", "too-big"};
  REQUIRE(write_settings(settings, file));
  const Kept<Settings> read = read_settings(file);
  CHECK(read.value == settings);
  CHECK_FALSE(read.problem);
  CHECK(emulator::read_file_text(file)->find("1.25,") != std::string::npos);
}

TEST_CASE("how the window was left comes back, recent pipelines in their order") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "window.json";
  WindowMemory memory;
  memory.place = {
      .width = 1200, .height = 700, .position = {{.x = -40, .y = 12}}, .maximised = true};
  memory.splits.left = 280;
  memory.drawer_shown = false;
  memory.recent = {"/a/b.pipeline.json", "/c/ä.json"};
  REQUIRE(write_window_memory(memory, file));
  const Kept<WindowMemory> read = read_window_memory(file);
  CHECK(read.value == memory);
  CHECK_FALSE(read.problem);
}

TEST_CASE("without a file everything is as usual, and nothing is said") {
  const TemporaryFolder folder;
  CHECK(read_settings(folder.path() / "settings.json").value == Settings{});
  CHECK_FALSE(read_settings(folder.path() / "settings.json").problem);
  CHECK(read_window_memory(folder.path() / "window.json").value == WindowMemory{});
}

TEST_CASE("a broken file is set aside and said, and the usual is used") {
  const TemporaryFolder folder;
  for (const char* text : {"{ \"Zoom\": 2,", "", "[1]", "\xff\xfe"}) {
    CAPTURE(text);
    const fs::path file = folder.write("settings.json", text);
    const Kept<Settings> read = read_settings(file);
    CHECK(read.value == Settings{});
    REQUIRE(read.problem);
    CHECK(read.problem->what == "settings.json was not readable");
    CHECK_FALSE(fs::exists(file));
    CHECK(fs::exists(folder.path() / "settings.json.broken"));
  }
}

TEST_CASE("a member that makes no sense leaves the others alone") {
  const TemporaryFolder folder;
  const auto settings = read_settings(folder.write(
      "settings.json", R"({ "Theme": "purple", "Zoom": 90, "ReducedMotion": true, "Later": {} })"));
  CHECK(settings.value.theme == Settings::ThemeChoice::Desktop);
  CHECK(settings.value.zoom == 3.0f);
  CHECK(settings.value.reduced_motion);
  const auto window = read_window_memory(folder.write(
      "window.json",
      R"({ "Window": { "Width": 1, "Height": "x", "X": 1e99 }, "Splits": { "Left": -7 },
           "RecentFiles": [ 1, "relative", "/whole.json" ], "LeftShown": 3 })"));
  CHECK(window.value.place == WindowPlacement{});
  CHECK(window.value.splits.left == 40);
  CHECK(window.value.left_shown);
  CHECK(window.value.recent == std::vector<fs::path>{"/whole.json"});
}

TEST_CASE("a folder that cannot be made is an error, not an end") {
  const TemporaryFolder folder;
  folder.write("file", "");
  const auto written = write_settings(Settings{}, folder.path() / "file" / "settings.json");
  REQUIRE_FALSE(written);
  CHECK_FALSE(written.error().next_step.empty());
}
