#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "emulator/engine/engine.h"
#include "emulator/runtime/process_runtime.h"
#include "tests/emulator/containers/docker_world.h"
#include "tests/support/engine_watch.h"

using namespace emulator;
using namespace emulator::test;
using Catch::Matchers::ContainsSubstring;

namespace {

Stage container_stage(const std::string& name, std::vector<std::string> words) {
  Stage stage;
  stage.id = new_stage_id();
  stage.container.container_hostname = name;
  stage.container.image = test_image();
  stage.launch.emplace();
  stage.launch->runtime = RuntimeKind::Docker;
  stage.launch->command = std::move(words);
  return stage;
}

ReadPipeline pipeline_of(std::vector<Stage> stages) {
  ReadPipeline read;
  read.pipeline.model.model_name = "boxes";
  read.pipeline.model.execution_role_arn = "arn:aws:iam::123456789012:role/SageMakerRole";
  read.pipeline.stages = std::move(stages);
  read.pipeline.folder = std::filesystem::temp_directory_path();
  return read;
}

bool settled(const EngineSnapshot& now) {
  return now.service == ServiceState::InService || now.service == ServiceState::Failed;
}

// An engine with real runtimes and a deployed pipeline.
struct World {
  explicit World(ReadPipeline pipeline) {
    engine.submit(OpenPipeline{std::move(pipeline)});
    engine.submit(Deploy{});
    now = watch.until(settled);
  }
  std::vector<std::string> findings(const std::string& id) const {
    std::vector<std::string> names;
    for (const Finding& finding : *now->findings)
      if (finding.id == id) names.push_back(finding.container_hostname);
    return names;
  }
  int status_of_answer() {
    const std::size_t before = engine.snapshot()->trace->size();
    InvokeRequest request;
    request.content_type = "text/csv";
    request.body = make_body("1,2");
    engine.submit(Invoke{request});
    now = watch.until([&](const EngineSnapshot& s) {
      return s.trace->size() > before && (*s.trace)[before]->finished;
    });
    return now ? (*now->trace)[before]->response->status : 0;
  }

  Engine engine{EngineOptions{.process = make_process_runtime(start_guardian().value()),
                              .docker = make_docker_runtime(docker_options()),
                              .url = make_url_runtime()}};
  ::test::EngineWatch watch{engine};
  SnapshotPtr now;
};

std::string why(const World& world) {
  std::string text;
  if (!world.now) return "nothing settled";
  for (const Finding& finding : *world.now->findings) text += finding.message + "\n";
  return text;
}

}  // namespace

TEST_CASE("fifteen containers come into service at once") {
  std::vector<Stage> stages;
  for (int i = 1; i <= 15; ++i)
    stages.push_back(container_stage("stage-" + std::to_string(i), {"serve"}));
  World world(pipeline_of(std::move(stages)));
  REQUIRE(world.now);
  INFO(why(world));
  REQUIRE(world.now->service == ServiceState::InService);
  CHECK(world.status_of_answer() == 200);
}

TEST_CASE("a container, a process and a running server make one pipeline") {
  Stage process = container_stage("process", {"runtime_test_stage", "serve"});
  process.launch->runtime = RuntimeKind::Process;
  LogRecorder log;
  auto running = start_stage(containers(), {"serve"});
  Stage url = container_stage("url", {});
  url.launch->runtime = RuntimeKind::Url;
  const StageAddress address = running.stage->address();
  url.launch->url = "http://" + address.host + ":" + std::to_string(address.port);
  World world(pipeline_of({container_stage("box", {"serve"}), process, url}));
  REQUIRE(world.now);
  INFO(why(world));
  REQUIRE(world.now->service == ServiceState::InService);
  CHECK(world.status_of_answer() == 200);
  CHECK((*world.now->trace)[0]->hops.size() == 3);
  running.stage->stop(kSoon, {});
}

TEST_CASE("containers that ignore their port are used on 8080 when lenient, each with a warning") {
  World world(pipeline_of({container_stage("one", {"--port", "8080", "serve"}),
                           container_stage("two", {"--port", "8080", "serve"})}));
  REQUIRE(world.now);
  INFO(why(world));
  REQUIRE(world.now->service == ServiceState::InService);
  CHECK(world.findings("D02") == std::vector<std::string>{"one", "two"});
  CHECK(world.status_of_answer() == 200);
}

TEST_CASE("under strict the one that takes 8080 is named, and the pipeline fails") {
  auto pipeline = pipeline_of({container_stage("good", {"serve"}),
                               container_stage("culprit", {"--port", "8080", "serve"})});
  pipeline.pipeline.local.profile.port_binding = PortBinding::Strict;
  World world(std::move(pipeline));
  REQUIRE(world.now);
  INFO(why(world));
  CHECK(world.now->service == ServiceState::Failed);
  CHECK(world.findings("D02") == std::vector<std::string>{"culprit"});
}

TEST_CASE("a container that dies in service is shown, answers as SageMaker does, and restarts") {
  World world(
      pipeline_of({container_stage("first", {"serve"}), container_stage("last", {"serve"})}));
  REQUIRE(world.now);
  INFO(why(world));
  REQUIRE(world.now->service == ServiceState::InService);
  const StageStatus last = world.now->stages->back();
  const std::string id = last.description.substr(last.description.rfind(' ') + 1);
  REQUIRE(signal_container(engine_client(), id, "SIGKILL"));
  REQUIRE(world.watch.until([](const EngineSnapshot& now) {
    return now.stages->back().state == StageState::Exited &&
           now.stages->back().cause == "killed by SIGKILL (9)";
  }));
  CHECK(world.status_of_answer() == 424);  // contract 3.19

  world.engine.submit(RestartStage{last.stage});
  REQUIRE(world.watch.until(
      [](const EngineSnapshot& now) { return now.stages->back().state == StageState::Ready; }));
  CHECK(world.status_of_answer() == 200);
}
