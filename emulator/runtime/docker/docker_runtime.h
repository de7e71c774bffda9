#pragma once

#include <filesystem>
#include <memory>

#include "emulator/docker/docker_surroundings.h"
#include "emulator/fetch/surroundings.h"
#include "emulator/runtime/runtime.h"

namespace emulator {

struct DockerRuntimeOptions {
  // Where an engine and the logins for registries are looked for.
  DockerSurroundings surroundings;
  // Where model data is fetched from, with whose credentials, and to where.
  FetchSurroundings fetching;
  // hoplens-pause, for PortBinding strict.
  std::filesystem::path pause_program;
  // Never at the containers' own addresses, even where these answer.
  bool published_only = false;
};

// Runtime "docker": the stage's image as a container, started as SageMaker starts it (contract 2).
// Looks for an engine at once, on a thread of its own, and removes there what dead hoplens
// processes left behind.
std::shared_ptr<Runtime> make_docker_runtime(DockerRuntimeOptions options);

}  // namespace emulator
