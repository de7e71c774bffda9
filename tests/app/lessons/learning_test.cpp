// Playback, presenter mode and the lesson's card over a fake world, at a time that stands still.

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "app/app.h"
#include "app/errands/lesson_errands.h"
#include "tests/support/fake_snapshot.h"
#include "tests/support/golden.h"
#include "tests/support/gui_driver.h"

using namespace app;
using tests::FakeWorld;

namespace {

class StillClock final : public emulator::Clock {
 public:
  emulator::SteadyTime now() const override { return {}; }
  emulator::WallTime wall() const override { return tests::fake_now(); }
};

struct Screen {
  explicit Screen(const FakeWorld& world, const OffscreenOptions& options = {}, AppState state = {})
      : now(world.snapshot()),
        app(std::move(state), AppPorts{&clock, {}, {}, {}, {}, {}, {}}),
        gui(
            [this](const Style& style) {
              for (emulator::Command& command : app.frame(now, style))
                commands.push_back(std::move(command));
            },
            options) {
    gui.frames(3);
  }

  const PlaybackState& playback() const { return app.state().playback; }
  bool says(std::string_view words) const {
    return gui.frame_text().find(words) != std::string::npos;
  }

  StillClock clock;
  emulator::SnapshotPtr now;
  App app;
  std::vector<emulator::Command> commands;
  tests::GuiDriver gui;
};

// The design's invocation: three hops, 84 ms of them in the model.
AppState looking_at_127() {
  AppState state;
  state.selection.invocation = {127};
  return state;
}

AppState in_lesson(const std::string& id, std::size_t step, std::size_t hints) {
  AppState state;
  state.places.lessons = HOPLENS_SOURCE_DIR "/assets/lessons";
  const auto lessons = lessons_in(state.places.lessons).value();
  state.lesson.all = std::make_shared<const std::vector<Lesson>>(lessons);
  const auto at = std::ranges::find(lessons, id, &Lesson::id);
  state.lesson.taken = static_cast<std::size_t>(at - lessons.begin());
  state.lesson.openings = 1;
  state.lesson.since = {1'000};  // what the world holds was there before
  state.lesson.step = step;
  state.lesson.hints = hints;
  return state;
}

OffscreenOptions narrow() { return {.width = 960, .height = 600}; }

}  // namespace

TEST_CASE("P plays the selected invocation, the request moves, P pauses and Esc ends it") {
  Screen screen(tests::busy_world(), {}, looking_at_127());
  CHECK_FALSE(screen.app.is_moving());
  screen.gui.press(ImGuiKey_P);
  CHECK(screen.playback().playing);
  CHECK(screen.app.is_moving());
  const ImVec2 before = screen.gui.item("strip/moving request").min;
  screen.gui.frames(90);
  const ImVec2 after = screen.gui.item("strip/moving request").min;
  CHECK(after.x > before.x);
  screen.gui.press(ImGuiKey_P);
  CHECK_FALSE(screen.app.is_moving());
  const double paused = screen.playback().position;
  screen.gui.frames(10);
  CHECK(screen.playback().position == paused);
  CHECK_FALSE(screen.app.wants_frames());  // idle is silent
  screen.gui.press(ImGuiKey_Escape);
  CHECK_FALSE(screen.playback().invocation);
  CHECK_FALSE(screen.gui.has("strip/moving request"));
}

TEST_CASE("what is played to its end stops there, and Play begins anew") {
  Screen screen(tests::busy_world(), {}, looking_at_127());
  screen.gui.press(ImGuiKey_P);
  screen.gui.frames(10 * 60 + 30);
  CHECK_FALSE(screen.playback().playing);
  CHECK(screen.playback().position == screen.playback().length);
  CHECK(screen.says("The client gets 200"));
  screen.gui.click("playback/Play");
  CHECK(screen.playback().playing);
  CHECK(screen.playback().position < 1);
}

TEST_CASE("the scrubber and the hop keys move through it, and the selection follows") {
  Screen screen(tests::busy_world(), {}, looking_at_127());
  screen.gui.press(ImGuiKey_P);
  screen.gui.click("playback/scrubber");
  CHECK_FALSE(screen.playback().playing);
  CHECK(screen.playback().position > 4);
  CHECK(screen.playback().position < 6);
  CHECK(screen.app.state().selection.hop == 2);
  screen.gui.press(ImGuiKey_RightArrow);
  CHECK(screen.app.state().selection.hop == 3);
  CHECK(screen.says("The answer of model becomes the request to postprocess"));
  screen.gui.click("playback/Previous hop");
  CHECK(screen.app.state().selection.hop == 2);
  screen.gui.click("hop:preprocess");
  CHECK(screen.playback().position == 0);
}

TEST_CASE("the whole can take longer, and be to scale") {
  Screen screen(tests::busy_world(), {}, looking_at_127());
  screen.gui.press(ImGuiKey_P);
  screen.gui.click("playback/scrubber");
  const double share = screen.playback().position / screen.playback().length;
  CHECK(screen.says("Not to scale"));
  screen.gui.click("playback/10 s");
  CHECK(screen.playback().length == 20);
  CHECK(screen.playback().position / 20 == share);
  screen.gui.click("Not to scale");
  CHECK(screen.playback().true_scale);
  CHECK(screen.says("To scale"));
}

TEST_CASE("with reduced motion playback shows a still picture for each hop") {
  OffscreenOptions options;
  options.reduced_motion = true;
  Screen screen(tests::busy_world(), options, looking_at_127());
  screen.gui.press(ImGuiKey_P);
  CHECK_FALSE(screen.app.is_moving());
  CHECK(screen.app.wants_frames());
  const ImVec2 before = screen.gui.item("strip/moving request").min;
  screen.gui.frames(20);
  const ImVec2 after = screen.gui.item("strip/moving request").min;
  CHECK(before.x == after.x);
}

TEST_CASE("a request that comes in while another is played does not take its place") {
  Screen screen(tests::busy_world(), {}, looking_at_127());
  screen.gui.press(ImGuiKey_P);
  FakeWorld world = tests::busy_world();
  world.invocations.push_back(tests::fake_invocation(tests::abalone_invocation(500)));
  screen.now = world.snapshot();
  screen.gui.frames(5);
  CHECK(screen.playback().invocation.value == 127);
}

TEST_CASE("a refused request is played up to the stage that refused it") {
  Screen screen(tests::failing_world());
  screen.gui.press(ImGuiKey_P);
  screen.gui.frames(10 * 60 + 30);
  CHECK(screen.says("ModelError"));
}

TEST_CASE("the playback looks as it should, wide and narrow") {
  for (const bool small : {false, true}) {
    Screen screen(tests::busy_world(), small ? narrow() : OffscreenOptions{}, looking_at_127());
    screen.gui.press(ImGuiKey_P);
    screen.gui.click("playback/scrubber");
    screen.gui.hover("model name");
    CHECK_GOLDEN_TEXT(screen.gui.frame_text(), small ? "playback_narrow" : "playback");
  }
}

TEST_CASE("presenter mode enlarges, tells keys and clicks, and puts everything back") {
  Screen screen(tests::busy_world());
  CHECK(screen.app.state().drawer_shown);
  screen.gui.press(ImGuiMod_Shift | ImGuiKey_F11);
  CHECK(shown_zoom(screen.app.state()) == 1.5f);
  CHECK_FALSE(screen.app.state().drawer_shown);
  CHECK(window_memory(screen.app.state()).drawer_shown);  // what is remembered is as before
  screen.gui.press(ImGuiMod_Ctrl | ImGuiKey_K);
  screen.gui.press(ImGuiKey_Escape);
  CHECK(screen.app.state().presenter.keys == "Ctrl+K");
  CHECK(screen.app.state().presenter.what == "Find an action");
  CHECK(screen.says("Ctrl+K"));
  screen.gui.click("stage:model");
  CHECK(screen.app.state().presenter.keys == "Click");
  CHECK(screen.app.state().presenter.what == "stage model");
  screen.gui.press(ImGuiMod_Shift | ImGuiKey_F11);
  CHECK(shown_zoom(screen.app.state()) == 1.0f);
  CHECK(screen.app.state().drawer_shown);
}

TEST_CASE("the lesson's card looks as it should: a step with a hint, solved, and narrow") {
  Screen step(tests::busy_world(), {}, in_lesson("accept-misunderstood", 4, 2));
  CHECK_GOLDEN_TEXT(step.gui.frame_text(), "lesson_step");
  Screen small(tests::busy_world(), narrow(), in_lesson("slow-hop", 2, 1));
  CHECK_GOLDEN_TEXT(small.gui.frame_text(), "lesson_narrow");
  AppState state = in_lesson("slow-hop", 2, 0);
  state.lesson.solved = true;
  Screen solved(tests::busy_world(), {}, std::move(state));
  CHECK_GOLDEN_TEXT(solved.gui.frame_text(), "lesson_solved");
}

TEST_CASE("the card never covers what it points at") {
  for (std::size_t step = 0; step < 6; ++step) {
    Screen screen(tests::busy_world(), narrow(), in_lesson("wrong-content-type", step, 0));
    const std::string& spot = screen.app.state().lesson.spot;
    INFO(step << " " << spot);
    if (spot.empty() || spot.ends_with("region")) continue;  // a whole region is too large
    const Item pointed = screen.gui.item(spot);
    const Item next =
        screen.gui.item(screen.gui.has("Lesson/Next") ? "Lesson/Next" : "Lesson/Skip");
    CHECK((pointed.max.x < next.min.x || pointed.min.x > next.max.x || pointed.max.y < next.min.y ||
           pointed.min.y > next.max.y));
  }
}

TEST_CASE("the list of lessons shows which were solved, and its keys pick one") {
  AppState state;
  state.places.lessons = HOPLENS_SOURCE_DIR "/assets/lessons";
  state.settings.completed_lessons = {"tour", "too-big"};
  Screen screen(tests::empty_world(), {}, std::move(state));
  screen.gui.press(ImGuiMod_Shift | ImGuiKey_F1);
  CHECK(screen.says("2 of 8 solved"));
  CHECK_GOLDEN_TEXT(screen.gui.frame_text(), "lessons");
  screen.gui.press(ImGuiKey_DownArrow);
  screen.gui.press(ImGuiKey_Enter);
  screen.gui.frames(3);
  REQUIRE(screen.commands.size() >= 2);
  const auto& open = std::get<emulator::OpenPipeline>(screen.commands.front());
  CHECK(open.pipeline.pipeline.model.model_name == "lesson-wrong-content-type");
  CHECK(open.pipeline.pipeline.file.empty());
}

TEST_CASE("the first screen offers the tour and the lessons, help leads to them, too") {
  AppState state;
  state.places.lessons = HOPLENS_SOURCE_DIR "/assets/lessons";
  Screen screen(tests::empty_world(), {}, std::move(state));
  CHECK(screen.gui.has("welcome/3-minute tour"));
  screen.gui.press(ImGuiKey_F1);
  screen.gui.click("sheet/Lessons…");
  CHECK(screen.app.state().dialogs.shows(Dialog::Lessons));
}
