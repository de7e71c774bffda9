// Every lesson on the real screen and a real engine, with real stages: opened from the list, broken
// as it promises, taken step by step, solved.

#include <algorithm>
#include <chrono>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "app/app.h"
#include "app/errands/lesson_errands.h"
#include "app/view_model/lessons/lesson_condition.h"
#include "app/view_model/lessons/lesson_member.h"
#include "emulator/base/overloaded.h"
#include "emulator/codec/pipeline_file.h"
#include "emulator/runtime/process_runtime.h"
#include "tests/support/engine_watch.h"
#include "tests/support/gui_driver.h"
#include "tests/support/port_8080.h"

using namespace app;
using emulator::EngineSnapshot;
using emulator::ServiceState;

namespace {

const std::filesystem::path kFolder = HOPLENS_SOURCE_DIR "/assets/lessons";

AppState with_lessons() {
  AppState state;
  state.places.lessons = kFolder;
  state.places.working = kFolder;
  return state;
}

emulator::EngineOptions with_processes() {
  static const auto runtime = emulator::make_process_runtime(emulator::start_guardian().value());
  emulator::EngineOptions options;
  options.process = runtime;
  return options;
}

struct LessonScreen {
  emulator::Engine engine{with_processes()};
  test::EngineWatch watch{engine};
  App app{with_lessons()};
  tests::GuiDriver gui{[this](const Style& style) {
    for (emulator::Command& command : app.frame(engine.snapshot(), style))
      engine.submit(std::move(command));
  }};

  const LessonState& lesson() const { return app.state().lesson; }

  // Draws whenever the engine has news, until it holds.
  bool until(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < end) {
      const std::uint64_t seen = engine.snapshot()->generation;  // before it is drawn
      gui.frames(3);
      if (holds()) return true;
      if (!watch.until([seen](const EngineSnapshot& now) { return now.generation != seen; }))
        return false;
    }
    return false;
  }

  void open(const std::string& id) {
    gui.frames(3);
    gui.press(ImGuiMod_Shift | ImGuiKey_F1);
    gui.click("lesson:" + id);
    REQUIRE(until([&] { return lesson().taken && lesson().lesson()->id == id; }));
  }

  void climb_hints() {
    while (gui.has("Lesson/Hint")) gui.click("Lesson/Hint");
    gui.click("Lesson/Do it for me");
  }

  // What the step asks for, as its reader would do it with all hints.
  void follow(const LessonStep& step) {
    for (const LessonCondition& condition : step.go_on)
      if (const auto* hop = std::get_if<HopSelected>(&condition))
        gui.click("waterfall/hops/hop:" + hop->container);
    if (!step.deeds.empty() && !lesson().met) climb_hints();
  }
};

// Something of what the step points at is there.
bool points_at_something(const LessonScreen& screen, const LessonStep& step) {
  return std::ranges::any_of(step.spots,
                             [&](const std::string& spot) { return screen.gui.has(spot); });
}

bool promises_failure(const Lesson& lesson) {
  return std::ranges::any_of(lesson.steps, [](const LessonStep& step) {
    return std::ranges::any_of(step.go_on, [](const LessonCondition& condition) {
      const auto* answered = std::get_if<Answered>(&condition);
      const auto* service = std::get_if<ServiceIs>(&condition);
      return (answered != nullptr && answered->status == 424) ||
             (service != nullptr && service->state == ServiceState::Failed);
    });
  });
}

void take(LessonScreen& screen, const Lesson& lesson) {
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
    const LessonStep& step = lesson.steps[i];
    INFO(lesson.id << ", step " << i + 1 << ": " << step.title);
    REQUIRE(screen.lesson().step == i);
    REQUIRE_FALSE(screen.lesson().solved);
    screen.gui.frames(2);
    CHECK(points_at_something(screen, step));
    screen.follow(step);
    if (!waits_for_next(step.go_on)) REQUIRE(screen.until([&] { return screen.lesson().met; }));
    if (screen.lesson().solved) {
      CHECK(i + 1 == lesson.steps.size());
      break;
    }
    screen.gui.click("Lesson/Next");
  }
  REQUIRE(screen.until([&] { return screen.lesson().solved; }));
  CHECK(screen.gui.frame_text().find("Solved") != std::string::npos);
  const auto& completed = screen.app.state().settings.completed_lessons;
  CHECK(completed == std::vector<std::string>{lesson.id});
}

Lesson lesson_called(const std::string& id) {
  const auto all = lessons_in(kFolder);
  REQUIRE(all);
  const auto found = std::ranges::find(*all, id, &Lesson::id);
  REQUIRE(found != all->end());
  return *found;
}

void open_and_take(const std::string& id) {
  const Lesson lesson = lesson_called(id);
  CHECK((id == "tour" || promises_failure(lesson)));
  LessonScreen screen;
  screen.open(id);
  take(screen, lesson);
}

// What a lesson names must exist: actions, members of its pipeline, hops of its containers.
void check_names(const LessonCondition& condition, const emulator::Pipeline& pipeline) {
  std::visit(
      emulator::Overloaded{[](const ActionDone& it) {
                             INFO(it.action);
                             CHECK(std::ranges::count(actions(), it.action, &Action::name) == 1);
                           },
                           [&](const MemberIs& it) {
                             INFO(it.pointer);
                             CHECK(member_of(pipeline, it.pointer));
                           },
                           [&](const HopSelected& it) {
                             INFO(it.container);
                             CHECK(emulator::find_container(pipeline, it.container));
                           },
                           [](const auto&) {}},
      condition);
}

}  // namespace

TEST_CASE("there are a tour and at least six lessons on broken pipelines, in a fixed order") {
  const auto all = lessons_in(kFolder);
  REQUIRE(all);
  REQUIRE(all->size() >= 7);
  CHECK(all->front().id == "tour");
  for (std::size_t i = 0; i < all->size(); ++i) CHECK((*all)[i].order == static_cast<int>(i));
}

TEST_CASE("what lessons name exists: their pipelines, actions, members and containers") {
  const auto all = lessons_in(kFolder);
  REQUIRE(all);
  for (const Lesson& lesson : *all) {
    INFO(lesson.id);
    const auto read = emulator::read_pipeline_file(kFolder / lesson.pipeline);
    REQUIRE(read);
    CHECK(read->warnings.empty());
    for (const LessonCondition& condition : lesson.success) check_names(condition, read->pipeline);
    for (const LessonStep& step : lesson.steps) {
      for (const LessonCondition& condition : step.go_on) check_names(condition, read->pipeline);
      for (const LessonDeed& deed : step.deeds) {
        INFO(deed.action << deed.pointer);
        if (deed.action.empty()) {
          CHECK(member_edit(read->pipeline, deed.pointer, deed.value));
        } else {
          CHECK(std::ranges::count(actions(), deed.action, &Action::name) == 1);
        }
      }
    }
  }
}

TEST_CASE("the tour leads through the screen") { open_and_take("tour"); }
TEST_CASE("the lesson of the type that travels breaks and is solved") {
  open_and_take("wrong-content-type");
}
TEST_CASE("the lesson of Accept breaks and is solved") { open_and_take("accept-misunderstood"); }
TEST_CASE("the lesson of the bind port breaks and is solved") {
  const emulator::test::Port8080 port;
  if (!port.is_free()) SKIP("port 8080 is taken by another program");
  open_and_take("missing-bind-port");
}
TEST_CASE("the lesson of the body that is too big breaks and is solved") {
  open_and_take("too-big");
}
TEST_CASE("the lesson of the slow hop breaks and is solved") { open_and_take("slow-hop"); }
TEST_CASE("the lesson of the missing model data breaks and is solved") {
  open_and_take("model-data-not-found");
}
TEST_CASE("the lesson of the wrong order breaks and is solved") { open_and_take("wrong-order"); }

TEST_CASE("a lesson's pipeline has no file: saving asks where, and what came along stays") {
  LessonScreen screen;
  screen.open("model-data-not-found");
  CHECK(screen.engine.snapshot()->pipeline->file.empty());
  CHECK_FALSE(screen.engine.snapshot()->unsaved);
  CHECK(screen.app.state().recent.empty());
  screen.engine.submit(emulator::ApplyEdit{*member_edit(
      *screen.engine.snapshot()->pipeline, "/Local/Stages/model/ModelData", "../../demo/model")});
  REQUIRE(screen.until([&] { return screen.engine.snapshot()->unsaved; }));
  screen.gui.press(ImGuiMod_Ctrl | ImGuiKey_S);
  CHECK(screen.app.state().dialogs.shows(Dialog::File));
}

TEST_CASE("raising the limit answers the request and does not solve the lesson") {
  LessonScreen screen;
  screen.open("slow-hop");
  REQUIRE(
      screen.until([&] { return screen.engine.snapshot()->service == ServiceState::InService; }));
  screen.engine.submit(emulator::ApplyEdit{*member_edit(
      *screen.engine.snapshot()->pipeline, "/Local/Limits/InvocationTimeoutSeconds", "60")});
  REQUIRE(screen.until([&] { return screen.engine.snapshot()->unsaved; }));
  screen.gui.press(ImGuiMod_Ctrl | ImGuiKey_Enter);
  REQUIRE(screen.until([&] {
    const auto& trace = *screen.engine.snapshot()->trace;
    return trace.size() > 0 && trace[trace.size() - 1]->finished;
  }));
  screen.gui.frames(3);
  CHECK_FALSE(screen.lesson().solved);
}

TEST_CASE("leaving a lesson keeps its pipeline open, opening another one leaves the lesson") {
  LessonScreen screen;
  screen.open("wrong-order");
  screen.gui.click("leave lesson");
  CHECK_FALSE(screen.lesson().taken);
  CHECK(screen.engine.snapshot()->open);
  screen.open("wrong-order");
  emulator::OpenPipeline other;
  other.pipeline =
      *emulator::read_pipeline_file(HOPLENS_SOURCE_DIR "/assets/samples/wrong-order.pipeline.json");
  screen.engine.submit(std::move(other));
  REQUIRE(screen.until([&] { return !screen.lesson().taken; }));
}
