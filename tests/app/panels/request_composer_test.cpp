#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/files_screen.h"
#include "tests/support/golden.h"

using namespace tests;
using emulator::ApplyEdit;
using emulator::ChangeRequests;

namespace {

const std::vector<emulator::SavedRequest>& requests_of(const AppScreen& screen) {
  return std::get<ChangeRequests>(screen.last<ApplyEdit>().edit).requests;
}

bool shows(const AppScreen& screen, std::string_view words) {
  return const_cast<AppScreen&>(screen).gui().frame_text().find(words) != std::string::npos;
}

void choose(AppScreen& screen, const char* row) {
  screen.gui().click("request menu");
  screen.gui().click(row);
  screen.gui().frames(2);
}

void choose(FilesScreen& screen, const char* row) {
  screen.gui().click("request menu");
  screen.gui().click(row);
  screen.gui().frames(2);
}

app::OffscreenOptions narrow() {
  app::OffscreenOptions options;
  options.width = 960;
  options.height = 600;
  return options;
}

}  // namespace

TEST_CASE("common types are listed beside the field and anything can be typed") {
  AppScreen screen(busy_world());
  screen.gui().click("Content-Type list");
  screen.gui().click("application/x-npy");
  CHECK(screen.app().state().composer.content_type == "application/x-npy");
  screen.gui().click("Accept list");
  screen.gui().click("*/*");
  CHECK(screen.app().state().composer.accept == "*/*");
  screen.gui().replace_text("Accept", "x/y");
  CHECK(screen.app().state().composer.accept == "x/y");
}

TEST_CASE("attributes and the inference id can be shown and are sent") {
  AppScreen screen(busy_world());
  CHECK_FALSE(screen.gui().has("Attributes"));
  choose(screen, "Show or hide more request fields");
  screen.gui().replace_text("Attributes", "trace=9");
  screen.gui().replace_text("Inference id", "id-1");
  screen.gui().click("Send");
  const emulator::InvokeRequest& request = screen.last<emulator::Invoke>().request;
  CHECK(request.custom_attributes == "trace=9");
  CHECK(request.inference_id == "id-1");
}

TEST_CASE("a changed request says so and Save request writes it over the picked one") {
  AppScreen screen(busy_world());
  CHECK_FALSE(app::is_changed(screen.app().state().composer, busy_world().pipeline.requests));
  screen.gui().replace_text("Accept", "text/csv");
  CHECK(app::is_changed(screen.app().state().composer, busy_world().pipeline.requests));
  choose(screen, "Save request");
  CHECK(requests_of(screen).size() == 2);
  CHECK(requests_of(screen)[0].name == "three abalones");
  CHECK(requests_of(screen)[0].accept == "text/csv");
  CHECK(requests_of(screen)[0].body == busy_world().pipeline.requests[0].body);
}

TEST_CASE("a request is saved under a name that no other has") {
  AppScreen screen(busy_world());
  screen.gui().replace_text("request/body", "1,2");
  choose(screen, "Save as request…");
  CHECK(shows(screen, "Save as request"));
  screen.gui().replace_text("request name", "one abalone");
  CHECK(shows(screen, "There is a request of this name already"));
  screen.gui().press(ImGuiKey_Enter);
  CHECK(screen.commands().empty());
  screen.gui().replace_text("request name", "two numbers");
  screen.gui().press(ImGuiKey_Enter);
  CHECK(requests_of(screen).size() == 3);
  CHECK(requests_of(screen)[2].name == "two numbers");
  CHECK(requests_of(screen)[2].body == "1,2");
  CHECK(screen.app().state().composer.request_name == "two numbers");
}

TEST_CASE("Esc leaves a request without a new name") {
  AppScreen screen(busy_world());
  choose(screen, "Rename request…");
  screen.gui().press(ImGuiKey_Escape);
  screen.gui().frames(2);
  CHECK(screen.commands().empty());
  CHECK_FALSE(screen.app().state().dialogs.on_screen());
}

TEST_CASE("a request is renamed and deleted, and its draft stays") {
  AppScreen screen(busy_world());
  choose(screen, "Rename request…");
  screen.gui().replace_text("request name", "three");
  screen.gui().click("Rename");
  CHECK(requests_of(screen)[0].name == "three");
  AppScreen other(busy_world());
  choose(other, "Delete request");
  CHECK(requests_of(other).size() == 1);
  CHECK(requests_of(other)[0].name == "one abalone");
  CHECK(other.app().state().composer.request_name.empty());
  CHECK(other.app().state().composer.body.starts_with("M,0.455"));
}

TEST_CASE("saving a request can be undone and is kept in the file") {
  const TemporaryFolder folder;
  const auto file = folder.write("echo.pipeline.json", pipeline_text("echo"));
  FilesScreen screen(state_in(folder.path()));
  screen.open(file);
  screen.gui().replace_text("request/body", "1,2,3");
  choose(screen, "Save as request…");
  screen.gui().replace_text("request name", "numbers");
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().frames(2);
  CHECK(screen.document().pipeline()->requests.back().body == "1,2,3");
  CHECK(screen.document().undo_text() == "Save request numbers");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Z);
  screen.gui().frames(2);
  CHECK_FALSE(app::find_request(screen.document().pipeline()->requests, "numbers"));
}

TEST_CASE("a file becomes the body, named from the pipeline's folder") {
  const TemporaryFolder folder;
  const auto file = folder.write("echo.pipeline.json", pipeline_text("echo"));
  folder.write("three.csv", "1,2,3\n");
  FilesScreen screen(state_in(folder.path()));
  screen.open(file);
  choose(screen, "Body from a file…");
  screen.gui().type("three.csv\n");
  screen.gui().frames(3);
  CHECK(screen.state().composer.body == "1,2,3\n");
  CHECK(screen.state().composer.content_type == "text/csv");
  CHECK(app::saved_draft(screen.state().composer).body_file == "three.csv");
  CHECK(screen.shows("three.csv"));

  SECTION("typing makes it a text of its own") {
    screen.gui().replace_text("request/body", "4");
    CHECK_FALSE(app::saved_draft(screen.state().composer).body_file);
    CHECK(app::saved_draft(screen.state().composer).body == "4");
  }
  SECTION("Remove goes back to text") {
    screen.gui().click("Remove");
    CHECK(screen.state().composer.body.empty());
    CHECK(app::body_file_of(screen.state().composer).empty());
  }
}

TEST_CASE("a large body is sent as it is and never stands in the editor") {
  FakeWorld world = busy_world();
  world.pipeline.requests[0].body = std::string(400 * 1024, '7');
  AppScreen screen(world);
  CHECK(screen.app().state().composer.body.empty());
  CHECK(shows(screen, "410 KB of 25.0 MB"));
  CHECK_FALSE(app::is_changed(screen.app().state().composer, world.pipeline.requests));
  screen.gui().click("Send");
  CHECK(screen.last<emulator::Invoke>().request.body->size() == 400 * 1024);
}

TEST_CASE("a body above the limit says so") {
  FakeWorld world = busy_world();
  world.pipeline.local.profile.request_bytes = 40;
  AppScreen screen(world);
  CHECK(shows(screen, "74 B, limit 40 B"));
}

TEST_CASE("the composer reads the same as ever") {
  CHECK_GOLDEN_TEXT(AppScreen(stopped_world()).gui().frame_text(), "composer_saved");
  FakeWorld none = stopped_world();
  none.pipeline.requests.clear();
  CHECK_GOLDEN_TEXT(AppScreen(none).gui().frame_text(), "composer_empty");
  AppScreen changed(stopped_world());
  changed.gui().replace_text("Accept", "text/csv");
  choose(changed, "Show or hide more request fields");
  CHECK_GOLDEN_TEXT(changed.gui().frame_text(), "composer_changed");
  FakeWorld large = stopped_world();
  large.pipeline.requests[0].body.reset();
  large.pipeline.requests[0].body = std::string(300 * 1024, '7');
  CHECK_GOLDEN_TEXT(AppScreen(large).gui().frame_text(), "composer_large");
  app::AppState slim;
  slim.splits.left = 220;
  CHECK_GOLDEN_TEXT(AppScreen(stopped_world(), narrow(), slim).gui().frame_text(),
                    "composer_narrow");
}

TEST_CASE("why a request's file cannot be read is told in full, however narrow the column") {
  const TemporaryFolder folder;
  const auto file = folder.write("letters.pipeline.json", R"({
    "CreateModel": { "ModelName": "letters",
      "Containers": [ { "ContainerHostname": "a", "Image": "a:1" } ] },
    "Requests": [ { "Name": "gone", "ContentType": "text/csv", "BodyFile": "gone.csv" } ] })");
  FilesScreen screen({}, {}, narrow());
  screen.open(file);
  screen.gui().frames(3);
  CHECK(screen.shows("Cannot read"));
  CHECK(screen.shows("directory"));
}
