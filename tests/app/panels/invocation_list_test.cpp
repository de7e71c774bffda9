#include <utility>

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
  screen.gui().replace_text("invocations/filter", "status:>");
  screen.gui().click("hint:status:>=400");
  CHECK(screen.app().state().list.filter == "status:>=400 ");
  screen.gui().replace_text("invocations/filter", "stage:pos");
  screen.gui().press(ImGuiKey_Tab);
  CHECK(screen.app().state().list.filter == "stage:postprocess ");
}

TEST_CASE("a filter that means nothing says what would") {
  AppScreen screen(busy_world());
  screen.gui().replace_text("invocations/filter", "status:abc");
  CHECK(shows(screen, "`status` takes 424"));
  screen.gui().replace_text("invocations/filter", "stauts:424");
  CHECK(shows(screen, "did you mean `status`?"));
}

TEST_CASE("arrows choose among what could be typed and Enter takes it") {
  AppScreen screen(busy_world());
  screen.gui().replace_text("invocations/filter", "stage:");
  CHECK(screen.gui().has("hint:stage:preprocess"));
  screen.gui().press(ImGuiKey_DownArrow);
  screen.gui().press(ImGuiKey_DownArrow);
  screen.gui().type("\n");
  screen.gui().frames(3);
  CHECK(screen.app().state().list.filter == "stage:model ");
  screen.gui().type("-sta");  // the keyboard is still in the field, behind what was taken
  CHECK(screen.app().state().list.filter == "stage:model -sta");
  screen.gui().click("hint:status:");
  screen.gui().frames(3);
  screen.gui().type("4xx");
  CHECK(screen.app().state().list.filter == "stage:model -status:4xx");
}

TEST_CASE("a status that is clicked filters, and once more is taken back") {
  AppScreen screen(busy_world());
  screen.gui().click("status of:128");
  CHECK(screen.app().state().list.filter == "status:424");
  screen.gui().click("status of:128");
  CHECK(screen.app().state().list.filter.empty());
}

TEST_CASE("a header's menu filters by it") {
  AppScreen screen(busy_world());
  screen.gui().click("invocation:127");
  screen.gui().right_click("header:Server");
  screen.gui().click("Filter by this");
  screen.gui().frames(2);
  CHECK(screen.app().state().list.filter == "header:Server=gunicorn");
  CHECK(screen.gui().has("invocation:127"));
  screen.gui().replace_text("invocations/filter", "header:Server=nginx");
  CHECK(shows(screen, "Nothing matches the filter"));
}

namespace {

// Errands that wait until they are let go, as on a thread that is slow.
struct SlowScreen {
  class StillClock final : public emulator::Clock {
   public:
    emulator::SteadyTime now() const override { return {}; }
    emulator::WallTime wall() const override { return fake_now(); }
  };
  explicit SlowScreen(const FakeWorld& world)
      : now(world.snapshot()),
        app({}, ports()),
        gui([this](const app::Style& style) { app.frame(now, style); }) {
    gui.frames(2);
  }
  app::AppPorts ports() {
    app::AppPorts made{&clock, {}};
    made.start_errand = [this](app::Errand errand) { waiting.push_back(std::move(errand)); };
    made.finished_errands = [this] { return std::exchange(finished, {}); };
    return made;
  }
  void let_go() {
    for (app::Errand& errand : std::exchange(waiting, {})) finished.push_back(errand.work());
    gui.frames(2);
  }
  bool shows(std::string_view words) const {
    return gui.frame_text().find(words) != std::string::npos;
  }

  StillClock clock;
  std::vector<app::Errand> waiting;
  std::vector<app::AfterErrand> finished;
  emulator::SnapshotPtr now;
  app::App app;
  GuiDriver gui;
};

FakeWorld searchable() {
  FakeWorld world = stopped_world();
  for (std::uint64_t id = 1; id <= 1'500; ++id) {
    auto made = std::make_shared<emulator::Invocation>(*fake_invocation(abalone_invocation(id)));
    if (id % 500 == 0) made->request.body = emulator::make_body("1,NaN,2");
    world.invocations.push_back(std::move(made));
  }
  return world;
}

}  // namespace

TEST_CASE("bodies are searched in the background, told, stopped and gone on with") {
  SlowScreen screen(searchable());
  screen.let_go();
  screen.gui.replace_text("invocations/filter", "body~\"NaN\"");
  CHECK(screen.shows("Searching bodies 0 of 1,500"));
  CHECK(screen.shows("Nothing found so far"));
  screen.let_go();
  CHECK(screen.gui.has("invocation:1500"));
  CHECK_FALSE(screen.gui.has("invocation:500"));
  screen.gui.click("invocations/Stop");
  CHECK(screen.shows("Stopped at"));
  screen.let_go();
  CHECK_FALSE(screen.gui.has("invocation:500"));
  screen.gui.click("invocations/Go on");
  for (int i = 0; i < 50; ++i) screen.let_go();
  CHECK(screen.gui.has("invocation:500"));
  CHECK(screen.gui.has("invocation:1000"));
  CHECK_FALSE(screen.shows("Searching bodies"));
  CHECK(screen.shows("3 of 1,500"));
}

TEST_CASE("a search of bodies reads the same as ever while it runs") {
  SlowScreen screen(searchable());
  screen.let_go();
  screen.gui.replace_text("invocations/filter", "status:200 body~\"NaN\"");
  screen.let_go();
  CHECK_GOLDEN_TEXT(screen.gui.frame_text(), "list_searching");
}

TEST_CASE("the list of what could be typed reads the same as ever") {
  AppScreen screen(busy_world());
  screen.gui().replace_text("invocations/filter", "s");
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "list_completions");
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
