#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"

using namespace tests;

namespace {

bool shows(AppScreen& screen, std::string_view words) {
  return screen.gui().frame_text().find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("the pointer on a hop tells its phases, sizes and AWS's metrics") {
  AppScreen screen(busy_world());
  screen.gui().click("invocation:127");
  screen.gui().hover("hop:model");
  screen.gui().frames(60);
  for (const char* words : {"Hop 2, model", "connect", "receive", "ContainerLatency",
                            "ModelLatency", "OverheadLatency"}) {
    INFO(words);
    CHECK(shows(screen, words));
  }
}

TEST_CASE("a hop's menu shows only its stage in the log") {
  AppScreen screen(busy_world());
  screen.gui().click("Findings");
  screen.gui().right_click("hop:model");
  screen.gui().click("Show only this stage in the log");
  CHECK(screen.app().state().drawer.query == "stage:model");
  CHECK(screen.app().state().drawer.tab == app::DrawerTab::Logs);
  CHECK(shows(screen, "5 features"));
  CHECK_FALSE(shows(screen, "KeyError"));
}

TEST_CASE("a bypassed stage is shown where it would stand, as skipped") {
  FakeWorld world = busy_world();
  world.pipeline.stages[1].launch->bypassed = true;
  auto last = std::make_shared<emulator::Invocation>(*world.invocations.back());
  last->revision = world.revision;
  last->order = {"preprocess", "postprocess"};
  last->hops.resize(1);
  world.invocations.back() = last;
  AppScreen screen(world);
  CHECK(screen.gui().has("skipped:model"));
  CHECK(shows(screen, "skipped"));
}

TEST_CASE("fifteen hops scroll, and a key brings the chosen one into view") {
  FakeWorld world = long_world();
  FakeInvocation fake;
  fake.order.clear();
  for (int i = 1; i <= 15; ++i) {
    fake.order.push_back("feature-normalisation-step-number-" + std::to_string(i));
    fake.hops.push_back({fake.order.back(), 10.0 * i, 0.3, 0.6, 5, 0.6, 200, "text/csv", "", ""});
  }
  world.invocations.push_back(fake_invocation(fake));
  AppScreen screen(world);
  CHECK_FALSE(screen.gui().has("hop:" + fake.order.back()));
  for (int i = 1; i < 15; ++i) screen.gui().press(ImGuiKey_RightArrow);
  CHECK(screen.app().state().selection.hop == 15);
  CHECK(screen.gui().has("hop:" + fake.order.back()));
}

TEST_CASE("the waterfall's button starts the slow motion, and a line moves through the bars") {
  AppScreen screen(busy_world());
  screen.gui().click("invocation:127");
  CHECK_FALSE(screen.gui().has("playhead"));
  screen.gui().click("waterfall/slow motion");
  CHECK(screen.app().state().playback.playing);
  screen.gui().frames(60);
  const ImVec2 before = screen.gui().item("playhead").min;
  screen.gui().frames(120);
  CHECK(screen.gui().item("playhead").min.x > before.x);
  screen.gui().click("waterfall/slow motion");
  CHECK_FALSE(screen.app().state().playback.playing);
}

TEST_CASE("what was refused has nothing to play") {
  FakeWorld world = busy_world();
  FakeInvocation refused;
  refused.id = 131;
  refused.status = 400;
  refused.order = {};
  world.invocations.push_back(fake_call(refused, "abalone", "boto3"));
  AppScreen screen(world);
  screen.gui().click("invocation:131");
  REQUIRE(shows(screen, "Refused before any container was called"));
  CHECK_FALSE(screen.gui().has("waterfall/slow motion"));
}

TEST_CASE("what has no room beside the titles gives way: large type in a small window") {
  app::OffscreenOptions options;
  options.width = 960;
  options.height = 600;
  options.scale = 1.5f;
  AppScreen screen(busy_world(), options);
  CHECK_FALSE(screen.gui().has("slow motion"));
  CHECK_FALSE(screen.gui().has("→"));
  options.scale = 1;
  AppScreen roomy(busy_world(), options);
  CHECK(roomy.gui().has("slow motion"));
  CHECK(roomy.gui().has("→"));
}
