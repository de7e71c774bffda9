#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"

using tests::AppScreen;

namespace {

app::AppState at_model() {
  app::AppState state;
  state.selection.invocation = emulator::InvocationId{127};
  state.selection.hop = 2;
  return state;
}

}  // namespace

TEST_CASE("a JSON body is shown as a tree whose nodes open and close") {
  AppScreen screen(tests::busy_world(), {}, at_model());
  CHECK(screen.gui().frame_text().find("Auto: Tree") != std::string::npos);
  REQUIRE(screen.gui().has("Request/node:features"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "body_tree");
  screen.gui().click("Request/node:instances");
  CHECK_FALSE(screen.gui().has("Request/node:features"));
}

TEST_CASE("a body can be looked at as text and as bytes") {
  AppScreen screen(tests::busy_world(), {}, at_model());
  screen.gui().click("Request/view Text");
  CHECK(screen.gui().frame_text().find("{ \"features\": [0, 1, 0, 0.455, 0.365] },") !=
        std::string::npos);
  screen.gui().click("Request/view Hex");
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "body_hex");
}

TEST_CASE("the path of a node can be copied") {
  AppScreen screen(tests::busy_world(), {}, at_model());
  screen.gui().right_click("Request/node:instances");
  screen.gui().click("Copy path");
  CHECK(screen.app().state().messages.all().back() == "Copied $.instances");
}

TEST_CASE("a CSV body is shown as a table") {
  app::AppState state = at_model();
  state.selection.hop = 1;
  AppScreen screen(tests::busy_world(), {}, std::move(state));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "body_table");
}

TEST_CASE("the hop's numbers stand in a table") {
  AppScreen screen(tests::busy_world(), {}, at_model());
  screen.gui().click("inspector/Timing");
  CHECK(screen.gui().frame_text().find("ModelLatency") != std::string::npos);
}

TEST_CASE("Ctrl+Shift+C and a click copy the request as curl") {
  AppScreen screen(tests::busy_world(), {}, at_model());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C);
  screen.gui().click("Copy hop as curl");
  CHECK(screen.app().state().messages.all().back() == "Copied as curl");
}
