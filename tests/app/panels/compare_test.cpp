#include <catch2/catch_test_macros.hpp>

#include "app/view_model/diff/message_diff.h"
#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/runs_world.h"
#include "tests/support/golden.h"

using namespace tests;

namespace {

app::AppState looking_at(std::uint64_t invocation, int hop, app::InspectorTab tab) {
  app::AppState state;
  state.selection.invocation = emulator::InvocationId{invocation};
  state.selection.hop = hop;
  state.inspector.tab = tab;
  return state;
}

app::AppState differences(std::uint64_t invocation, int hop) {
  return looking_at(invocation, hop, app::InspectorTab::Diff);
}

bool reads(AppScreen& screen, const std::string& text) {
  return screen.gui().frame_text().find(text) != std::string::npos;
}

std::string clipboard(AppScreen& screen) {
  ImGuiContext* before = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(&screen.gui().screen().context());
  const char* text = ImGui::GetClipboardText();
  std::string copied = text ? text : "";
  ImGui::SetCurrentContext(before);
  return copied;
}

const app::Selection& selection(AppScreen& screen) { return screen.app().state().selection; }

app::OffscreenOptions narrow() {
  app::OffscreenOptions options;
  options.width = 960;
  options.height = 600;
  return options;
}

}  // namespace

TEST_CASE("the Diff tab compares with the previous invocation of the same request") {
  AppScreen screen(changed_world(), {}, looking_at(129, 2, app::InspectorTab::Messages));
  screen.gui().click("inspector/Diff");
  CHECK(reads(screen, "with 128, previous with the same request"));
  screen.gui().press(ImGuiKey_UpArrow);
  CHECK(reads(screen, "with 128"));
}

TEST_CASE("values that differ are listed by path, and walked through by key and button") {
  app::AppState state = differences(129, 2);
  state.selection.marked = emulator::InvocationId{127};
  AppScreen screen(changed_world(), {}, std::move(state));
  CHECK(reads(screen, "with 127, marked"));
  CHECK(reads(screen, "2 of 4 values differ"));
  CHECK(reads(screen, "$.predictions[1].score"));
  CHECK(reads(screen, "11.5"));
  CHECK(reads(screen, "1 of 2"));
  screen.gui().press(ImGuiKey_F6);
  CHECK(reads(screen, "2 of 2"));
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_F6);
  CHECK(reads(screen, "1 of 2"));
  screen.gui().click("inspector/↓");
  CHECK(screen.app().state().compare.tab.chosen == 1);
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "diff_json");
}

TEST_CASE("the differences are copied as text") {
  app::AppState state = differences(129, 2);
  state.selection.marked = emulator::InvocationId{127};
  AppScreen screen(changed_world(), {}, std::move(state));
  screen.gui().click("inspector/Copy");
  CHECK(clipboard(screen) ==
        "A: response of 127, model\nB: response of 129, model\n"
        "~ Content-Length: 96 → 110\n2 of 4 values differ\n"
        "~ $.predictions[1].score: 11.08 → 11.5\n+ $.predictions[2].note: \"low\"\n");
}

TEST_CASE("a tolerance that is wide enough leaves no difference between numbers") {
  app::AppState state = differences(129, 2);
  state.selection.marked = emulator::InvocationId{127};
  AppScreen screen(changed_world(), {}, std::move(state));
  screen.gui().click("inspector/tolerance");
  screen.gui().replace_text("relative", "5 %");
  screen.gui().type("\n");
  screen.gui().press(ImGuiKey_Escape);
  CHECK(screen.app().state().compare.tolerance.relative == 0.05);
  CHECK(reads(screen, "1 of 4 values differs"));
  CHECK_FALSE(reads(screen, "$.predictions[1].score"));
}

TEST_CASE("no difference is said as such, with the tolerance of numbers") {
  app::AppState state = differences(127, 1);
  state.selection.marked = emulator::InvocationId{126};
  AppScreen screen(changed_world(), {}, std::move(state));
  CHECK(reads(screen, "Nothing differs. Body: The same byte for byte"));
  screen.gui().click("inspector/side request");
  CHECK(reads(screen, "Nothing differs"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "diff_same");
}

TEST_CASE("bodies are compared as lines where that is asked for") {
  app::AppState state = differences(129, 3);
  state.selection.marked = emulator::InvocationId{127};
  AppScreen screen(changed_world(), {}, std::move(state));
  CHECK(reads(screen, "Auto: Lines"));
  screen.gui().click("inspector/side request");
  screen.gui().click("inspector/form Lines");
  CHECK(reads(screen, "\"score\": 11.5"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "diff_lines");
}

TEST_CASE("the request is compared with the response of its hop") {
  AppScreen screen(changed_world(), {}, differences(129, 2));
  screen.gui().click("inspector/compare with");
  screen.gui().click("Request with response");
  CHECK(screen.app().state().compare.tab.against == app::DiffAgainst::Messages);
  CHECK(reads(screen, "request with response"));
  CHECK(reads(screen, "$.instances"));
}

TEST_CASE("what was sent is compared with what it was before the edit") {
  FakeWorld world = changed_world();
  emulator::Invocation invocation = *world.invocations.back();
  emulator::Hop hop = *invocation.hops[0];
  emulator::HttpRequest before = hop.request;
  before.body = emulator::make_body("M,0.455,0.365,0.095,0.5\n");
  hop.request_before_edit = std::make_shared<const emulator::HttpRequest>(before);
  invocation.hops[0] = std::make_shared<const emulator::Hop>(hop);
  world.invocations.back() = std::make_shared<const emulator::Invocation>(invocation);
  AppScreen screen(world, {}, differences(129, 1));
  screen.gui().click("inspector/side request");
  screen.gui().click("inspector/compare with");
  screen.gui().click("What it was before it was edited");
  CHECK(reads(screen, "with what it was before the edit"));
  CHECK(reads(screen, "0.514"));
  screen.gui().click("inspector/side response");
  CHECK(reads(screen, "The response was not edited"));
}

TEST_CASE("another invocation is picked from the list of them") {
  AppScreen screen(changed_world(), {}, differences(129, 1));
  screen.gui().click("inspector/compare with");
  screen.gui().click("compare with:125");
  CHECK(selection(screen).marked == emulator::InvocationId{125});
  CHECK(reads(screen, "with 125, marked"));
  screen.gui().click("inspector/compare with");
  screen.gui().click("compare with:suiting");
  CHECK_FALSE(selection(screen).marked);
}

TEST_CASE("a stage that was not called in the other invocation is no difference but said") {
  app::AppState state = differences(129, 3);
  state.selection.marked = emulator::InvocationId{128};
  AppScreen screen(changed_world(), {}, std::move(state));
  CHECK(reads(screen, "postprocess was not called in 128"));
}

TEST_CASE("large bodies are compared elsewhere, and the screen says so meanwhile") {
  FakeInvocation one = abalone_invocation(127);
  FakeInvocation two = abalone_invocation(128);
  std::string numbers = "[0";
  for (int i = 1; i < 20'000; ++i) numbers += "," + std::to_string(i);
  one.hops[0].response_body = numbers + "]";
  two.hops[0].response_body = numbers + ",7]";
  FakeWorld world = stopped_world();
  world.invocations = {fake_invocation(one), fake_invocation(two)};
  const auto now = world.snapshot();
  std::vector<app::Errand> waiting;
  std::vector<app::AfterErrand> finished;
  app::AppPorts ports;
  ports.start_errand = [&](app::Errand errand) { waiting.push_back(std::move(errand)); };
  ports.finished_errands = [&] { return std::exchange(finished, {}); };
  app::App app(differences(128, 1), ports);
  GuiDriver gui([&](const app::Style& style) { app.frame(now, style); });
  gui.frames(3);
  CHECK(gui.frame_text().find("Comparing…") != std::string::npos);
  for (app::Errand& errand : std::exchange(waiting, {})) finished.push_back(errand.work());
  gui.frames(2);
  CHECK(gui.frame_text().find("1 of 20,001 values differs") != std::string::npos);
  CHECK(app.state().compare.tab.kept.size() == 1);
}

TEST_CASE("C marks an invocation, and compares the next one with it") {
  AppScreen screen(changed_world(), {}, looking_at(127, 0, app::InspectorTab::Messages));
  screen.gui().press(ImGuiKey_C);
  CHECK(selection(screen).marked == emulator::InvocationId{127});
  screen.gui().click("invocation:129");
  screen.gui().press(ImGuiKey_C);
  CHECK(screen.app().state().drawer.tab == app::DrawerTab::Compare);
  CHECK(reads(screen, "differs at hop 2 response body: 2 of 4 values"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "compare");
  screen.gui().click("compared:model");
  CHECK(screen.app().state().inspector.tab == app::InspectorTab::Diff);
  CHECK(selection(screen).hop == 2);
  CHECK(reads(screen, "$.predictions[1].score"));
  screen.gui().click("invocation:127");
  screen.gui().press(ImGuiKey_C);
  CHECK_FALSE(selection(screen).marked);
}

TEST_CASE("Ctrl+click on two invocations compares them") {
  AppScreen screen(changed_world());
  screen.gui().click_holding(ImGuiMod_Ctrl, "invocation:126");
  CHECK(selection(screen).marked == emulator::InvocationId{126});
  screen.gui().click_holding(ImGuiMod_Ctrl, "invocation:129");
  CHECK(screen.app().state().drawer.tab == app::DrawerTab::Compare);
  CHECK(selection(screen).invocation == emulator::InvocationId{129});
}

TEST_CASE("A and B change places, and the table is copied") {
  app::AppState state = looking_at(129, 0, app::InspectorTab::Messages);
  state.selection.marked = emulator::InvocationId{127};
  AppScreen screen(changed_world(), {}, std::move(state));
  screen.gui().click("drawer/Compare");
  screen.gui().click("comparison/Swap");
  CHECK(selection(screen).invocation == emulator::InvocationId{127});
  CHECK(selection(screen).marked == emulator::InvocationId{129});
  screen.gui().click("comparison/Copy");
  CHECK(clipboard(screen).starts_with("Stage\tStatus A"));
}

TEST_CASE("stages in another order are compared with themselves") {
  app::AppState state = looking_at(130, 0, app::InspectorTab::Messages);
  state.selection.marked = emulator::InvocationId{127};
  state.drawer.tab = app::DrawerTab::Compare;
  AppScreen screen(reordered_world(), {}, std::move(state));
  CHECK(reads(screen, "status 200 > 424"));
  CHECK(reads(screen, "not called in B"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "compare_reordered");
}

TEST_CASE("with one invocation or none there is nothing to compare, and it says how to get there") {
  FakeWorld world = stopped_world();
  app::AppState state = differences(1, 1);
  state.drawer.tab = app::DrawerTab::Compare;
  AppScreen screen(world, {}, state);
  CHECK(reads(screen, "Nothing to compare yet"));
  world.invocations = {fake_invocation(abalone_invocation(1))};
  screen.show(world);
  CHECK(reads(screen, "Only one invocation so far"));
  CHECK(reads(screen, "There is no other invocation yet"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "compare_empty");
}

TEST_CASE("comparing fits a narrow window") {
  app::AppState state = differences(129, 2);
  state.selection.marked = emulator::InvocationId{127};
  state.drawer.tab = app::DrawerTab::Compare;
  AppScreen screen(changed_world(), narrow(), std::move(state));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "compare_narrow");
}
