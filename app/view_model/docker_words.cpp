#include "app/view_model/docker_words.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

using emulator::ErrorCode;
using emulator::RuntimeCondition;
using State = RuntimeCondition::State;

constexpr std::array kNotThere{
    DockerRemedy{"Start it, where it is installed", "sudo systemctl start docker"},
    DockerRemedy{"Or Podman, where that is installed", "systemctl --user start podman.socket"},
    DockerRemedy{"Or install Docker, on Debian and Ubuntu", "sudo apt install docker.io"},
    DockerRemedy{"Or say where it is, before hoplens starts",
                 "export DOCKER_HOST=unix:///run/user/1000/docker.sock"}};
constexpr std::array kNotAllowed{DockerRemedy{"Join the group that may use it, then log in again",
                                              "sudo usermod -aG docker \"$USER\""},
                                 DockerRemedy{"Or run an engine of your own, without root",
                                              "dockerd-rootless-setuptool.sh install"}};
constexpr std::array kOther{
    DockerRemedy{"See what Docker's own program says", "docker version"},
    DockerRemedy{"See which engines it knows, and which one it uses", "docker context ls"}};

std::string why(const RuntimeCondition& condition) {
  return condition.error ? condition.error->what : "No Docker Engine answers";
}

}  // namespace

StatusWords docker_words(const RuntimeCondition& condition) {
  switch (condition.state) {
    case State::Ready:
      return {Glyph::Ok, condition.words, condition.where.empty() ? "" : "at " + condition.where};
    case State::Missing:
      return {Glyph::Warning, why(condition),
              condition.error ? condition.error->next_step : std::string()};
    case State::Looking:
      break;
  }
  return {Glyph::Starting, "Looking for Docker…", ""};
}

std::string docker_line(const RuntimeCondition& condition) {
  const StatusWords words = docker_words(condition);
  const bool whole = condition.state == State::Ready && !words.detail.empty();
  return whole ? words.text + " " + words.detail : words.text;
}

bool needs_docker(const emulator::Pipeline& pipeline) {
  return std::ranges::any_of(pipeline.stages, [](const emulator::Stage& stage) {
    return stage.runtime() == emulator::RuntimeKind::Docker && !stage.bypassed();
  });
}

bool lacks_docker(const emulator::EngineSnapshot& now) {
  return now.open && now.docker && now.docker->state == State::Missing &&
         needs_docker(*now.pipeline);
}

std::string without_docker_text(const emulator::EngineSnapshot& now) {
  if (!now.docker) return "This build starts no containers";
  return now.docker->state == State::Missing ? why(*now.docker) : "Docker does not answer yet";
}

std::span<const DockerRemedy> docker_remedies(const emulator::Error& error) {
  if (error.code == ErrorCode::NotFound) return kNotThere;
  if (error.code == ErrorCode::PermissionDenied) return kNotAllowed;
  return kOther;
}

}  // namespace app
