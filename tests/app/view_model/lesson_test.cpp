#include <array>

#include <catch2/catch_test_macros.hpp>

#include "app/view_model/lessons/lesson_condition.h"
#include "app/view_model/lessons/lesson_member.h"
#include "app/view_model/lessons/lesson_place.h"
#include "tests/support/fake_snapshot.h"

using namespace app;

namespace {

const std::string kHead =
    "title: A\ngoal: B\npipeline: c/c.pipeline.json\ncontract: 3.1\nminutes: 2\n"
    "success: invocation status=200\ndone: D\n";
const std::string kStep = "step: One\ntext: words\ngo on: next\n";

std::string problem_of(const std::string& text) {
  const auto read = read_lesson(text, "x.lesson.txt");
  return read ? "" : read.error().what;
}

LessonWorld world_of(const emulator::EngineSnapshot& now,
                     const std::set<std::string, std::less<>>& actions) {
  return {now, {}, actions, "model"};
}

LessonCondition condition(std::string_view text) { return read_conditions(text).value().front(); }

}  // namespace

TEST_CASE("a lesson is read with its steps, hints and deeds") {
  const auto read = read_lesson(
      "# a comment\n\n" + kHead +
          "step: Mend it\ntext: first\n  and more\ntext: second\nspot: strip/stage:model\n"
          "hint: nudge\ndo: /Local/Stages/model/ModelData = data\ndo: action:deploy\n"
          "go on: action:deploy done and service in-service\n",
      "mend-it.lesson.txt");
  REQUIRE(read);
  CHECK(read->id == "mend-it");
  REQUIRE(read->steps.size() == 1);
  const LessonStep& step = read->steps.front();
  CHECK(step.text == std::vector<std::string>{"first and more", "second"});
  CHECK(step.hints.size() == 1);
  REQUIRE(step.deeds.size() == 2);
  CHECK(step.deeds[0] == LessonDeed{"", "/Local/Stages/model/ModelData", "data"});
  CHECK(step.deeds[1].action == "deploy");
  CHECK(step.go_on ==
        LessonConditions{ActionDone{"deploy"}, ServiceIs{emulator::ServiceState::InService}});
}

TEST_CASE("what is wrong with a lesson is told with its line") {
  CHECK(problem_of(kHead + kStep).empty());
  CHECK(problem_of("titel: A\n") == "x.lesson.txt, line 1: there is no key \"titel\"");
  CHECK(problem_of("just words\n").find("line 1: a line is \"key: value\"") != std::string::npos);
  CHECK(problem_of("  goes on\n").find("line 1: there is nothing to go on with") !=
        std::string::npos);
  CHECK(problem_of("text: words\n").find("line 1: text belongs to a step") != std::string::npos);
  CHECK(problem_of("title: A\ntitle: B\n").find("line 2: title is said twice") !=
        std::string::npos);
  CHECK(problem_of("title:\n").find("line 1: title has no value") != std::string::npos);
  CHECK(problem_of(kHead).find("line 7: there is no step") != std::string::npos);
  CHECK(problem_of(kHead + "step: One\ngo on: next\n").find("line 8: a step needs text") !=
        std::string::npos);
  CHECK(problem_of(kHead + "step: One\ntext: x\n").find("line 8: a step needs go on") !=
        std::string::npos);
  CHECK(
      problem_of(kHead + "step: One\ntext: x\ndo: action:send\n").find("line 10: do is the last") !=
      std::string::npos);
  CHECK(problem_of(kHead + "step: One\ntext: x\ngo on: invocation 424\n")
            .find("line 10: \"invocation 424\" is no condition") != std::string::npos);
  CHECK(problem_of(kHead + "minutes: many\n").find("line 8: minutes") != std::string::npos);
  CHECK(problem_of(kStep).find("there is no title") != std::string::npos);
}

TEST_CASE("conditions look at the world as it is") {
  const auto now = tests::failing_world().snapshot();
  const std::set<std::string, std::less<>> actions{"deploy"};
  const LessonWorld world = world_of(*now, actions);
  CHECK(holds(condition("action:deploy done"), world));
  CHECK_FALSE(holds(condition("action:send done"), world));
  CHECK(holds(condition("invocation status=424"), world));
  CHECK_FALSE(holds(condition("invocation status=418"), world));
  CHECK(holds(condition("hop model selected"), world));
  CHECK_FALSE(holds(condition("hop preprocess selected"), world));
  CHECK_FALSE(holds(condition("next"), world));
  CHECK(all_hold(read_conditions("action:deploy done and invocation status=424").value(), world));
  CHECK_FALSE(all_hold(read_conditions("action:deploy done and next").value(), world));
}

TEST_CASE("invocations from before the lesson do not count") {
  const auto now = tests::busy_world().snapshot();
  const std::set<std::string, std::less<>> none;
  const emulator::InvocationId newest = (*now->trace)[now->trace->size() - 1]->id;
  CHECK_FALSE(holds(condition("invocation status=200"), {*now, newest, none, ""}));
  CHECK(holds(condition("invocation status=200"), {*now, {}, none, ""}));
  CHECK_FALSE(holds(condition("invocation status=200 under=1ms"), {*now, {}, none, ""}));
}

TEST_CASE("a member is read and set by the pointer of the pipeline file") {
  const emulator::Pipeline pipeline = tests::busy_world().pipeline;
  const auto set = [&](std::string_view pointer, const std::string& value) {
    const auto edit = member_edit(pipeline, pointer, value);
    return edit ? emulator::apply(pipeline, *edit)->pipeline : pipeline;
  };
  constexpr std::string_view kEnvironment = "/CreateModel/Containers/0/Environment/A_NAME";
  CHECK(member_of(pipeline, kEnvironment) == "");
  CHECK(member_of(set(kEnvironment, "text/csv"), kEnvironment) == "text/csv");
  constexpr std::string_view kCommand = "/Local/Stages/model/Command";
  CHECK(member_of(set(kCommand, "a b c"), kCommand) == "a b c");
  constexpr std::string_view kSwitch = "/Local/Switches/PortBinding";
  CHECK(member_of(set(kSwitch, "strict"), kSwitch) == "strict");
  CHECK_FALSE(member_edit(pipeline, kSwitch, "sometimes"));
  constexpr std::string_view kLimit = "/Local/Limits/InvocationTimeoutSeconds";
  CHECK(member_of(pipeline, kLimit) == "60");
  CHECK(member_of(set(kLimit, "2"), kLimit) == "2");
  constexpr std::string_view kOrder = "/CreateModel/Containers";
  CHECK(member_of(set(kOrder, "model,preprocess,postprocess"), kOrder) ==
        "model,preprocess,postprocess");
  CHECK_FALSE(member_of(pipeline, "/Local/Stages/nobody/Command"));
  CHECK_FALSE(member_of(pipeline, "/CreateModel/Containers/9/Image"));
  CHECK_FALSE(member_edit(pipeline, "/Local/Nothing", "x"));
}

TEST_CASE("the card leaves what it points at free, and stays where it is as long as it can") {
  LessonPlaceInput in{{0, 44, 960, 556}, 400, 240, 14, {}, 0};
  const Rect card = lesson_place(in).card;
  CHECK(card.right() == 946);
  CHECK(card.bottom() == 586);
  in.spot = Rect{0, 500, 300, 80};  // bottom left
  CHECK(lesson_place(in).corner == 0);
  in.spot = Rect{700, 500, 200, 80};  // bottom right
  const LessonPlace moved = lesson_place(in);
  CHECK(moved.corner == 1);
  in.corner = moved.corner;
  in.spot = Rect{700, 60, 200, 80};
  CHECK(lesson_place(in).corner == 1);
  in.spot = in.window;  // whatever is done, it is covered
  CHECK(lesson_place(in).card.w == 400);
}

TEST_CASE("around two holes the window is covered once") {
  const std::array holes{Rect{10, 10, 20, 20}, Rect{50, 60, 30, 30}};
  float area = 0;
  for (const Rect& part : around({0, 0, 100, 100}, holes)) {
    area += part.w * part.h;
    for (const Rect& hole : holes) CHECK_FALSE(hole.contains(part.center_x(), part.center_y()));
  }
  CHECK(area == 100 * 100 - 20 * 20 - 30 * 30);
}
