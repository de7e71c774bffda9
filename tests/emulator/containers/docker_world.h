#pragma once

#include <memory>
#include <string>
#include <vector>

#include "emulator/docker/docker_api.h"
#include "emulator/runtime/docker/docker_runtime.h"
#include "tests/support/recorder.h"
#include "tests/support/runtime_contract.h"

// A real Docker Engine, for tests that need one.
namespace emulator::test {

// Where it answers: HOPLENS_TEST_DOCKER. Without it the test is skipped, saying so.
DockerEndpoint engine_endpoint();
const DockerClient& engine_client();

DockerRuntimeOptions docker_options();
// One for the whole test program; with `published_only` another one.
std::shared_ptr<Runtime> shared_docker_runtime(bool published_only = false);
// Before main() ends: what they remove, they remove through a library with globals of its own.
void end_shared_runtimes();

struct ImageWish {
  bool label = true;  // accept-bind-to-port
  std::vector<std::string> entrypoint{"/runtime_test_stage"};
};
// The name of an image whose only file is runtime_test_stage; built where it is not there.
std::string test_image(const ImageWish& wish = {});

// A plan that runs that image with these words behind its entry point.
StageLaunchPlan container_plan(std::vector<std::string> words);
RuntimeUnderTest containers();

// Containers that carry this process's labels, or another owner's.
std::vector<ListedContainer> containers_of(const std::string& owner);

}  // namespace emulator::test
