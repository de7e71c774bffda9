#include "app/view_model/docker_run.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace app {
namespace {

constexpr int kPort = 8080;  // contract 2.9: where a container listens unless it is told otherwise

// As a POSIX shell reads it.
std::string quoted(const std::string& text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@,+%";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

// Later maps win, as they do when the stage is started here.
emulator::EnvironmentMap variables_of(const emulator::Stage& stage) {
  emulator::EnvironmentMap all = stage.container.environment.value_or(emulator::EnvironmentMap{});
  if (!stage.launch || !stage.launch->environment) return all;
  for (const auto& [name, value] : *stage.launch->environment) {
    const auto old = std::ranges::find(all, name, &emulator::EnvironmentMap::value_type::first);
    if (old == all.end()) {
      all.emplace_back(name, value);
    } else {
      old->second = value;
    }
  }
  return all;
}

std::string image_of(const emulator::Stage& stage) {
  if (stage.launch && stage.launch->image) return *stage.launch->image;
  return stage.container.image.value_or("<image>");
}

std::string limits_of(const emulator::StageLaunch& launch) {
  std::string out;
  if (launch.cpus) {
    std::string cpus = std::to_string(*launch.cpus);
    cpus.erase(cpus.find_last_not_of('0') + 1);
    if (cpus.ends_with('.')) cpus.pop_back();
    out += " --cpus " + cpus;
  }
  if (launch.memory_bytes) out += " --memory " + std::to_string(*launch.memory_bytes);
  if (launch.gpus) {
    std::string gpus = *launch.gpus;
    std::erase(gpus, '"');
    out += " --gpus " + gpus;
  }
  return out;
}

}  // namespace

std::string docker_run_text(const emulator::Pipeline& pipeline, std::size_t at) {
  const emulator::Stage& stage = pipeline.stages[at];
  const emulator::StageLaunch launch = stage.launch.value_or(emulator::StageLaunch{});
  const std::string port = std::to_string(launch.port.value_or(kPort));
  std::string out = "docker run --rm --name " + quoted(emulator::container_name(pipeline, at));
  out += " -p 127.0.0.1:" + port + ":" + std::to_string(kPort);
  out += " -e SAGEMAKER_BIND_TO_PORT=" + std::to_string(kPort);
  for (const auto& [name, value] : variables_of(stage))
    out +=
        emulator::looks_secret(name) ? " -e " + quoted(name) : " -e " + quoted(name + "=" + value);
  for (const std::string& name : launch.pass_environment.value_or(std::vector<std::string>{}))
    out += " -e " + quoted(name);
  if (launch.environment_file)
    out += " --env-file " + quoted((pipeline.folder / *launch.environment_file).string());
  const bool folder = launch.model_data && !launch.model_data->ends_with(".tar.gz");
  if (folder)
    out += " -v " + quoted((pipeline.folder / *launch.model_data).string() + ":/opt/ml/model:ro");
  out += limits_of(launch) + " " + quoted(image_of(stage));
  const bool own_command = stage.runtime() == emulator::RuntimeKind::Docker && launch.command;
  if (!own_command) return out + " serve\n";
  for (const std::string& argument : *launch.command) out += " " + quoted(argument);
  return out + "\n";
}

emulator::ContainerDefinition without_secrets(emulator::ContainerDefinition container) {
  if (!container.environment) return container;
  for (auto& [name, value] : *container.environment)
    if (emulator::looks_secret(name)) value = "••••";
  return container;
}

}  // namespace app
