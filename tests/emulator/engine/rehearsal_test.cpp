#include <catch2/catch_test_macros.hpp>

#include "emulator/codec/pipeline_file.h"
#include "emulator/export/exporter.h"
#include "emulator/model/fault_presets.h"
#include "tests/emulator/engine/debugger_world.h"
#include "tests/support/scripted_transport.h"

using namespace emulator;
using test::DebuggerWorld;
using test::text_of;
using test_support::reply;

namespace {

Rehearsal canned(std::string_view body) {
  return {.stand_in = CannedAnswer{reply(200, "text/plain", body)}, .fault = {}};
}
Rehearsal faulty(std::string_view preset) {
  return {.stand_in = {}, .fault = fault_preset(preset)->fault};
}

}  // namespace

TEST_CASE("a stage is mocked from what it answered, and the hop says which answer it was") {
  DebuggerWorld world({"a", "b"});
  world.send("x");
  world.engine.submit(MockFromTrace{world.stages[0]});
  const auto mocked = world.watch.until(
      [&](const auto& s) { return s.debug->rehearsal_of(world.stages[0]) != nullptr; });
  REQUIRE(mocked);
  const auto same = world.send("x");
  REQUIRE(same);
  CHECK(same->hops[0]->source == HopSource::Recording);
  CHECK(same->hops[0]->source_note == "answer of invocation 1, same request");
  CHECK(text_of(same->response->body) == "x+a+b");
  const auto close = world.send("y");
  REQUIRE(close);
  CHECK(text_of(close->response->body) == "x+a+b");
  CHECK(close->hops[0]->source_note ==
        "answer of invocation 1, the closest: its request differs in 1 byte");
  world.engine.submit(SetRehearsal{world.stages[0], {}});
  REQUIRE(world.watch.until([](const auto& s) { return s.debug->rehearsals.empty(); }));
  CHECK(text_of(world.send("y")->response->body) == "y+a+b");
}

TEST_CASE("there is nothing to mock a stage from before it answered") {
  DebuggerWorld world({"a"});
  world.engine.submit(SetRehearsal{world.stages[0], canned("made up")});
  world.send("x");  // no answer of the stage itself
  world.engine.submit(MockFromTrace{world.stages[0]});
  CHECK(world.notice() == "Nothing is recorded of a that it answered itself");
}

TEST_CASE("rehearsals survive edits and end with the pipeline") {
  DebuggerWorld world({"a", "b"});
  world.engine.submit(SetRehearsal{world.stages[1], canned("made up")});
  world.engine.submit(ApplyEdit{MoveStage{1, 0}});
  CHECK(text_of(world.send("x")->response->body) == "made up+a");
  ReadPipeline other;
  other.pipeline = test::process_pipeline("other", {"z"});
  world.engine.submit(OpenPipeline{other});
  REQUIRE(world.watch.until([](const auto& s) { return s.debug->rehearsals.empty(); }));
}

TEST_CASE("neither the pipeline's file nor an export knows of mocks and faults") {
  DebuggerWorld world({"a", "b"});
  const auto texts = [&world] {
    std::vector<std::string> out;
    const Pipeline& pipeline = *world.engine.snapshot()->pipeline;
    out.push_back(write_pipeline_text(pipeline));
    for (const Exporter& exporter : exporters()) {
      const auto exported = exporter.render(pipeline);
      out.push_back(exported ? exported->text : exported.error().what);
    }
    return out;
  };
  const auto before = texts();
  world.engine.submit(SetRehearsal{world.stages[0], canned("made up")});
  world.engine.submit(SetRehearsal{world.stages[1], faulty("ping-503")});
  const auto now = world.watch.until([](const auto& s) { return s.debug->rehearsals.size() == 2; });
  REQUIRE(now);
  CHECK_FALSE(now->unsaved);
  CHECK(texts() == before);
}

TEST_CASE("a mocked stage need not run for the pipeline to be in service") {
  const auto runtime = std::make_shared<test::FakeRuntime>();
  Engine engine{EngineOptions{.process = runtime}};
  test::EngineWatch watch(engine);
  ReadPipeline read;
  read.pipeline = test::process_pipeline("letters", {"a", "b"});
  read.pipeline.stages[1].launch->port = 70000;  // it cannot start
  const StageId broken = read.pipeline.stages[1].id;
  engine.submit(OpenPipeline{read});
  engine.submit(Deploy{});
  REQUIRE(watch.until([](const auto& s) { return s.service == ServiceState::Failed; }));
  engine.submit(SetRehearsal{broken, canned("stood in")});
  REQUIRE(watch.until([](const auto& s) { return s.service == ServiceState::InService; }));
  engine.submit(Invoke{test::text_request("x")});
  const auto now =
      watch.until([](const auto& s) { return s.trace->size() == 1 && (*s.trace)[0]->finished; });
  REQUIRE(now);
  CHECK(text_of((*now->trace)[0]->response->body) == "stood in");
}

TEST_CASE("a fault is seen by clients as SageMaker would show it, and by us as a fault") {
  DebuggerWorld world({"a", "b"});
  world.engine.submit(SetRehearsal{world.stages[1], faulty("out-of-memory")});
  const auto invocation = world.send("x");
  REQUIRE(invocation);
  CHECK(invocation->response->status == 424);
  CHECK(text_of(invocation->response->body).find("Received server error (0) from b") !=
        std::string::npos);
  CHECK(invocation->hops[1]->fault == FaultKind::Dropped);
}

TEST_CASE("a /ping that is to fail makes the stage ill until the fault is taken away") {
  DebuggerWorld world({"a"});
  world.engine.submit(SetRehearsal{world.stages[0], faulty("ping-503")});
  const auto ill =
      world.watch.until([](const auto& s) { return (*s.stages)[0].state == StageState::Failing; });
  REQUIRE(ill);
  CHECK((*ill->stages)[0].cause.starts_with("/ping 503"));
  CHECK(world.send("x")->hops[0]->fault == FaultKind::PingFailing);
  world.engine.submit(SetRehearsal{world.stages[0], {}});
  CHECK(world.watch.until([](const auto& s) { return (*s.stages)[0].state == StageState::Ready; }));
}
