#include "emulator/engine/log_findings.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "emulator/engine/engine.h"
#include "tests/support/engine_watch.h"
#include "tests/support/fake_runtime.h"
#include "tests/support/process_pipeline.h"

using namespace emulator;

namespace {

constexpr const char* kReadOnly = "OSError: [Errno 30] Read-only file system: '/opt/ml/model/x'";

LogLine line(StageId stage, std::string text, LogStream stream = LogStream::Err) {
  return {stage, {}, stream, std::move(text)};
}

StageStatus in(StageId stage, StageState state) {
  StageStatus status;
  status.stage = stage;
  status.state = state;
  return status;
}

}  // namespace

TEST_CASE("a stage tells a known mistake in its log, once a launch") {
  const Pipeline pipeline = test::process_pipeline("letters", {"a", "b"});
  const StageId a = pipeline.stages[0].id;
  LogFindings logs;
  CHECK_FALSE(logs.read({line(a, "listening on 8080")}));
  CHECK(logs.read({line(a, "hello"), line(a, kReadOnly)}));
  CHECK_FALSE(logs.read({line(a, kReadOnly)}));
  const auto found = logs.findings(pipeline);
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == "D15");
  CHECK(found[0].stage == a);
  CHECK(found[0].container_hostname == "a");
}

TEST_CASE("our own words about a stage tell nothing") {
  const Pipeline pipeline = test::process_pipeline("letters", {"a"});
  LogFindings logs;
  CHECK_FALSE(logs.read({line(pipeline.stages[0].id, kReadOnly, LogStream::Runtime)}));
}

TEST_CASE("a stage that starts anew has said nothing yet") {
  const Pipeline pipeline = test::process_pipeline("letters", {"a"});
  const StageId a = pipeline.stages[0].id;
  LogFindings logs;
  logs.follow(in(a, StageState::Starting));
  logs.read({line(a, kReadOnly)});
  CHECK_FALSE(logs.follow(in(a, StageState::Starting)));
  CHECK_FALSE(logs.follow(in(a, StageState::Ready)));
  CHECK(logs.findings(pipeline).size() == 1);
  CHECK(logs.follow(in(a, StageState::Starting)));
  CHECK(logs.findings(pipeline).empty());
  CHECK(logs.read({line(a, kReadOnly)}));
}

TEST_CASE("what stages that are gone said is not shown") {
  const Pipeline pipeline = test::process_pipeline("letters", {"a"});
  LogFindings logs;
  logs.read({line(StageId{987}, kReadOnly)});
  CHECK(logs.findings(pipeline).empty());
}

TEST_CASE("a mistake in a log becomes a finding of the snapshot") {
  const auto runtime = std::make_shared<test::FakeRuntime>();
  runtime->say("b", kReadOnly);
  Engine engine{EngineOptions{.process = runtime}};
  test::EngineWatch watch(engine);
  ReadPipeline read;
  read.pipeline = test::process_pipeline("letters", {"a", "b"});
  engine.submit(OpenPipeline{read});
  engine.submit(Deploy{});
  const SnapshotPtr now = watch.until([](const EngineSnapshot& each) {
    return std::ranges::any_of(*each.findings, [](const Finding& f) { return f.id == "D15"; });
  });
  REQUIRE(now);
  const auto& found = *std::ranges::find(*now->findings, "D15", &Finding::id);
  CHECK(found.container_hostname == "b");
  engine.submit(OpenPipeline{read});
  CHECK(watch.until([](const EngineSnapshot& each) {
    return each.openings == 2 &&
           std::ranges::none_of(*each.findings, [](const Finding& f) { return f.id == "D15"; });
  }));
}
