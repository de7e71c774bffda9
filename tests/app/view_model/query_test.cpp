#include <catch2/catch_test_macros.hpp>

#include "app/view_model/invocation_rows.h"
#include "app/view_model/log_rows.h"
#include "app/view_model/query_text.h"
#include "app/view_model/waterfall_layout.h"
#include "tests/support/fake_snapshot.h"

using namespace app;

TEST_CASE("a clicked term takes the place of the one of its key") {
  CHECK(with_term("", "status", "424") == "status:424");
  CHECK(with_term("abc status:200 x", "status", "424") == "abc status:424 x");
  CHECK(with_term("abc status:200", "stage", "model") == "abc status:200 stage:model");
  CHECK(with_term("abc status:200", "status", "") == "abc");
  CHECK(without_word("a status:200 b", "status:200") == "a b");
}

TEST_CASE("the last word is completed by what begins with it") {
  const std::vector<std::string> offers = {"status:>=400", "stage:model"};
  CHECK(completions("x sta", offers) == offers);
  CHECK(completions("x stag", offers) == std::vector<std::string>{"stage:model"});
  CHECK(completions("stage:model ", offers) == std::vector<std::string>{"status:>=400"});
  CHECK(completed("x stag", "stage:model") == "x stage:model ");
}

TEST_CASE("a filter says what is wrong with it") {
  CHECK(InvocationFilter("status:>=400 stage:model three").problem().empty());
  CHECK(InvocationFilter("status:4xx").problem().empty());
  CHECK(InvocationFilter("status:runn").problem().empty());
  CHECK(InvocationFilter("status:").problem().empty());
  CHECK_FALSE(InvocationFilter("status:abc").problem().empty());
  CHECK_FALSE(InvocationFilter("status:>=4xx").problem().empty());
  CHECK(InvocationFilter("statsu:424").problem() == "No such term — write status:424");
}

TEST_CASE("status:4xx finds every client error") {
  tests::FakeInvocation fake = tests::abalone_invocation(1);
  fake.status = 424;
  CHECK(InvocationFilter("status:4xx").matches(*tests::fake_invocation(fake)));
  CHECK_FALSE(InvocationFilter("status:5xx").matches(*tests::fake_invocation(fake)));
}

TEST_CASE("the log's search box is terms and one text") {
  const emulator::Pipeline pipeline = tests::busy_world().pipeline;
  const LogQuery query = log_query("key  error: stage:model level:err x", pipeline);
  CHECK(query.filter.stage == tests::stage_id(2));
  CHECK(query.filter.least == LogLevel::Error);
  CHECK(query.filter.text == "key error: x");
  CHECK(query.problem.empty());
  CHECK(log_query("stage:gone", pipeline).problem == "No stage is named gone");
  CHECK_FALSE(log_query("level:loud", pipeline).problem.empty());
}

TEST_CASE("matches in a line are found wherever they stand") {
  CHECK(places_of("ab", "ab AB xaB") == std::vector<std::size_t>{0, 3, 7});
  CHECK(places_of("aa", "aaaa") == std::vector<std::size_t>{0, 2});
  CHECK(places_of("", "abc").empty());
  CHECK(places_of("abc", "ab").empty());
}

TEST_CASE("a line belongs to the hop that its stage was busy with") {
  const auto invocation = tests::fake_invocation(tests::abalone_invocation(127));
  const emulator::Hop& model = *invocation->hops[1];
  emulator::LogLine line{model.stage, invocation->started_at + std::chrono::milliseconds{50},
                         emulator::LogStream::Out, ""};
  CHECK(hop_during(*invocation, line) == 2);
  line.stage = tests::stage_id(1);
  CHECK(hop_during(*invocation, line) == 0);
}

TEST_CASE("gaps between hops are our overhead, and so is the time after the last") {
  const auto invocation = tests::fake_invocation(tests::abalone_invocation(127));
  WaterfallInput in;
  in.plot_width = 1000;
  const WaterfallLayout layout = waterfall_layout(*invocation, in);
  REQUIRE(layout.rows[1].gaps.size() == 1);
  CHECK(layout.rows[1].gaps[0].length == invocation->hops[1]->timing.queue);
  CHECK(gap_text(layout.rows[1].gaps[0]) == "Overhead 300 µs: Hoplens between the stages");
  REQUIRE_FALSE(layout.rows[2].gaps.empty());
  CHECK(layout.rows[2].gaps.back().place == WaterfallGap::Place::AfterLast);
  for (const WaterfallRow& row : layout.rows)
    for (const WaterfallGap& gap : row.gaps) CHECK(gap.width >= 3);
}

TEST_CASE("bypassed stages are known while the pipeline is the one that was called") {
  tests::FakeWorld world = tests::busy_world();
  world.pipeline.stages[1].launch->bypassed = true;
  emulator::Invocation invocation;
  invocation.revision = 4;
  REQUIRE(skipped_stages(world.pipeline, 4, invocation).size() == 1);
  CHECK(skipped_stages(world.pipeline, 4, invocation)[0].before == 1);
  CHECK(skipped_stages(world.pipeline, 5, invocation).empty());
}
