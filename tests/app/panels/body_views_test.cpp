#include <string>

#include <catch2/catch_test_macros.hpp>

#include "app/view_model/bodies/body_cache.h"
#include "emulator/base/text.h"
#include "tests/app/panels/app_screen.h"
#include "tests/emulator/payload/numpy_files.h"
#include "tests/support/golden.h"
#include "tests/support/small_pictures.h"

using tests::AppScreen;
namespace files = tests::numpy;

namespace {

std::string decoded(std::string_view base64) {
  std::string bytes;
  REQUIRE(emulator::base64_decode(base64, bytes));
  return bytes;
}

// The busy world, whose newest invocation's first hop was answered with this body.
tests::FakeWorld answering(std::string type, std::string body) {
  tests::FakeWorld world = tests::busy_world();
  tests::FakeInvocation invocation = tests::abalone_invocation(200);
  invocation.hops.front().content_type = std::move(type);
  invocation.hops.front().response_body = std::move(body);
  world.invocations.push_back(tests::fake_invocation(invocation));
  return world;
}

app::AppState at_first_hop() {
  app::AppState state;
  state.selection.invocation = emulator::InvocationId{200};
  state.selection.hop = 1;
  state.drawer_shown = false;
  return state;
}

struct BodyScreen : AppScreen {
  BodyScreen(std::string type, std::string body)
      : AppScreen(answering(std::move(type), std::move(body)), {}, at_first_hop()) {}

  bool shows(std::string_view words) { return gui().frame_text().find(words) != words.npos; }
  const std::string& told() const { return app().state().messages.all().back(); }
  const app::BodyLook& look() const { return *app().state().inspector.response.bodies.newest(); }
};

constexpr const char* kCsv = "sex,length\nM,10\nF,9.5\nI,\n";

}  // namespace

TEST_CASE("a click on a column sorts a table up, then down, then not at all") {
  BodyScreen screen("text/csv", kCsv);
  screen.gui().click("Response/column:length");
  REQUIRE(screen.look().grid.order);
  CHECK(screen.look().grid.order->rows == std::vector<std::uint32_t>{1, 0, 2});
  screen.gui().click("Response/column:length");
  CHECK(screen.look().grid.order->rows == std::vector<std::uint32_t>{0, 1, 2});
  screen.gui().click("Response/column:length");
  CHECK_FALSE(screen.look().grid.sort);
}

TEST_CASE("the first row can be made a row or names, and figures stand above the rows") {
  BodyScreen screen("text/csv", kCsv);
  CHECK(screen.gui().has("Response/column:sex"));
  screen.gui().click("Response/header row");
  CHECK_FALSE(screen.gui().has("Response/column:sex"));
  screen.gui().click("Response/header row");
  screen.gui().click("Response/statistics");
  CHECK(screen.shows("distinct"));
  CHECK(screen.shows("9.75"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "body_figures");
}

TEST_CASE("a cell and a column can be copied") {
  BodyScreen screen("text/csv", kCsv);
  screen.gui().right_click("Response/cell:1:1");
  screen.gui().click("Copy cell");
  CHECK(screen.told() == "Copied the cell: 9.5");
  screen.gui().right_click("Response/column:length");
  screen.gui().click("Copy column");
  CHECK(screen.told().starts_with("Copied column length"));
}

TEST_CASE("a text is found in the tree, step by step") {
  BodyScreen screen("application/json", R"({"a": [{"x": 1}, {"x": 2}], "b": "x"})");
  screen.gui().click("Response/find in body");
  screen.gui().click("Response/find");
  screen.gui().type("x");
  CHECK(screen.shows("1 of 3"));
  screen.gui().click("Response/↓");
  CHECK(screen.shows("2 of 3"));
  screen.gui().click("Response/↑");
  CHECK(screen.shows("1 of 3"));
}

TEST_CASE("JSON Lines are a tree with a line each, and a broken line is named") {
  BodyScreen screen("application/jsonlines", "{\"a\": 1}\n{\"b\n[2]\n");
  CHECK(screen.shows("3 lines"));
  CHECK(screen.shows("1 of 3 lines is not JSON. Line 2"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "body_lines");
}

TEST_CASE("a NumPy array is a table under its facts, one of Python objects is refused") {
  BodyScreen screen("application/x-npy", decoded(files::kFloat32));
  CHECK(screen.shows("float32"));
  CHECK(screen.shows("(2, 3)"));
  CHECK(screen.shows("-2.25"));
  BodyScreen objects("application/x-npy", decoded(files::kObjects));
  CHECK(objects.shows("never unpickled"));
}

TEST_CASE("the arrays of an archive are picked by name") {
  BodyScreen screen("application/x-npz", decoded(files::kNpz));
  CHECK(screen.shows("(3,)"));
  screen.gui().click("Response/array:y");
  CHECK(screen.shows("(1, 1)"));
}

TEST_CASE("a picture is shown with its size, fitted or pixel by pixel") {
  BodyScreen screen("image/png", decoded(tests::pictures::kDisc));
  CHECK(screen.shows("48 × 32 px"));
  REQUIRE(screen.gui().has("Response/picture"));
  screen.gui().click("Response/zoom 100");
  CHECK(screen.app().state().inspector.response.habits.actual_pixels);
  BodyScreen huge("image/png", decoded(tests::pictures::kHuge));
  CHECK(huge.shows("30000 × 30000 pixels are more than"));
}
