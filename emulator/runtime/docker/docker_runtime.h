#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "emulator/docker/docker_client.h"
#include "emulator/runtime/runtime.h"

namespace emulator {

struct DockerRuntimeOptions {
  // Where an engine may be, in the order to be tried; asked anew at each attempt.
  std::function<Result<std::vector<DockerEndpoint>>()> endpoints;
  // hoplens-pause, for PortBinding strict.
  std::filesystem::path pause_program;
};

// Runtime "docker": the stage's image as a container, started as SageMaker starts it (contract 2).
// Looks for an engine at once, on a thread of its own, and removes there what dead hoplens
// processes left behind.
std::shared_ptr<Runtime> make_docker_runtime(DockerRuntimeOptions options);

}  // namespace emulator
