#include "emulator/docker/docker_surroundings.h"

#include <array>
#include <cstdlib>

#include <pwd.h>
#include <unistd.h>

namespace emulator {
namespace {

std::optional<std::string> variable_of_process(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::filesystem::path home_of_process() {
  if (const auto home = variable_of_process("HOME"); home && !home->empty()) return *home;
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found);
  return found == nullptr ? "/" : found->pw_dir;
}

}  // namespace

std::string DockerSurroundings::variable(const std::string& name) const {
  return environment ? environment(name).value_or("") : "";
}

DockerSurroundings docker_surroundings() {
  return {.environment = variable_of_process, .home = home_of_process(), .user = geteuid()};
}

std::filesystem::path docker_config_folder(const DockerSurroundings& surroundings) {
  const std::string named = surroundings.variable("DOCKER_CONFIG");
  return named.empty() ? surroundings.home / ".docker" : std::filesystem::path(named);
}

}  // namespace emulator
