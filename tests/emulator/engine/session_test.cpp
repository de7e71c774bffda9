#include <catch2/catch_test_macros.hpp>

#include "emulator/engine/engine.h"
#include "tests/support/engine_watch.h"
#include "tests/support/fake_runtime.h"
#include "tests/support/process_pipeline.h"

using namespace emulator;
using test::EngineWatch;
using test::FakeRuntime;

namespace {

ReadPipeline pipeline_of(const std::string& model) {
  ReadPipeline read;
  read.pipeline = test::process_pipeline(model, {"a", "b"});
  return read;
}

InvocationPtr recorded(std::uint64_t id, std::uint64_t replay_of = 0) {
  Invocation out;
  out.id = {id};
  out.model_name = "wine";
  out.note = "note of " + std::to_string(id);
  out.request.body = make_body("1,2");
  out.replay_of = {replay_of};
  out.experiment = 3;
  out.finished = true;
  return std::make_shared<const Invocation>(std::move(out));
}

struct World {
  std::shared_ptr<FakeRuntime> runtime = std::make_shared<FakeRuntime>();
  Engine engine{EngineOptions{.process = runtime}};
  EngineWatch watch{engine};

  SnapshotPtr when_recorded(std::size_t count) {
    return watch.until([count](const EngineSnapshot& now) { return now.trace->size() == count; });
  }
  // One that runs here, and fails at once for want of a stage that answers.
  SnapshotPtr run_one(std::size_t count) {
    engine.submit(OpenPipeline{pipeline_of("letters")});
    engine.submit(Deploy{});
    watch.until([](const EngineSnapshot& now) { return now.service == ServiceState::InService; });
    InvokeRequest request;
    request.body = make_body("x");
    engine.submit(Invoke{request});
    return watch.until([count](const EngineSnapshot& now) {
      return now.trace->size() == count && (*now.trace)[count - 1]->finished;
    });
  }
};

}  // namespace

TEST_CASE("an opened session shows its pipeline and invocations and launches nothing") {
  World world;
  world.engine.submit(OpenSession{pipeline_of("wine"), {recorded(7), recorded(9)}});
  const SnapshotPtr now = world.when_recorded(2);
  REQUIRE(now);
  CHECK(now->open);
  CHECK(now->pipeline->model.model_name == "wine");
  CHECK_FALSE(now->unsaved);
  CHECK((*now->trace)[1]->id == InvocationId{9});
  CHECK((*now->trace)[1]->note == "note of 9");
  CHECK(world.runtime->starts() == 0);
}

TEST_CASE("a session takes the place of what was recorded, and ids go on behind it") {
  World world;
  REQUIRE(world.run_one(1));
  world.engine.submit(OpenSession{std::nullopt, {recorded(40)}});
  const SnapshotPtr opened = world.watch.until([](const EngineSnapshot& now) {
    return now.trace->size() == 1 && (*now.trace)[0]->id == InvocationId{40};
  });
  REQUIRE(opened);
  CHECK(opened->pipeline->model.model_name == "letters");
  InvokeRequest request;
  request.body = make_body("x");
  world.engine.submit(Invoke{request});
  const SnapshotPtr after = world.when_recorded(2);
  REQUIRE(after);
  CHECK((*after->trace)[1]->id == InvocationId{41});
}

TEST_CASE("imported invocations get ids of their own, and replays keep their origin") {
  World world;
  REQUIRE(world.run_one(1));
  world.engine.submit(AddInvocations{{recorded(1), recorded(2, 1), recorded(3, 77)}});
  const SnapshotPtr now = world.when_recorded(4);
  REQUIRE(now);
  CHECK((*now->trace)[1]->id == InvocationId{2});
  CHECK((*now->trace)[2]->replay_of == InvocationId{2});
  CHECK_FALSE((*now->trace)[3]->replay_of);
  CHECK((*now->trace)[3]->experiment == 0);
  CHECK((*now->trace)[3]->note == "note of 3");
}

TEST_CASE("a body that was read from a file is kept within the bounds of all bodies") {
  World world;
  const BodyPtr body = make_body("1,2,3");
  world.engine.keep_body(body);
  CHECK((*world.engine.load_body(*body))->view() == "1,2,3");
  world.engine.submit(ClearTrace{});
  world.watch.until([&](const EngineSnapshot&) { return body->place() == BodyPlace::NotKept; });
  CHECK_FALSE(world.engine.load_body(*body));
  world.engine.keep_body(body);  // nothing to keep: nothing happens
}
