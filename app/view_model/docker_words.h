#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/view_model/humanise.h"

// What is known about the Docker Engine, in people's words.
namespace app {

// "Docker 20.10.24" with "at unix:///var/run/docker.sock (DOCKER_HOST)"; "Looking for Docker…";
// what is wrong, with what can be done about it.
StatusWords docker_words(const emulator::RuntimeCondition& condition);
// The same on one line, without what can be done.
std::string docker_line(const emulator::RuntimeCondition& condition);

// Whether an invocation passes through a container.
bool needs_docker(const emulator::Pipeline& pipeline);
// Whether the open pipeline needs an engine and none answers.
bool lacks_docker(const emulator::EngineSnapshot& now);

// Why there are no containers: "No Docker Engine answers at unix:///var/run/docker.sock".
std::string without_docker_text(const emulator::EngineSnapshot& now);

// A way to get an engine, with the command that does it.
struct DockerRemedy {
  std::string_view words;
  std::string_view command;
};
std::span<const DockerRemedy> docker_remedies(const emulator::Error& error);

}  // namespace app
