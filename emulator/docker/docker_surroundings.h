#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace emulator {

using EnvironmentLookup = std::function<std::optional<std::string>(const std::string& name)>;

// What decides where an engine is looked for and how one logs in, so that a test can have its own.
struct DockerSurroundings {
  EnvironmentLookup environment;
  std::filesystem::path home;
  unsigned user = 0;                 // its number
  std::filesystem::path root = "/";  // what the system's own sockets are below

  // A variable's value; "" where it is not there, which means the same to Docker.
  std::string variable(const std::string& name) const;
};

// Those of this process.
DockerSurroundings docker_surroundings();

// Where the Docker CLI keeps its settings: DOCKER_CONFIG, else ~/.docker.
std::filesystem::path docker_config_folder(const DockerSurroundings& surroundings);

}  // namespace emulator
