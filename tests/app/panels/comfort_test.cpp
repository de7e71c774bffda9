#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"

using namespace tests;
using app::Dialog;
using app::Region;

namespace {

app::OffscreenOptions sized(int width, int height, float scale = 1.0f) {
  app::OffscreenOptions options;
  options.width = width;
  options.height = height;
  options.scale = scale;
  return options;
}

bool shows(AppScreen& screen, std::string_view text) {
  return screen.gui().frame_text().find(text) != std::string::npos;
}

app::AppState told(std::initializer_list<const char*> messages) {
  app::AppState state;
  for (const char* message : messages) state.messages.tell(message);
  return state;
}

constexpr ImGuiKeyChord kMenu = ImGuiMod_Alt | ImGuiKey_M;
constexpr ImGuiKeyChord kSettings = ImGuiMod_Ctrl | ImGuiKey_Comma;
constexpr ImGuiKeyChord kQuestionMark = ImGuiMod_Shift | ImGuiKey_Slash;

}  // namespace

TEST_CASE("the menu opens by key and by click and names every topic") {
  AppScreen by_key(busy_world());
  by_key.gui().press(kMenu);
  AppScreen by_click(busy_world());
  by_click.gui().click("top bar/menu");
  for (const app::ActionGroup& group : app::action_groups()) {
    INFO(group.title);
    CHECK(shows(by_key, group.title));
    CHECK(shows(by_click, group.title));
  }
  CHECK_GOLDEN_TEXT(by_key.gui().frame_text(), "menu");
}

TEST_CASE("the key sheet groups all keys by topic, wide and narrow") {
  AppScreen wide(busy_world());
  wide.gui().press(kQuestionMark);
  CHECK_GOLDEN_TEXT(wide.gui().frame_text(), "key_sheet");
  wide.gui().press(kQuestionMark);
  CHECK_FALSE(wide.app().state().dialogs.on_screen());

  AppScreen narrow(busy_world(), sized(960, 600));
  narrow.gui().press(ImGuiKey_F1);
  CHECK_GOLDEN_TEXT(narrow.gui().frame_text(), "key_sheet_narrow");
  narrow.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(narrow.app().state().dialogs.on_screen());
}

TEST_CASE("the settings choose the theme and the size, and Esc closes them") {
  AppScreen screen(busy_world());
  screen.gui().press(kSettings);
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "settings");
  screen.gui().click("page/Light");
  CHECK(screen.app().state().settings.theme == app::Settings::ThemeChoice::Light);
  CHECK_FALSE(app::wants_dark(screen.app().state()));
  screen.gui().click("page/+");
  CHECK(screen.app().state().settings.zoom == 1.25f);
  screen.gui().click("page/reduced motion");
  CHECK(screen.app().state().settings.reduced_motion);
  screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(screen.app().state().dialogs.on_screen());
}

TEST_CASE("a limit is changed in the settings by an edit of the pipeline") {
  AppScreen screen(busy_world());
  screen.gui().press(kSettings);
  screen.gui().replace_text("InvocationTimeoutSeconds", "5");
  screen.gui().press(ImGuiKey_Enter);
  const auto& edit = std::get<emulator::ChangeProfile>(screen.last<emulator::ApplyEdit>().edit);
  CHECK(edit.profile.invocation_timeout == std::chrono::seconds{5});
}

TEST_CASE("what is no number changes no limit") {
  AppScreen screen(busy_world());
  screen.gui().press(kSettings);
  screen.gui().replace_text("InvocationTimeoutSeconds", "soon");
  CHECK(shows(screen, "no number"));
  screen.gui().press(ImGuiKey_Enter);
  CHECK(screen.commands().empty());
}

TEST_CASE("without a pipeline the settings show what belongs to the window, at any size") {
  AppScreen narrow(empty_world(), sized(960, 600));
  narrow.gui().press(kSettings);
  CHECK(shows(narrow, "Theme"));
  CHECK_FALSE(shows(narrow, "InvocationTimeoutSeconds"));
  AppScreen full(busy_world(), sized(960, 600));
  full.gui().press(kSettings);
  CHECK_GOLDEN_TEXT(full.gui().frame_text(), "settings_narrow");
}

TEST_CASE("the last message is on the screen and all stay readable") {
  AppScreen screen(busy_world(), {}, told({"Copied 3.4 KB", "Saved to abalone.json"}));
  CHECK(shows(screen, "Saved to abalone.json"));
  CHECK_FALSE(shows(screen, "Copied 3.4 KB"));
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_K);
  screen.gui().type("past messages\n");
  CHECK(screen.app().state().dialogs.shows(Dialog::Messages));
  CHECK(shows(screen, "Copied 3.4 KB"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "messages");
  screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(screen.app().state().dialogs.on_screen());
}

TEST_CASE("Ctrl and a number goes to a region and F11 gives it the window") {
  AppScreen screen(busy_world());
  const std::pair<ImGuiKey, Region> keys[] = {
      {ImGuiKey_1, Region::Strip},     {ImGuiKey_2, Region::Invocations},
      {ImGuiKey_3, Region::Request},   {ImGuiKey_4, Region::Waterfall},
      {ImGuiKey_5, Region::Inspector}, {ImGuiKey_6, Region::Drawer}};
  for (const auto& [key, region] : keys) {
    INFO(static_cast<int>(region));
    screen.gui().press(ImGuiMod_Ctrl | key);
    CHECK(screen.app().state().region.focused == region);
    CHECK(screen.app().state().region.ring);
  }
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_4);
  screen.gui().press(ImGuiKey_F11);
  CHECK(screen.app().state().region.zoomed == Region::Waterfall);
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "region_enlarged");
  screen.gui().press(ImGuiKey_F11);
  CHECK_FALSE(screen.app().state().region.zoomed);
  screen.gui().click("invocation:127");
  CHECK_FALSE(screen.app().state().region.ring);
}

TEST_CASE("the top bar keeps its parts apart in a narrow window and with long names") {
  AppScreen screen(long_world(), sized(960, 600));
  const app::Item menu = screen.gui().item("top bar/menu");
  const app::Item help = screen.gui().item("top bar/help");
  const app::Item exporting = screen.gui().item("top bar/Export…");
  CHECK(menu.max.x < exporting.min.x);
  CHECK(exporting.max.x < help.min.x);
}
