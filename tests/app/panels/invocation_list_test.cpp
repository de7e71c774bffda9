#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"

using namespace tests;

namespace {

bool shows(AppScreen& screen, std::string_view words) {
  return screen.gui().frame_text().find(words) != std::string::npos;
}

FakeWorld long_list() {
  FakeWorld world = stopped_world();
  for (std::uint64_t id = 1; id <= 200; ++id)
    world.invocations.push_back(fake_invocation(abalone_invocation(id)));
  return world;
}

}  // namespace

TEST_CASE("a row's menu writes what it shows into the filter") {
  AppScreen screen(busy_world());
  screen.gui().right_click("invocation:128");
  screen.gui().click("Show only status 424");
  CHECK(screen.app().state().list.filter == "status:424");
  CHECK_FALSE(screen.gui().has("invocation:127"));
  CHECK(shows(screen, "1 of 9"));
  screen.gui().right_click("invocation:128");
  screen.gui().click("Show only stage model");
  CHECK(screen.app().state().list.filter == "status:424 stage:model");
  screen.gui().click("term:status:424");
  CHECK(screen.app().state().list.filter == "stage:model");
  CHECK(screen.gui().has("invocation:127"));
}

TEST_CASE("what could be typed is offered while one types") {
  AppScreen screen(busy_world());
  screen.gui().replace_text("invocations/filter", "st");
  screen.gui().click("hint:status:>=400");
  CHECK(screen.app().state().list.filter == "status:>=400 ");
  screen.gui().replace_text("invocations/filter", "stage:pos");
  screen.gui().press(ImGuiKey_Tab);
  CHECK(screen.app().state().list.filter == "stage:postprocess ");
}

TEST_CASE("a filter that means nothing says what would") {
  AppScreen screen(busy_world());
  screen.gui().replace_text("invocations/filter", "status:abc");
  CHECK(shows(screen, "status: takes 424"));
}

TEST_CASE("newer rows are counted while one looks at older ones") {
  FakeWorld world = long_list();
  AppScreen screen(world);
  screen.gui().scroll("invocation:198", -10);
  CHECK_FALSE(screen.gui().has("newer"));
  for (std::uint64_t id = 201; id <= 205; ++id)
    world.invocations.push_back(fake_invocation(abalone_invocation(id)));
  screen.show(world);
  CHECK(shows(screen, "5 newer"));
  screen.gui().click("newer");
  CHECK(screen.app().state().selection.invocation.value == 205);
  CHECK(screen.gui().has("invocation:205"));
  CHECK_FALSE(screen.gui().has("newer"));
}

TEST_CASE("the pointer on a row tells exactly when and how long") {
  AppScreen screen(busy_world());
  screen.gui().hover("invocation:126");
  screen.gui().frames(60);
  CHECK(shows(screen, "42 s ago"));
  CHECK(shows(screen, "98.600 ms"));
}

TEST_CASE("the filtered list reads the same as ever") {
  AppScreen screen(busy_world());
  screen.gui().replace_text("invocations/filter", "status:>=400 stage:preprocess");
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "list_filtered");
}
