#include "app/view_model/docker_run.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/fake_snapshot.h"

using namespace app;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

emulator::Pipeline pipeline_of(emulator::Stage stage) {
  emulator::Pipeline pipeline;
  pipeline.model.model_name = "abalone";
  pipeline.folder = "/home/ada/abalone";
  pipeline.stages = {std::move(stage)};
  return pipeline;
}
emulator::Stage model() { return tests::fake_container(2, "Model", "xgb-serve:1.7"); }

}  // namespace

TEST_CASE("docker run starts a stage as it is started here") {
  emulator::Stage stage = model();
  stage.launch->cpus = 1.5;
  stage.launch->memory_bytes = 512'000'000;
  stage.launch->gpus = "\"all\"";
  stage.launch->model_data = "my model";
  CHECK(docker_run_text(pipeline_of(stage), 0) ==
        "docker run --rm --name Model --hostname Model --security-opt no-new-privileges "
        "-p 127.0.0.1:8080:8080 "
        "-v '/home/ada/abalone/my model:/opt/ml/model:ro' --cpus 1.5 --memory 512000000 "
        "--memory-swap 512000000 --gpus all xgb-serve:1.7 serve\n");
}

TEST_CASE("a stage that is alone is told no port") {
  emulator::Stage stage = model();
  stage.launch->port = 9000;
  const std::string text = docker_run_text(pipeline_of(stage), 0);
  CHECK_THAT(text, ContainsSubstring("-p 127.0.0.1:9000:8080"));
  CHECK_THAT(text, !ContainsSubstring("SAGEMAKER_BIND_TO_PORT"));
}

TEST_CASE("a stage among others is told its port and the ports that are safe") {
  emulator::Pipeline pipeline = pipeline_of(model());
  pipeline.stages.push_back(tests::fake_container(3, "last", "labels:dev"));
  pipeline.stages[1].launch->port = 9000;
  CHECK_THAT(docker_run_text(pipeline, 1),
             ContainsSubstring("-p 127.0.0.1:9000:9000 -e SAGEMAKER_BIND_TO_PORT=9000 "
                               "-e SAGEMAKER_SAFE_PORT_RANGE=10001-11000"));
}

TEST_CASE("an image that is built and model data that is packed come before docker run") {
  emulator::Stage stage = model();
  stage.launch->build = "image";
  stage.launch->model_data = "model.tar.gz";
  const std::string text = docker_run_text(pipeline_of(stage), 0);
  CHECK_THAT(text, StartsWith("model=$(mktemp -d) && tar -xzf /home/ada/abalone/model.tar.gz -C "
                              "\"$model\" && chmod 755 \"$model\" && "
                              "docker build -t model /home/ada/abalone/image && docker run --rm"));
  CHECK_THAT(text, EndsWith("-v \"$model\":/opt/ml/model:ro model serve\n"));
}

TEST_CASE("an isolated stage is on a network that leads nowhere") {
  emulator::Pipeline pipeline = pipeline_of(model());
  pipeline.model.enable_network_isolation = true;
  const std::string text = docker_run_text(pipeline, 0);
  CHECK_THAT(text, StartsWith("docker network create --internal abalone-isolated; docker run"));
  CHECK_THAT(text, ContainsSubstring("--network abalone-isolated"));
  CHECK_THAT(text, !ContainsSubstring("-p 127.0.0.1"));
}

TEST_CASE("a command of its own takes the place of serve") {
  emulator::Stage stage = model();
  stage.launch->command = std::vector<std::string>{"serve", "--workers", "1 2"};
  CHECK_THAT(docker_run_text(pipeline_of(stage), 0),
             EndsWith("xgb-serve:1.7 serve --workers '1 2'\n"));
}
