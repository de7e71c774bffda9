#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"

using namespace tests;

namespace {

FakeWorld edited_world() {
  FakeWorld world = busy_world();
  world.unsaved = true;
  return world;
}

bool asks(AppScreen& screen) {
  return screen.app().state().leave.step == app::LeaveState::Step::Asking;
}

}  // namespace

TEST_CASE("Ctrl+Q closes at once when all is saved") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Q);
  CHECK(screen.app().wants_to_close());
}

TEST_CASE("unsaved edits are asked about before the window closes") {
  AppScreen screen(edited_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Q);
  CHECK(asks(screen));
  CHECK_FALSE(screen.app().wants_to_close());
  const std::string words = screen.gui().frame_text();
  CHECK(words.find("Save the changes?") != std::string::npos);
  CHECK(words.find("abalone.pipeline.json is not saved") != std::string::npos);

  SECTION("Discard closes without saving") {
    screen.gui().click("Unsaved changes/Discard");
    CHECK(screen.app().wants_to_close());
    CHECK(screen.commands().empty());
  }
  SECTION("Cancel and Esc stay, and the keys work again") {
    screen.gui().click("Unsaved changes/Cancel");
    CHECK_FALSE(asks(screen));
    screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Q);
    CHECK(asks(screen));
    screen.gui().press(ImGuiKey_Escape);
    CHECK_FALSE(asks(screen));
    CHECK_FALSE(screen.app().wants_to_close());
    screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
    CHECK(screen.commands().size() == 1);
  }
  SECTION("Enter saves, and the window closes once that is done") {
    screen.gui().press(ImGuiKey_Enter);
    CHECK(std::holds_alternative<emulator::Save>(screen.commands().back()));
    CHECK_FALSE(screen.app().wants_to_close());
    screen.show(busy_world());
    CHECK(screen.app().wants_to_close());
  }
  SECTION("a failed save says why and keeps the window open") {
    screen.gui().click("Unsaved changes/Save");
    FakeWorld world = edited_world();
    world.notice = emulator::Error{emulator::ErrorCode::IoFailed, "Cannot write the file",
                                   "The disk is full: free some space"};
    screen.show(world);
    CHECK(asks(screen));
    CHECK_FALSE(screen.app().wants_to_close());
    const std::string text = screen.gui().frame_text();
    CHECK(text.find("free some space") != std::string::npos);
    screen.gui().click("Unsaved changes/Discard");
    CHECK(screen.app().wants_to_close());
  }
  SECTION("no other key does anything meanwhile") {
    screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
    CHECK(screen.commands().empty());
    CHECK(asks(screen));
  }
}

TEST_CASE("another pipeline is opened at once when all is saved") {
  AppScreen screen(busy_world());
  screen.drop(HOPLENS_SOURCE_DIR "/assets/demo/demo.pipeline.json");
  REQUIRE(screen.commands().size() == 2);
  CHECK(std::holds_alternative<emulator::OpenPipeline>(screen.commands()[0]));
  CHECK(std::holds_alternative<emulator::Deploy>(screen.commands()[1]));
  CHECK_FALSE(screen.app().wants_to_close());
}

TEST_CASE("another pipeline takes the place of unsaved edits only after an answer") {
  AppScreen screen(edited_world());
  screen.drop(HOPLENS_SOURCE_DIR "/assets/demo/demo.pipeline.json");
  CHECK(asks(screen));
  CHECK(screen.commands().empty());
  SECTION("Discard opens it") {
    screen.gui().click("Unsaved changes/Discard");
    CHECK(std::holds_alternative<emulator::Deploy>(screen.commands().back()));
    CHECK(screen.commands().size() == 2);
    screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
    CHECK(screen.commands().size() == 3);
  }
  SECTION("Save opens it once the edits are in the file") {
    screen.gui().click("Unsaved changes/Save");
    screen.show(busy_world());
    CHECK(std::holds_alternative<emulator::Deploy>(screen.commands().back()));
    screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
    CHECK(std::holds_alternative<emulator::Invoke>(screen.commands().back()));
  }
  SECTION("Cancel leaves everything as it is") {
    screen.gui().press(ImGuiKey_Escape);
    CHECK(screen.commands().empty());
    CHECK_FALSE(asks(screen));
  }
}
