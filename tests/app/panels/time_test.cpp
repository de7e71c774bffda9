#include <catch2/catch_test_macros.hpp>

#include "app/view_model/time_axis.h"
#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/time_worlds.h"
#include "tests/support/golden.h"

using namespace tests;
using namespace std::chrono_literals;

namespace {

bool shows(AppScreen& screen, std::string_view words) {
  return screen.gui().frame_text().find(words) != std::string::npos;
}

const app::TimeState& time_of(AppScreen& screen) { return screen.app().state().time; }

// The wheel over an item with a key held.
void wheel(AppScreen& screen, std::string_view over, float lines, ImGuiKey modifier) {
  ImGuiIO& io = screen.gui().screen().io();
  screen.gui().hover(over);
  io.AddKeyEvent(modifier, true);
  screen.gui().frames(1);
  io.AddMouseWheelEvent(0, lines);
  screen.gui().frames(2);
  io.AddKeyEvent(modifier, false);
  screen.gui().frames(2);
}

app::AppState with_tab(app::DrawerTab tab) {
  app::AppState state;
  state.drawer.tab = tab;
  return state;
}

app::AppState with_timeline() {
  app::AppState state;
  state.time.all = true;
  return state;
}

}  // namespace

TEST_CASE("dragging over the bars zooms to the range that was dragged over") {
  AppScreen screen(busy_world());
  screen.gui().click("invocation:127");
  const int hop_before = screen.app().state().selection.hop;
  screen.gui().drag_by("hop:preprocess", {200, 0});
  REQUIRE(time_of(screen).one.zoom);
  const app::TimeRange zoom = *time_of(screen).one.zoom;
  CHECK(zoom.length() < time_of(screen).one.whole.length() / 2);
  CHECK(screen.app().state().selection.hop == hop_before);  // a drag is no click
  screen.gui().hover("time zoom");
  screen.gui().frames(60);
  CHECK(shows(screen, "of 101 ms"));
  screen.gui().click("time zoom");
  CHECK_FALSE(time_of(screen).one.zoom);
}

TEST_CASE("Esc lets go of a range that is being dragged") {
  AppScreen screen(busy_world());
  screen.gui().click("invocation:127");
  screen.gui().drag_and_hold("hop:preprocess", "hop:model");
  screen.gui().drag_and_hold("hop:preprocess", "Findings");
  screen.gui().press(ImGuiKey_Escape);
  screen.gui().release();
  CHECK_FALSE(time_of(screen).one.zoom);
  CHECK_FALSE(time_of(screen).one.drag);
}

TEST_CASE("Ctrl and the wheel zoom around the pointer, Shift and the wheel move") {
  AppScreen screen(busy_world());
  screen.gui().click("invocation:127");
  wheel(screen, "hop:model", 3, ImGuiMod_Ctrl);
  REQUIRE(time_of(screen).one.zoom);
  const app::TimeRange zoom = *time_of(screen).one.zoom;
  wheel(screen, "hop:model", -1, ImGuiMod_Shift);
  CHECK(time_of(screen).one.zoom->from > zoom.from);
  CHECK(time_of(screen).one.zoom->length() == zoom.length());
}

TEST_CASE("keys zoom, move and show all of the time") {
  AppScreen screen(busy_world());
  screen.gui().click("invocation:127");
  screen.gui().press(ImGuiKey_Equal);
  screen.gui().press(ImGuiKey_Equal);
  REQUIRE(time_of(screen).one.zoom);
  const app::TimeRange zoom = *time_of(screen).one.zoom;
  CHECK(zoom.length() == time_of(screen).one.whole.length() / 4);
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_LeftArrow);
  CHECK(time_of(screen).one.zoom->from < zoom.from);
  screen.gui().press(ImGuiKey_Minus);
  CHECK(time_of(screen).one.zoom->length() > zoom.length());
  screen.gui().press(ImGuiKey_0);
  CHECK_FALSE(time_of(screen).one.zoom);
  screen.gui().press(ImGuiKey_Equal);
  screen.gui().double_click("hop:model");
  CHECK_FALSE(time_of(screen).one.zoom);
}

TEST_CASE("the zoom stays for an invocation that looks alike, and goes for another") {
  FakeWorld world = busy_world();
  world.invocations.push_back(fake_invocation(abalone_invocation(129)));
  AppScreen screen(world);
  screen.gui().click("invocation:127");
  screen.gui().press(ImGuiKey_Equal);
  const auto zoom = time_of(screen).one.zoom;
  screen.gui().click("invocation:129");
  CHECK(time_of(screen).one.zoom == zoom);
  screen.gui().click("invocation:121");  // three seconds
  CHECK_FALSE(time_of(screen).one.zoom);
}

TEST_CASE("time held is its own segment, and a recorded answer says so") {
  AppScreen screen(held_world());
  CHECK(shows(screen, "held by you"));
  CHECK(shows(screen, "MOCK"));
  CHECK(shows(screen, "84.0 ms"));  // the model's own time
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "waterfall_held");
}

TEST_CASE("all invocations stand on one axis, and a click selects one") {
  AppScreen screen(burst_world(), {}, with_timeline());
  CHECK(shows(screen, "All invocations"));
  CHECK(shows(screen, "at once"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "timeline");
  screen.gui().click("timeline:38");
  CHECK(screen.app().state().selection.invocation.value == 38);
  screen.gui().click("waterfall/this invocation");
  CHECK(shows(screen, "Invocation 38"));
}

TEST_CASE("a key shows one invocation or all, another what ran beside it") {
  AppScreen screen(burst_world());
  screen.gui().press(ImGuiKey_T);
  CHECK(time_of(screen).all);
  screen.gui().press(ImGuiKey_T);
  CHECK_FALSE(time_of(screen).all);
  screen.gui().press(ImGuiKey_Z);
  CHECK(time_of(screen).all);
  REQUIRE(time_of(screen).timeline.zoom);
  CHECK(shows(screen, "ran then"));
  CHECK_FALSE(screen.gui().has("timeline:2"));
}

TEST_CASE("the time axis follows the newest invocation until one scrolls away") {
  FakeWorld world = burst_world();
  AppScreen screen(world, {}, with_timeline());
  screen.gui().press(ImGuiKey_Equal);
  screen.gui().click("follow time");
  if (!time_of(screen).timeline.follow) screen.gui().click("follow time");
  const auto zoom = time_of(screen).timeline.zoom;
  auto next = std::make_shared<emulator::Invocation>(*world.invocations.front());
  next->id = emulator::InvocationId{41};
  next->started_at = fake_now() - 1s;
  world.invocations.push_back(next);
  screen.show(world);
  screen.gui().frames(3);
  CHECK(time_of(screen).timeline.zoom->from > zoom->from);
  CHECK(time_of(screen).timeline.zoom->length() == zoom->length());
  CHECK(screen.gui().has("timeline:41"));
  screen.gui().press(ImGuiKey_0);
  screen.gui().scroll("timeline:40", -5);
  CHECK_FALSE(time_of(screen).timeline.follow);
  CHECK_FALSE(screen.gui().has("timeline:41"));
}

TEST_CASE("the latency tab names the slowest stage and tells its percentiles") {
  AppScreen screen(burst_world());
  screen.gui().click("Latency");
  CHECK(shows(screen, "model takes"));
  CHECK(shows(screen, "p99"));
  CHECK(screen.gui().has("latency:overhead"));
  CHECK(screen.gui().has("latency:whole invocation"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "latency");
}

TEST_CASE("mocked hops count in latencies only where that is asked for") {
  AppScreen screen(burst_world(), {}, with_tab(app::DrawerTab::Latency));
  CHECK(time_of(screen).latency.figures.left_out() == 1);
  const std::size_t before = time_of(screen).latency.figures.invocations();
  screen.gui().click("made up");
  CHECK(time_of(screen).latency.figures.invocations() == before + 1);
}

TEST_CASE("latencies are those of the scope that is chosen") {
  FakeWorld world = burst_world();
  world.revision = 5;
  AppScreen screen(world, {}, with_tab(app::DrawerTab::Latency));
  CHECK(time_of(screen).latency.figures.invocations() > 30);
  screen.gui().click("scope:edit");
  CHECK(shows(screen, "No invocation to count"));
  screen.gui().click("scope:all");
  CHECK(time_of(screen).latency.figures.invocations() > 30);
}

TEST_CASE("CloudWatch's view has its names, its unit and this invocation") {
  AppScreen screen(burst_world(), {}, with_tab(app::DrawerTab::Latency));
  screen.gui().click("cloudwatch");
  for (const char* words : {"ModelLatency", "ContainerLatency", "OverheadLatency", "SampleCount",
                            "invocation 40", "84,000"}) {
    INFO(words);
    CHECK(shows(screen, words));
  }
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "latency_cloudwatch");
  screen.gui().hover("metric:OverheadLatency");
  screen.gui().frames(60);
  CHECK(shows(screen, "contract 6.2"));
}

TEST_CASE("the latency table is copied for a spreadsheet") {
  AppScreen screen(burst_world(), {}, with_tab(app::DrawerTab::Latency));
  screen.gui().click("Copy table");
  ImGui::SetCurrentContext(&screen.gui().screen().context());
  CHECK(std::string(ImGui::GetClipboardText()).starts_with("stage\tcount"));
  CHECK(screen.app().state().messages.all().back().starts_with("Copied the table"));
}

TEST_CASE("without invocations the latency tab says what will stand there") {
  AppScreen screen(stopped_world(), {}, with_tab(app::DrawerTab::Latency));
  CHECK(shows(screen, "How long each stage takes"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "latency_empty");
}

TEST_CASE("a narrow drawer still tells the percentiles") {
  app::OffscreenOptions narrow;
  narrow.width = 960;
  narrow.height = 600;
  app::AppState state = with_tab(app::DrawerTab::Latency);
  state.region.zoomed = app::Region::Drawer;
  AppScreen screen(burst_world(), narrow, state);
  CHECK(shows(screen, "p50"));
  CHECK(shows(screen, "model takes"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "latency_narrow");
}
