#include "emulator/model/demo_containers.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace emulator {
namespace {

// An option of the program that a variable says as well. Only `serve` reaches a container as an
// argument (contract 2.1).
struct OptionRow {
  std::string_view option;
  std::string_view variable;
};
constexpr std::array kOptions{OptionRow{"--role", "DEMO_STAGE_ROLE"},
                              OptionRow{"--fault", "DEMO_STAGE_FAULTS"}};

// The program joins what is given more than once, and so does its variable.
void add(EnvironmentMap& variables, std::string_view name, const std::string& value) {
  const auto at = std::ranges::find(variables, name, &EnvironmentMap::value_type::first);
  if (at == variables.end()) {
    variables.emplace_back(name, value);
  } else {
    at->second += "," + value;
  }
}

// Takes "--role model" or "--role=model" from the front of `words`. False where it is neither.
bool take_option(std::vector<std::string>& words, EnvironmentMap& variables) {
  for (const auto& [option, variable] : kOptions) {
    const std::string& word = words.front();
    if (word == option && words.size() > 1) {
      add(variables, variable, words[1]);
      words.erase(words.begin(), words.begin() + 2);
      return true;
    }
    if (word.starts_with(option) && word.substr(option.size()).starts_with('=')) {
      add(variables, variable, word.substr(option.size() + 1));
      words.erase(words.begin());
      return true;
    }
  }
  return false;
}

// What the words behind the program say: variables, and the words that no variable stands for.
struct Spoken {
  EnvironmentMap variables;
  std::vector<std::string> rest;
};
Spoken spoken(std::vector<std::string> words) {
  Spoken out;
  while (!words.empty()) {
    if (take_option(words, out.variables)) continue;
    out.rest.push_back(std::move(words.front()));
    words.erase(words.begin());
  }
  return out;
}

// What is said on a command line wins over what the environment said.
void win(EnvironmentMap& environment, const EnvironmentMap& variables) {
  for (const auto& [name, value] : variables) {
    std::erase_if(environment, [&](const auto& old) { return old.first == name; });
    environment.emplace_back(name, value);
  }
}

void put_into_container(StageLaunch& launch, const std::filesystem::path& build_folder) {
  Spoken said = spoken({launch.command->begin() + 1, launch.command->end()});
  const bool serves_only = said.rest.empty() || said.rest == std::vector<std::string>{"serve"};
  launch.runtime = RuntimeKind::Docker;
  launch.build = build_folder.string();
  launch.image.reset();
  launch.working_directory.reset();
  launch.command.reset();
  if (!serves_only) launch.command = std::move(said.rest);
  if (said.variables.empty()) return;
  if (!launch.environment) launch.environment.emplace();
  win(*launch.environment, said.variables);
}

}  // namespace

bool is_demo_stage(const Stage& stage) {
  if (stage.runtime() != RuntimeKind::Process || !stage.launch->command) return false;
  const auto& words = *stage.launch->command;
  return !words.empty() && std::filesystem::path(words.front()).filename() == kDemoStageProgram;
}

Pipeline demo_in_containers(Pipeline pipeline, const std::filesystem::path& build_folder) {
  for (Stage& stage : pipeline.stages)
    if (is_demo_stage(stage)) put_into_container(*stage.launch, build_folder);
  return pipeline;
}

}  // namespace emulator
