#include "emulator/engine/engine.h"

#include <future>

#include <catch2/catch_test_macros.hpp>

#include "emulator/serving/http_transport.h"
#include "tests/support/engine_watch.h"
#include "tests/support/fake_runtime.h"
#include "tests/support/process_pipeline.h"

using namespace emulator;
using test::EngineWatch;
using test::FakeRuntime;

namespace {

ReadPipeline pipeline_of(const std::vector<std::string>& names) {
  ReadPipeline read;
  read.pipeline = test::process_pipeline("letters", names);
  return read;
}

InvokeRequest text_request(std::string_view body) {
  InvokeRequest request;
  request.content_type = "text/plain";
  request.body = make_body(body);
  return request;
}

std::string text_of(const BodyPtr& body) { return std::string(body->in_memory()->view()); }

bool in_service(const EngineSnapshot& now) { return now.service == ServiceState::InService; }

auto finished(std::size_t count) {
  return [count](const EngineSnapshot& now) {
    if (now.trace->size() < count || now.running_invocations > 0) return false;
    return (*now.trace)[now.trace->size() - 1]->finished;
  };
}

// An engine with a deployed pipeline of fake stages.
struct World {
  explicit World(const std::vector<std::string>& names) {
    engine.submit(OpenPipeline{pipeline_of(names)});
    engine.submit(Deploy{});
    up = watch.until(in_service);
  }
  std::string answer_to(std::string_view body) {
    const std::size_t before = engine.snapshot()->trace->size();
    engine.submit(Invoke{text_request(body)});
    const SnapshotPtr now = watch.until(finished(before + 1));
    if (!now) return "no answer";
    return text_of((*now->trace)[before]->response->body);
  }

  std::shared_ptr<FakeRuntime> runtime = std::make_shared<FakeRuntime>();
  Engine engine{EngineOptions{.process = runtime}};
  EngineWatch watch{engine};
  SnapshotPtr up;
};

}  // namespace

TEST_CASE("an engine with nothing open says so in a complete snapshot") {
  Engine engine{{}};
  const SnapshotPtr now = engine.snapshot();
  CHECK_FALSE(now->open);
  CHECK(now->service == ServiceState::Empty);
  REQUIRE(now->pipeline);
  REQUIRE(now->stages);
  REQUIRE(now->trace);
  REQUIRE(now->logs);
  CHECK(now->trace->size() == 0);
}

TEST_CASE("deploying starts every stage and brings the pipeline in service") {
  World world({"a", "b", "c"});
  REQUIRE(world.up);
  CHECK(world.runtime->starts() == 3);
  CHECK(world.up->stages->size() == 3);
  const auto logs = world.watch.until([](const auto& now) { return now.logs->size() >= 3; });
  REQUIRE(logs);
}

TEST_CASE("an invocation goes through the stages in order and is recorded hop by hop") {
  World world({"a", "b", "c"});
  CHECK(world.answer_to("x") == "x+a+b+c");
  const InvocationPtr invocation = (*world.engine.snapshot()->trace)[0];
  REQUIRE(invocation->hops.size() == 3);
  CHECK(invocation->order == std::vector<std::string>{"a", "b", "c"});
  CHECK(invocation->response->status == 200);
  CHECK(text_of(invocation->hops[1]->request.body) == "x+a");
  // Response k is request k+1: the same object, kept once.
  CHECK(invocation->hops[0]->response()->body == invocation->hops[1]->request.body);
  CHECK(invocation->duration >= invocation->container_time());
}

TEST_CASE("reordering keeps the containers running and counts from the next invocation") {
  World world({"a", "b", "c"});
  world.engine.submit(ApplyEdit{MoveStage{2, 0}});
  CHECK(world.answer_to("x") == "x+c+a+b");
  CHECK(world.runtime->starts() == 3);
  CHECK(world.engine.snapshot()->unsaved);
  world.engine.submit(Undo{});
  CHECK(world.answer_to("x") == "x+a+b+c");
  CHECK_FALSE(world.engine.snapshot()->unsaved);
  CHECK(world.engine.snapshot()->redo == "Move c to position 1");
}

TEST_CASE("a bypassed stage is left out of the route and keeps running") {
  World world({"a", "b", "c"});
  world.engine.submit(ApplyEdit{BypassStage{1, true}});
  CHECK(world.answer_to("x") == "x+a+c");
  CHECK(world.runtime->stops() == 0);
}

TEST_CASE("invoking before the pipeline is in service is refused in words") {
  Engine engine{{}};
  EngineWatch watch(engine);
  engine.submit(OpenPipeline{pipeline_of({"a", "b"})});
  engine.submit(Invoke{text_request("x")});
  const auto now = watch.until([](const auto& s) { return s.notice.has_value(); });
  REQUIRE(now);
  CHECK(now->notice->what == "The pipeline is not in service");
}

TEST_CASE("an error of the front end becomes the notice until it is dismissed") {
  Engine engine{{}};
  EngineWatch watch(engine);
  engine.submit(Notify{{ErrorCode::InvalidInput, "Not a pipeline", "Drop another file"}});
  const auto now = watch.until([](const auto& s) { return s.notice.has_value(); });
  REQUIRE(now);
  CHECK(now->notice->what == "Not a pipeline");
  engine.submit(DismissNotice{});
  CHECK(watch.until([](const auto& s) { return !s.notice.has_value(); }));
}

TEST_CASE("a stage whose runtime is not there fails and says what to do") {
  Engine engine{{}};
  EngineWatch watch(engine);
  engine.submit(OpenPipeline{pipeline_of({"a", "b"})});
  engine.submit(Deploy{});
  const auto now = watch.until([](const auto& s) { return s.service == ServiceState::Failed; });
  REQUIRE(now);
  REQUIRE(now->stages->front().error);
  CHECK_FALSE(now->stages->front().error->next_step.empty());
}

TEST_CASE("a port that cannot be had fails its own stage and no other") {
  const auto runtime = std::make_shared<FakeRuntime>();
  Engine engine{EngineOptions{.process = runtime}};
  EngineWatch watch(engine);
  ReadPipeline read = pipeline_of({"a", "b", "c"});
  read.pipeline.stages[1].launch->port = 70000;
  engine.submit(OpenPipeline{read});
  engine.submit(Deploy{});
  const auto now = watch.until([](const auto& s) {
    return s.stages->size() == 3 && (*s.stages)[0].state == StageState::Ready &&
           (*s.stages)[2].state == StageState::Ready;
  });
  REQUIRE(now);
  const StageStatus& bad = (*now->stages)[1];
  CHECK(bad.state == StageState::Failed);
  CHECK(bad.cause == "There is no port 70000");
  REQUIRE(bad.error);
  CHECK(bad.error->what == "There is no port 70000");
}

TEST_CASE("stopping stops every stage") {
  World world({"a", "b", "c"});
  world.engine.submit(Stop{});
  REQUIRE(world.watch.until([](const auto& s) { return s.service == ServiceState::Stopped; }));
  CHECK(world.runtime->stops() == 3);
}

TEST_CASE("one stage is restarted without the others") {
  World world({"a", "b", "c"});
  world.engine.submit(RestartStage{world.up->pipeline->stages[1].id});
  REQUIRE(world.watch.until([&](const auto&) { return world.runtime->starts() == 4; }));
  REQUIRE(world.watch.until(in_service));
  CHECK(world.runtime->stops() == 1);
  CHECK(world.answer_to("x") == "x+a+b+c");
}

TEST_CASE("a changed stage is launched anew with its new definition") {
  World world({"a", "b"});
  Stage renamed = world.up->pipeline->stages[1];
  renamed.container.container_hostname = "z";
  world.engine.submit(ApplyEdit{ChangeStage{1, renamed}});
  world.engine.submit(RestartStage{renamed.id});
  REQUIRE(world.watch.until([&](const auto& s) {
    return world.runtime->starts() == 3 && s.service == ServiceState::InService;
  }));
  CHECK(world.answer_to("x") == "x+a+z");
}

TEST_CASE("Deploy starts anew what was edited since it was launched, and nothing else") {
  World world({"a", "b"});
  Stage renamed = world.up->pipeline->stages[1];
  renamed.container.container_hostname = "z";
  world.engine.submit(ApplyEdit{ChangeStage{1, renamed}});
  REQUIRE(world.watch.until([](const auto& s) { return (*s.stages)[1].outdated; }));
  CHECK(world.answer_to("x") == "x+a+b");  // it runs on as it was
  world.engine.submit(Deploy{});
  REQUIRE(world.watch.until([](const auto& s) {
    return !(*s.stages)[1].outdated && s.service == ServiceState::InService;
  }));
  CHECK(world.runtime->starts() == 3);
  CHECK(world.answer_to("x") == "x+a+z");
}

TEST_CASE("a failing second container stops the chain and is named") {
  auto runtime = std::make_shared<FakeRuntime>();
  runtime->answer("b", [](const httplib::Request&, httplib::Response& response) {
    response.status = 415;
    response.set_content("no such type", "text/plain");
  });
  Engine engine{EngineOptions{.process = runtime}};
  EngineWatch watch(engine);
  engine.submit(OpenPipeline{pipeline_of({"a", "b", "c"})});
  engine.submit(Deploy{});
  REQUIRE(watch.until(in_service));
  engine.submit(Invoke{text_request("x")});
  const auto now = watch.until(finished(1));
  REQUIRE(now);
  const Invocation& invocation = *(*now->trace)[0];
  CHECK(invocation.hops.size() == 2);
  CHECK(invocation.response->status == 424);
  CHECK(text_of(invocation.response->body).find("Received client error (415) from b") !=
        std::string::npos);
}

TEST_CASE("a burst of invocations is recorded completely with few snapshots") {
  World world({"a", "b"});
  const int wakes_before = world.watch.wakes();
  for (int i = 0; i < 1000; ++i) world.engine.submit(Invoke{text_request("x")});
  const auto now = world.watch.until(finished(1000));
  REQUIRE(now);
  REQUIRE(now->trace->size() == 1000);
  for (std::size_t i = 0; i < 1000; ++i) {
    REQUIRE((*now->trace)[i]->id.value == i + 1);
    REQUIRE((*now->trace)[i]->hops.size() == 2);
  }
  CHECK(world.watch.wakes() - wakes_before < 1000);
}

TEST_CASE("an invocation on the caller's own thread is recorded like any other") {
  World world({"a", "b"});
  const auto transport = make_http_transport();
  const auto done = world.engine.invoke(text_request("x"), *transport);
  REQUIRE(done);
  CHECK(text_of((*done)->response->body) == "x+a+b");
  const auto now = world.watch.until(finished(1));
  REQUIRE(now);
  CHECK((*now->trace)[0]->id == (*done)->id);
}

TEST_CASE("cancelling ends an invocation whose stage hangs") {
  auto runtime = std::make_shared<FakeRuntime>();
  std::promise<void> entered;
  std::promise<void> release;
  auto gate = release.get_future().share();
  runtime->answer("a", [&, gate](const httplib::Request&, httplib::Response&) {
    entered.set_value();
    gate.wait();
  });
  Engine engine{EngineOptions{.process = runtime}};
  EngineWatch watch(engine);
  engine.submit(OpenPipeline{pipeline_of({"a", "b"})});
  engine.submit(Deploy{});
  REQUIRE(watch.until(in_service));
  engine.submit(Invoke{text_request("x")});
  entered.get_future().wait();
  engine.submit(CancelInvocation{InvocationId{1}});
  const auto now = watch.until(finished(1));
  release.set_value();
  REQUIRE(now);
  const Invocation& invocation = *(*now->trace)[0];
  CHECK_FALSE(invocation.response);
  REQUIRE(invocation.hops.size() == 1);
  CHECK(invocation.hops[0]->error()->kind == TransportErrorKind::Cancelled);
}

TEST_CASE("clearing the trace forgets invocations and wipes their bodies") {
  World world({"a", "b"});
  world.answer_to("x");
  const BodyPtr body = (*world.engine.snapshot()->trace)[0]->response->body;
  world.engine.submit(ClearTrace{});
  REQUIRE(world.watch.until([](const auto& s) { return s.trace->size() == 0; }));
  CHECK_FALSE(world.engine.load_body(*body));
}

TEST_CASE("an idle engine publishes nothing") {
  World world({"a", "b"});
  world.answer_to("x");
  // The last event is behind us; what is published from here on would be for nothing.
  const auto settled = world.watch.until(finished(1));
  REQUIRE(settled);
  const auto generation = world.engine.snapshot()->generation;
  world.engine.submit(DismissNotice{});  // one command: at most one more snapshot
  REQUIRE(world.watch.until([&](const auto& s) { return s.generation > generation; }));
  CHECK(world.engine.snapshot()->generation <= generation + 2);
}

TEST_CASE("the same file read again keeps what runs and what was recorded") {
  World world({"a", "b"});
  REQUIRE(world.answer_to("x") == "x+a+b");
  ReadPipeline first = pipeline_of({"a", "b"});
  first.pipeline.file = "/tmp/letters.pipeline.json";
  world.engine.submit(OpenPipeline{first});
  world.engine.submit(Deploy{});
  REQUIRE(world.watch.until([&](const EngineSnapshot& s) {
    return in_service(s) && s.pipeline->file == first.pipeline.file;
  }));
  CHECK(world.engine.snapshot()->trace->size() == 0);  // another file: all is new
  REQUIRE(world.answer_to("x") == "x+a+b");
  const auto starts = world.runtime->starts();

  ReadPipeline changed = pipeline_of({"b", "c"});
  changed.pipeline.file = first.pipeline.file;
  world.engine.submit(OpenPipeline{changed});
  world.engine.submit(Deploy{});
  const SnapshotPtr now = world.watch.until([](const EngineSnapshot& s) {
    return in_service(s) && emulator::container_name(*s.pipeline, 1) == "c";
  });
  REQUIRE(now);
  CHECK(now->trace->size() == 1);
  CHECK(world.runtime->starts() == starts + 1);  // c alone
  CHECK(world.answer_to("y") == "y+b+c");
}
