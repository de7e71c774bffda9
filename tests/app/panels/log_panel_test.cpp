#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"

using namespace tests;

namespace {

bool shows(AppScreen& screen, std::string_view words) {
  return screen.gui().frame_text().find(words) != std::string::npos;
}

std::string clipboard(AppScreen& screen) {
  ImGuiContext* before = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(&screen.gui().screen().context());
  const char* text = ImGui::GetClipboardText();
  std::string copied = text ? text : "";
  ImGui::SetCurrentContext(before);
  return copied;
}

FakeWorld many_lines() {
  FakeWorld world = busy_world();
  for (int i = 0; i < 500; ++i)
    world.logs.push_back({stage_id(1), fake_now(), emulator::LogStream::Out,
                          (i % 50 == 0 ? "needle " : "straw ") + std::to_string(i)});
  return world;
}

}  // namespace

TEST_CASE("stage and level chosen from their menus are written into the search box") {
  AppScreen screen(busy_world());
  screen.gui().click("log level");
  screen.gui().click("log level:error");
  CHECK(screen.app().state().drawer.query == "level:error");
  CHECK(shows(screen, "Traceback"));
  CHECK_FALSE(shows(screen, "5 features"));
  screen.gui().click("log stage");
  screen.gui().click("log stage:model");
  CHECK(screen.app().state().drawer.query == "level:error stage:model");
  CHECK(shows(screen, "No line matches"));
  screen.gui().click("log level");
  screen.gui().click("log level:all");
  CHECK(screen.app().state().drawer.query == "stage:model");
}

TEST_CASE("Enter goes from match to match, Shift+Enter back, and they are counted") {
  AppScreen screen(many_lines());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_F);
  screen.gui().type("NEEDLE");
  CHECK(shows(screen, "10 matches"));
  screen.gui().type("\n");
  CHECK(shows(screen, "1 of 10"));
  screen.gui().type("\n");
  CHECK(shows(screen, "2 of 10"));
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_Enter);
  CHECK(shows(screen, "1 of 10"));
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_F3);
  CHECK(shows(screen, "10 of 10"));
  CHECK_FALSE(shows(screen, "straw 449"));
  screen.gui().click("context");
  screen.gui().press(ImGuiKey_F3);
  screen.gui().press(ImGuiKey_F3);
  CHECK(shows(screen, "2 of 10"));
  CHECK(shows(screen, "straw 49"));  // what stands around the match
  CHECK_FALSE(screen.app().state().drawer.follow);
}

TEST_CASE("scrolling up ends following and the chip takes it up again") {
  AppScreen screen(many_lines());
  CHECK(shows(screen, "straw 499"));
  screen.gui().scroll("log line:503", 5);
  CHECK_FALSE(screen.app().state().drawer.follow);
  screen.gui().click("newest line");
  CHECK(screen.app().state().drawer.follow);
  CHECK(shows(screen, "straw 499"));
}

TEST_CASE("a stage that has no such name is told") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_F);
  screen.gui().type("stage:nobody");
  CHECK(shows(screen, "No stage is named nobody"));
}

TEST_CASE("a line and all lines shown can be copied") {
  FakeWorld world = busy_world();
  world.logs.resize(1);
  AppScreen screen(world);
  screen.gui().click("log line:0");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_C);
  CHECK(clipboard(screen) == "POST /invocations 200 1.2KB 10.6ms");
  screen.gui().right_click("log line:0");
  screen.gui().click("Copy all lines shown");
  screen.gui().frames(2);
  CHECK(clipboard(screen).ends_with(" preprocess POST /invocations 200 1.2KB 10.6ms\n"));
  CHECK(screen.app().state().messages.all().back() == "Copied 1 line");
}

TEST_CASE("a very long line opens beside the pointer") {
  FakeWorld world = busy_world();
  world.logs = {
      {stage_id(1), fake_now(), emulator::LogStream::Out, std::string(3'000, 'x') + " the end"}};
  AppScreen screen(world);
  CHECK_FALSE(shows(screen, "the end"));
  screen.gui().hover("log line:0");
  screen.gui().frames(60);
  CHECK(shows(screen, "the end"));
}

namespace {

// A line of the model while it worked for that invocation.
FakeWorld tied_lines() {
  FakeWorld world = busy_world();
  const auto& invocation = world.invocations.back();
  const emulator::Hop& hop = *invocation->hops.at(1);
  world.logs = {
      {stage_id(1), fake_now() - std::chrono::hours{1}, emulator::LogStream::Out, "early"},
      {hop.stage, invocation->started_at + hop.start + std::chrono::milliseconds{1},
       emulator::LogStream::Out, "ERROR: while it worked"}};
  return world;
}

}  // namespace

TEST_CASE("a line written during a hop says so, and a click on that goes there") {
  const FakeWorld world = tied_lines();
  const std::uint64_t id = world.invocations.back()->id.value;
  AppScreen screen(world);
  screen.gui().click("invocation:125");
  CHECK(shows(screen, "(hop " + std::to_string(id) + "·2)"));
  CHECK_FALSE(screen.gui().has("line hop:0"));
  screen.gui().click("line hop:1");
  CHECK(screen.app().state().selection.invocation.value == id);
  CHECK(screen.app().state().selection.hop == 2);
}

TEST_CASE("the chip of the selected invocation shows its lines alone") {
  const FakeWorld world = tied_lines();
  const std::uint64_t id = world.invocations.back()->id.value;
  AppScreen screen(world);
  screen.gui().click("invocation:" + std::to_string(id));
  screen.gui().click("drawer/this invocation");
  CHECK(screen.app().state().drawer.query == "invocation:" + std::to_string(id));
  CHECK(shows(screen, "while it worked"));
  CHECK_FALSE(shows(screen, "early"));
  screen.gui().click("drawer/this invocation");
  CHECK(screen.app().state().drawer.query.empty());
}

TEST_CASE("stage and level of a line filter when they are clicked, and once more take it back") {
  AppScreen screen(tied_lines());
  screen.gui().click("line stage:1");
  CHECK(screen.app().state().drawer.query == "stage:model");
  screen.gui().click("line level:1");
  CHECK(screen.app().state().drawer.query == "stage:model level:error");
  screen.gui().click("line stage:1");
  CHECK(screen.app().state().drawer.query == "level:error");
}

TEST_CASE("the log side by side has a column a stage") {
  AppScreen screen(busy_world());
  screen.gui().click("side by side");
  CHECK(screen.app().state().drawer.side_by_side);
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "logs_side_by_side");
}

TEST_CASE("the filtered log reads the same as ever") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_F);
  screen.gui().type("stage:postprocess labels");
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "logs_filtered");
}
