#include "tests/app/panels/runs_world.h"

#include "app/view_model/run_plan.h"

namespace tests {
namespace {

using emulator::ExperimentRun;
using emulator::InvocationId;

constexpr std::string_view kOtherScores =
    "{\n  \"predictions\": [\n    { \"score\": 9.42 },\n    { \"score\": 11.5 },\n"
    "    { \"score\": 7.31, \"note\": \"low\" }\n  ]\n}\n";

FakeInvocation changed(std::uint64_t id) {
  FakeInvocation fake = abalone_invocation(id);
  fake.duration_ms = 88.4;
  fake.seconds_ago = 4;
  fake.hops[1].response_body = fake.hops[2].request_body = kOtherScores;
  fake.hops[1].wait_ms = 70.1;
  fake.hops[2].content_type = "text/csv";
  fake.hops[2].response_body = "9 rings\n12 rings\n7 rings\n";
  return fake;
}

emulator::InvocationPtr of_experiment(const FakeInvocation& fake) {
  emulator::Invocation invocation = *fake_invocation(fake);
  invocation.experiment = 1;
  invocation.revision = 5;
  return std::make_shared<const emulator::Invocation>(std::move(invocation));
}

FakeInvocation failed_at_first(std::uint64_t id, std::vector<std::string> order) {
  FakeInvocation fake = abalone_invocation(id);
  fake.order = std::move(order);
  fake.status = 424;
  fake.duration_ms = 13.1;
  fake.seconds_ago = 2;
  fake.hops.resize(1);
  fake.hops[0].stage = fake.order[0];
  fake.hops[0].status = 415;
  fake.hops[0].response_body = "{\"error\": \"text/csv is not supported\"}\n";
  return fake;
}

ExperimentRun done(std::size_t order, std::uint64_t input, std::uint64_t invocation) {
  return {order, InvocationId{input}, InvocationId{invocation}, true, ""};
}

void run_history(FakeWorld& world) {
  world.invocations.push_back(of_experiment(changed(129)));
  FakeInvocation same = abalone_invocation(130);
  same.duration_ms = 97.0;
  world.invocations.push_back(of_experiment(same));
}

}  // namespace

FakeWorld changed_world() {
  FakeWorld world = busy_world();
  world.invocations.push_back(fake_invocation(changed(129)));
  return world;
}

FakeWorld reordered_world() {
  FakeWorld world = changed_world();
  world.invocations.push_back(
      fake_invocation(failed_at_first(130, {"model", "preprocess", "postprocess"})));
  return world;
}

FakeWorld history_world() {
  FakeWorld world = busy_world();
  run_history(world);
  auto view = std::make_shared<emulator::ExperimentView>();
  view->number = 1;
  view->asked = {"History again", {InvocationId{127}, InvocationId{126}}, {}};
  view->runs = {done(0, 127, 129),
                done(0, 126, 130),
                {0, InvocationId{121}, {}, false, ""},
                {0, InvocationId{120}, {}, true, "The body is not kept any more"}};
  world.debug.experiment = view;
  return world;
}

FakeWorld history_done_world() {
  FakeWorld world = history_world();
  auto view = std::make_shared<emulator::ExperimentView>(*world.debug.experiment);
  view->runs.resize(2);
  view->finished = true;
  world.debug.experiment = view;
  return world;
}

FakeWorld orders_world() {
  FakeWorld world = busy_world();
  auto view = std::make_shared<emulator::ExperimentView>();
  view->number = 1;
  view->finished = true;
  view->asked = {"All orders", {InvocationId{127}}, app::all_orders(world.pipeline)};
  for (std::size_t i = 0; i < view->asked.orders.size(); ++i) {
    const std::uint64_t id = 129 + i;
    std::vector<std::string> names;
    for (const emulator::StageId stage : view->asked.orders[i])
      names.push_back(
          emulator::container_name(world.pipeline, emulator::index_of(world.pipeline, stage)));
    FakeInvocation good = abalone_invocation(id);
    good.order = names;
    const bool works = i < 2;
    good.duration_ms = 100.0 - 8.0 * static_cast<double>(i);
    world.invocations.push_back(of_experiment(works ? good : failed_at_first(id, names)));
    view->runs.push_back(done(i, 127, id));
  }
  world.debug.experiment = view;
  return world;
}

}  // namespace tests
