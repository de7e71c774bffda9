#include "emulator/model/demo_containers.h"

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

namespace {

Stage process(std::vector<std::string> command) {
  Stage stage;
  stage.id = new_stage_id();
  stage.launch.emplace();
  stage.launch->runtime = RuntimeKind::Process;
  stage.launch->command = std::move(command);
  return stage;
}

StageLaunch contained(const Stage& stage) {
  Pipeline pipeline;
  pipeline.stages = {stage};
  return *demo_in_containers(pipeline, "/cache/demo-image").stages[0].launch;
}

}  // namespace

TEST_CASE("a stage of the demo becomes a container built from the folder that is given") {
  Stage stage = process({"hoplens-demo-stage", "serve"});
  stage.launch->model_data = "preprocess";
  stage.launch->working_directory = "work";
  stage.launch->environment = EnvironmentMap{{"DEBUG", "1"}};
  stage.launch->stop_timeout = std::chrono::seconds{5};
  const StageLaunch launch = contained(stage);
  CHECK(launch.runtime == RuntimeKind::Docker);
  CHECK(launch.build == "/cache/demo-image");
  CHECK(launch.command == std::nullopt);
  CHECK(launch.working_directory == std::nullopt);
  CHECK(launch.model_data == "preprocess");
  CHECK(launch.environment == EnvironmentMap{{"DEBUG", "1"}});
  CHECK(launch.stop_timeout == std::chrono::seconds{5});
}

TEST_CASE("role and faults of the command line become variables, which win over older ones") {
  Stage stage = process({"/opt/bin/hoplens-demo-stage", "serve", "--role=echo", "--fault", "slow:5",
                         "--fault", "status:503"});
  stage.launch->environment = EnvironmentMap{{"DEMO_STAGE_ROLE", "model"}, {"DEBUG", "1"}};
  const StageLaunch launch = contained(stage);
  CHECK(launch.command == std::nullopt);
  CHECK(launch.environment == EnvironmentMap{{"DEBUG", "1"},
                                             {"DEMO_STAGE_ROLE", "echo"},
                                             {"DEMO_STAGE_FAULTS", "slow:5,status:503"}});
}

TEST_CASE("words that no variable stands for stay the container's command") {
  const StageLaunch launch =
      contained(process({"hoplens-demo-stage", "serve", "--host", "127.0.0.1", "--role", "echo"}));
  CHECK(launch.command == std::vector<std::string>{"serve", "--host", "127.0.0.1"});
  CHECK(launch.environment == EnvironmentMap{{"DEMO_STAGE_ROLE", "echo"}});
}

TEST_CASE("stages of other programs and of other kinds stay as they are") {
  Stage docker = process({"hoplens-demo-stage", "serve"});
  docker.launch->runtime = RuntimeKind::Docker;
  Stage url;
  url.launch.emplace();
  url.launch->runtime = RuntimeKind::Url;
  Pipeline pipeline;
  pipeline.stages = {process({"python3", "hoplens-demo-stage"}), process({}), docker, url, Stage{}};
  CHECK(demo_in_containers(pipeline, "/cache") == pipeline);
  for (const Stage& stage : pipeline.stages) CHECK_FALSE(is_demo_stage(stage));
}
