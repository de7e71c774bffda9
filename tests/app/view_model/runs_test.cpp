#include <catch2/catch_test_macros.hpp>

#include "app/view_model/run_plan.h"
#include "app/view_model/run_rows.h"
#include "tests/support/fake_snapshot.h"

using app::RunColumn;
using app::RunTable;
using emulator::InvocationId;
using namespace tests;

namespace {

app::BodyContentPtr content(const emulator::Body& body) { return body.in_memory(); }

emulator::InvocationPtr with_request(std::uint64_t id, std::string_view body,
                                     std::uint64_t experiment = 0) {
  emulator::Invocation invocation = *fake_invocation(abalone_invocation(id));
  invocation.request.body = emulator::make_body(body);
  invocation.experiment = experiment;
  return std::make_shared<const emulator::Invocation>(std::move(invocation));
}

emulator::InvocationPtr timed(std::uint64_t id, double ms, int status = 200) {
  FakeInvocation fake = abalone_invocation(id);
  fake.duration_ms = ms;
  fake.status = status;
  if (status != 200) fake.hops.resize(1);
  if (status != 200) fake.hops[0].status = 415;
  return fake_invocation(fake);
}

emulator::ExperimentRun done(std::size_t order, std::uint64_t input, std::uint64_t invocation) {
  return {order, InvocationId{input}, InvocationId{invocation}, true, ""};
}

struct Runs {
  FakeWorld world = stopped_world();
  emulator::ExperimentView view;
  app::RunSummaries summaries;
  RunTable table() const {
    const auto now = world.snapshot();
    return app::run_table({view, *now->trace, *now->pipeline, summaries});
  }
};

}  // namespace

TEST_CASE("all orders of the stages in use are tried, the pipeline's own first") {
  FakeWorld world = stopped_world();
  CHECK(app::all_orders(world.pipeline).size() == 6);
  CHECK(app::all_orders(world.pipeline).front() == app::used_order(world.pipeline));
  world.pipeline.stages[1].launch->bypassed = true;
  CHECK(app::all_orders(world.pipeline) ==
        std::vector<app::StageOrder>{{stage_id(1), stage_id(3)}, {stage_id(3), stage_id(1)}});
  CHECK(app::whole_order(world.pipeline, {stage_id(3), stage_id(1)}) ==
        app::StageOrder{stage_id(3), stage_id(2), stage_id(1)});
  CHECK(app::all_orders(long_world().pipeline).empty());
}

TEST_CASE("each different request is sent again once, as it was sent last") {
  const std::vector<emulator::InvocationPtr> newest_first = {
      with_request(5, "a", 1), with_request(4, "b"), with_request(3, "a"), with_request(2, "a")};
  CHECK(app::distinct_requests(newest_first, content) ==
        std::vector<InvocationId>{InvocationId{4}, InvocationId{3}});
  const auto lost = [](const emulator::Body&) { return app::BodyContentPtr(); };
  CHECK(app::distinct_requests(newest_first, lost).empty());
}

TEST_CASE(
    "an invocation is compared with the marked one, else with what it replays, else its like") {
  FakeWorld world = stopped_world();
  world.invocations = {with_request(1, "a"), with_request(2, "b"), with_request(3, "a")};
  emulator::Invocation replay = *with_request(4, "c");
  replay.replay_of = InvocationId{2};
  world.invocations.push_back(std::make_shared<const emulator::Invocation>(replay));
  world.invocations.push_back(with_request(5, "d"));
  const auto now = world.snapshot();
  const auto base = [&](std::uint64_t id, std::uint64_t marked = 0) {
    return app::comparison_base(*now->trace, *now->trace->find(InvocationId{id}),
                                InvocationId{marked});
  };
  CHECK(base(3).id == InvocationId{1});
  CHECK(base(3).why == "previous with the same request");
  CHECK(base(3, 2).why == "marked");
  CHECK(base(3, 3).id == InvocationId{1});
  CHECK(base(4).id == InvocationId{2});
  CHECK(base(5).why == "the one before");
  CHECK(base(1).id == InvocationId{2});
}

TEST_CASE("the hop of another invocation is that of the same stage") {
  FakeInvocation other = abalone_invocation(2);
  std::swap(other.hops[0], other.hops[1]);
  const auto a = fake_invocation(abalone_invocation(1));
  const auto b = fake_invocation(other);
  CHECK(app::matching_hop(*a, 1, *b) == 2);
  CHECK(app::matching_hop(*a, 3, *b) == 3);
  CHECK(app::matching_hop(*a, 0, *b) == 0);
}

TEST_CASE("the history sent again says for each request what became different") {
  Runs runs;
  runs.world.invocations = {timed(1, 100), timed(2, 100), timed(11, 90), timed(12, 300, 424)};
  runs.view.asked.inputs = {InvocationId{1}, InvocationId{2}};
  runs.view.runs = {done(0, 1, 11), done(0, 2, 12), {0, InvocationId{3}, {}, false, ""}};
  RunTable table = runs.table();
  REQUIRE(table.history.size() == 3);
  CHECK(table.history[0].what == "comparing…");
  CHECK(table.history[2].what == "waiting");
  CHECK(app::uncompared(table, runs.summaries, 10).size() == 2);
  CHECK(app::progress_text(table, runs.view) == "2 of 3 runs");

  runs.summaries[{InvocationId{1}, InvocationId{11}}] = {false, "same"};
  runs.summaries[{InvocationId{2}, InvocationId{12}}] = {true, "status 200 → 424"};
  runs.view.runs.pop_back();
  runs.view.finished = true;
  table = runs.table();
  CHECK(app::uncompared(table, runs.summaries, 10).empty());
  CHECK(app::progress_text(table, runs.view) == "All 2 runs done, 1 differs");
  app::sort_rows(table, RunColumn::What, false);
  CHECK(table.history[0].input == InvocationId{2});
  app::sort_rows(table, RunColumn::Time, true);
  CHECK(table.history[0].input == InvocationId{1});
  CHECK(app::table_as_text(table).find("200\t424\t4\t4\tstatus 200 → 424") != std::string::npos);
}

TEST_CASE("a run that could not begin says why") {
  Runs runs;
  runs.world.invocations = {timed(1, 100)};
  runs.view.runs = {{0, InvocationId{1}, {}, true, "The body is not kept any more"}};
  CHECK(runs.table().history[0].what == "The body is not kept any more");
}

TEST_CASE("orders are ranked by success, then by latency") {
  Runs runs;
  const app::StageOrder own = app::used_order(runs.world.pipeline);
  const app::StageOrder other = {stage_id(2), stage_id(1), stage_id(3)};
  const app::StageOrder third = {stage_id(3), stage_id(1), stage_id(2)};
  runs.world.invocations = {timed(1, 100), timed(11, 100), timed(12, 120), timed(13, 50, 424),
                            timed(14, 60), timed(15, 70),  timed(16, 80)};
  runs.view.asked.orders = {own, other, third};
  runs.view.runs = {done(0, 1, 11), done(0, 1, 12), done(1, 1, 13),
                    done(1, 1, 14), done(2, 1, 15), done(2, 1, 16)};
  const RunTable table = runs.table();
  REQUIRE(table.tried.size() == 3);
  CHECK(table.tried[0].order == 2);
  CHECK(table.tried[0].rank == 1);
  CHECK(table.tried[1].own);
  CHECK(table.tried[1].names == "preprocess ▸ model ▸ postprocess");
  CHECK(table.tried[2].failure == "preprocess answered 415");
  CHECK(table.tried[2].sample.second == InvocationId{13});
  CHECK(table.failed == 1);
  CHECK(app::table_as_text(table).starts_with("Rank\tOrder"));
}

TEST_CASE("the last order that was another one is found in the trace") {
  FakeWorld world = busy_world();
  CHECK_FALSE(app::last_other_order(*world.snapshot()->trace, world.pipeline));
  std::swap(world.pipeline.stages[0], world.pipeline.stages[1]);
  const auto other = app::last_other_order(*world.snapshot()->trace, world.pipeline);
  CHECK(other == app::StageOrder{stage_id(1), stage_id(2), stage_id(3)});
}
