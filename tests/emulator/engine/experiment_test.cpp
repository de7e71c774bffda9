#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/emulator/engine/debugger_world.h"

using namespace emulator;
using test::DebuggerWorld;
using test::text_of;

namespace {

auto experiment_over(std::uint64_t number) {
  return [number](const EngineSnapshot& now) {
    return now.debug->experiment && now.debug->experiment->number == number &&
           now.debug->experiment->finished && now.running_invocations == 0;
  };
}

}  // namespace

TEST_CASE("every input goes through every order, and the runs are told in that order") {
  DebuggerWorld world({"a", "b"});
  const auto x = world.send("x");
  const auto y = world.send("y");
  REQUIRE(y);
  const std::vector<StageId> ab{world.stages[0], world.stages[1]};
  const std::vector<StageId> ba{world.stages[1], world.stages[0]};
  world.engine.submit(RunExperiment{{"All orders", {x->id, y->id}, {ab, ba}}});
  const auto now = world.watch.until(experiment_over(1));
  REQUIRE(now);
  const ExperimentView& view = *now->debug->experiment;
  CHECK(view.asked.title == "All orders");
  CHECK_FALSE(view.cancelled);
  REQUIRE(view.runs.size() == 4);
  const std::vector<std::string> expected{"x+a+b", "y+a+b", "x+b+a", "y+b+a"};
  for (std::size_t i = 0; i < 4; ++i) {
    const ExperimentRun& run = view.runs[i];
    INFO("run " << i);
    CHECK(run.order == i / 2);
    CHECK(run.input == (i % 2 == 0 ? x->id : y->id));
    CHECK(run.finished);
    CHECK(run.problem.empty());
    const InvocationPtr invocation = now->trace->find(run.invocation);
    REQUIRE(invocation);
    CHECK(invocation->experiment == 1);
    CHECK(invocation->replay_of == run.input);
    CHECK(text_of(invocation->response->body) == expected[i]);
  }
  CHECK(world.runtime->starts() == 2);
}

TEST_CASE("without orders the pipeline's own is taken; what is not in the trace is told") {
  DebuggerWorld world({"a", "b"});
  const auto x = world.send("x");
  world.engine.submit(RunExperiment{{"History again", {x->id, InvocationId{99}}, {}}});
  const auto now = world.watch.until(experiment_over(1));
  REQUIRE(now);
  CHECK(now->debug->experiment->runs[0].problem.empty());
  CHECK(now->debug->experiment->runs[1].problem == "The invocation is not in the trace any more");
}

TEST_CASE("an order that is not of all stages once is refused") {
  DebuggerWorld world({"a", "b"});
  const auto x = world.send("x");
  for (const std::vector<StageId>& order :
       {std::vector{world.stages[0]}, std::vector{world.stages[0], world.stages[0]},
        std::vector{world.stages[0], StageId{999999}}}) {
    world.engine.submit(RunExperiment{{"", {x->id}, {order}}});
    CHECK(world.notice() == "An order does not have each stage of the pipeline once");
    world.engine.submit(DismissNotice{});
    REQUIRE(world.watch.until([](const auto& s) { return !s.notice; }));
  }
  CHECK_FALSE(world.engine.snapshot()->debug->experiment);
}

TEST_CASE("breakpoints do not hold experiments, and at most two run at a time") {
  DebuggerWorld world({"a"});
  std::atomic<int> now_running = 0;
  std::atomic<int> most = 0;
  const auto x = world.send("x");
  world.runtime->answer("slow", [&](const httplib::Request&, httplib::Response& response) {
    int seen = ++now_running;
    for (int before = most; seen > before && !most.compare_exchange_weak(before, seen);) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    --now_running;
    response.set_content("ok", "text/plain");
  });
  Stage slow = world.up->pipeline->stages[0];
  slow.container.container_hostname = "slow";
  world.engine.submit(ApplyEdit{ChangeStage{0, slow}});
  world.engine.submit(Deploy{});
  REQUIRE(world.watch.until([](const auto& s) {
    return !(*s.stages)[0].outdated && s.service == ServiceState::InService;
  }));
  world.engine.submit(SetBreakpoints{{{.stage = world.stages[0]}}});
  world.engine.submit(RunExperiment{{"", std::vector<InvocationId>(8, x->id), {}}});
  REQUIRE(world.watch.until(experiment_over(1)));
  CHECK(most <= 2);
}

TEST_CASE("an experiment can be cancelled, and another takes its place") {
  DebuggerWorld world({"a"});
  const auto x = world.send("x");
  world.engine.submit(RunExperiment{{"", std::vector<InvocationId>(500, x->id), {}}});
  world.engine.submit(CancelExperiment{});
  const auto now = world.watch.until(experiment_over(1));
  REQUIRE(now);
  CHECK(now->debug->experiment->cancelled);
  CHECK(std::ranges::any_of(now->debug->experiment->runs,
                            [](const ExperimentRun& run) { return !run.invocation; }));
  world.engine.submit(RunExperiment{{"", {x->id}, {}}});
  const auto next = world.watch.until(experiment_over(2));
  REQUIRE(next);
  CHECK_FALSE(next->debug->experiment->cancelled);
}
