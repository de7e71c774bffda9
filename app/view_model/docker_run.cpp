#include "app/view_model/docker_run.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace app {
namespace {

constexpr int kPort = 8080;  // contract 2.9: where a container listens unless it is told otherwise
constexpr const char* kSafePorts = "10001-11000";  // alone in its namespace, any do

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
  if (launch.memory_bytes) {  // without swap on top
    const std::string bytes = std::to_string(*launch.memory_bytes);
    out += " --memory " + bytes + " --memory-swap " + bytes;
  }
  if (launch.gpus) {
    std::string gpus = *launch.gpus;
    std::erase(gpus, '"');
    out += " --gpus " + gpus;
  }
  return out;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// contract 2.7: a container that is alone is told no port and listens on 8080.
bool in_pipeline(const emulator::Pipeline& pipeline) { return pipeline.stages.size() > 1; }
struct Ports {
  std::string outside;
  std::string inside;
};
Ports ports_of(const emulator::Pipeline& pipeline, const emulator::StageLaunch& launch) {
  const std::string port = std::to_string(launch.port.value_or(kPort));
  return {port, in_pipeline(pipeline) ? port : std::to_string(kPort)};
}

// A command in the making: what must be done before, and the parts of docker run.
struct Command {
  std::string before;
  std::string options;
  std::string image;
};

// What the stage is built from, where it is built here.
void add_image(const emulator::Pipeline& pipeline, std::size_t at, Command& command) {
  const emulator::Stage& stage = pipeline.stages[at];
  command.image = quoted(image_of(stage));
  const bool docker = stage.runtime() == emulator::RuntimeKind::Docker;
  if (!docker || !stage.launch || !stage.launch->build) return;
  command.image = quoted(lower(emulator::container_name(pipeline, at)));
  command.before += "docker build -t " + command.image + " " +
                    quoted((pipeline.folder / *stage.launch->build).string()) + " && ";
}

// contract 2.27: a network that leads nowhere, not even to a published port.
void add_network(const emulator::Pipeline& pipeline, const Ports& ports, Command& command) {
  if (!pipeline.model.enable_network_isolation.value_or(false)) {
    command.options += " -p 127.0.0.1:" + ports.outside + ":" + ports.inside;
    return;
  }
  const std::string name = quoted(pipeline.model.model_name + "-isolated");
  command.before += "docker network create --internal " + name + "; ";
  command.options += " --network " + name;
}

void add_environment(const emulator::Pipeline& pipeline, std::size_t at, const Ports& ports,
                     Command& command) {
  const emulator::Stage& stage = pipeline.stages[at];
  std::string& out = command.options;
  if (in_pipeline(pipeline)) {
    out += " -e SAGEMAKER_BIND_TO_PORT=" + ports.inside;
    out += std::string(" -e SAGEMAKER_SAFE_PORT_RANGE=") + kSafePorts;
  }
  for (const auto& [name, value] : variables_of(stage))
    out += " -e " + quoted(emulator::looks_secret(name) ? name : name + "=" + value);
  if (!stage.launch) return;
  for (const auto& name : stage.launch->pass_environment.value_or(std::vector<std::string>{}))
    out += " -e " + quoted(name);
  if (stage.launch->environment_file)
    out += " --env-file " + quoted((pipeline.folder / *stage.launch->environment_file).string());
}

// contract 2.12. An archive is unpacked first, where another user may read it.
void add_model(const emulator::Pipeline& pipeline, const emulator::StageLaunch& launch,
               Command& command) {
  if (!launch.model_data) return;
  const std::string path = (pipeline.folder / *launch.model_data).string();
  const bool archive = path.ends_with(".tar.gz") || path.ends_with(".tgz");
  if (!archive) {
    command.options += " -v " + quoted(path + ":/opt/ml/model:ro");
    return;
  }
  command.before += "model=$(mktemp -d) && tar -xzf " + quoted(path) +
                    " -C \"$model\" && chmod 755 \"$model\" && ";
  command.options += " -v \"$model\":/opt/ml/model:ro";
}

}  // namespace

std::string docker_run_text(const emulator::Pipeline& pipeline, std::size_t at) {
  const emulator::Stage& stage = pipeline.stages[at];
  const emulator::StageLaunch launch = stage.launch.value_or(emulator::StageLaunch{});
  const Ports ports = ports_of(pipeline, launch);
  const std::string name = quoted(emulator::container_name(pipeline, at));
  Command command;
  command.options = " --name " + name + " --hostname " + name;
  command.options += " --security-opt no-new-privileges";
  add_network(pipeline, ports, command);
  add_environment(pipeline, at, ports, command);
  add_model(pipeline, launch, command);
  command.options += limits_of(launch);
  add_image(pipeline, at, command);
  std::string out = command.before + "docker run --rm" + command.options + " " + command.image;
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
