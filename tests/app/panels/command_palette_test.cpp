#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"

using namespace tests;

namespace {

AppScreen& opened(AppScreen& screen) {
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_K);
  return screen;
}

// ImGui tells the names of keys, and only while a context is current.
std::string key_text(AppScreen& screen, const app::Action& action) {
  ImGuiContext* before = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(&screen.gui().screen().context());
  std::string text = app::chord_text(action.chord);
  ImGui::SetCurrentContext(before);
  return text;
}

// The embedded font shows stand-ins for arrows.
bool is_ascii(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
}

bool is_open(const AppScreen& screen) {
  return screen.app().state().dialogs.shows(app::Dialog::Palette);
}

}  // namespace

TEST_CASE("the palette finds every action by its name and tells its key") {
  AppScreen screen(busy_world());
  opened(screen);
  for (const app::Action& action : app::actions()) {
    if (action.id == app::ActionId::ShowPalette) continue;
    INFO(action.name);
    screen.gui().replace_text("Find an action/action", action.label);
    CHECK(screen.gui().has("action:" + std::string(action.name)));
    const std::string key = key_text(screen, action);
    if (is_ascii(key)) CHECK(screen.gui().frame_text().find(key) != std::string::npos);
  }
}

TEST_CASE("typing filters the palette and Enter does what is chosen") {
  AppScreen screen(busy_world());
  opened(screen).gui().type("clear inv");
  CHECK(screen.gui().has("action:clear-trace"));
  CHECK_FALSE(screen.gui().has("action:send"));
  screen.gui().press(ImGuiKey_Enter);
  CHECK(std::holds_alternative<emulator::ClearTrace>(screen.commands().back()));
  CHECK(screen.commands().size() == 1);
  CHECK_FALSE(is_open(screen));
}

TEST_CASE("arrows choose in the palette, round and round") {
  AppScreen screen(busy_world());
  opened(screen).gui().type("zoom");  // in and out
  screen.gui().press(ImGuiKey_DownArrow);
  screen.gui().press(ImGuiKey_Enter);
  CHECK(screen.app().state().settings.zoom == 0.75f);
  opened(screen).gui().type("zoom");
  screen.gui().press(ImGuiKey_DownArrow);
  screen.gui().press(ImGuiKey_DownArrow);
  screen.gui().press(ImGuiKey_Enter);
  CHECK(screen.app().state().settings.zoom == 1.0f);
  opened(screen).gui().type("zoom");
  screen.gui().press(ImGuiKey_UpArrow);
  screen.gui().press(ImGuiKey_Enter);
  CHECK(screen.app().state().settings.zoom == 0.75f);
  CHECK(screen.app().state().selection.invocation.value == 128);  // not the list behind it
}

TEST_CASE("a click does an action, one that cannot be done is not done") {
  AppScreen screen(busy_world());
  opened(screen).gui().type("undo");
  CHECK(screen.gui().item("action:undo").disabled);
  screen.gui().press(ImGuiKey_Enter);
  CHECK(is_open(screen));
  CHECK(screen.commands().empty());
  screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(is_open(screen));
  opened(screen).gui().type("stop");
  screen.gui().click("action:stop");
  CHECK(std::holds_alternative<emulator::Stop>(screen.commands().back()));
  CHECK_FALSE(is_open(screen));
}

TEST_CASE("keys pressed in the palette do nothing else") {
  AppScreen screen(busy_world());
  opened(screen).gui().type("rjk");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
  screen.gui().press(ImGuiKey_F5);
  CHECK(screen.commands().empty());
  CHECK(is_open(screen));
  CHECK(screen.gui().frame_text().find("No action has such a name") != std::string::npos);
}

TEST_CASE("the palette opens the export dialog, which does not take its Enter for its own") {
  AppScreen screen(busy_world());
  opened(screen).gui().type("export");
  screen.gui().press(ImGuiKey_Enter);
  CHECK_FALSE(is_open(screen));
  CHECK(screen.gui().has("Export/Copy"));
  CHECK_FALSE(screen.app().state().exporting.saving);
}

TEST_CASE("a click beside the palette closes it and does nothing else") {
  AppScreen screen(busy_world());
  opened(screen);
  screen.gui().screen().io().AddMousePosEvent(20, 300);
  screen.gui().frames();
  screen.gui().screen().io().AddMouseButtonEvent(0, true);
  screen.gui().frames();
  screen.gui().screen().io().AddMouseButtonEvent(0, false);
  screen.gui().frames(2);
  CHECK_FALSE(is_open(screen));
  CHECK(screen.app().state().selection.invocation.value == 128);
}

TEST_CASE("the palette reads the same as ever") {
  AppScreen screen(busy_world());
  CHECK_GOLDEN_TEXT(opened(screen).gui().frame_text(), "palette");
}
