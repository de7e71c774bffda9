#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "emulator/base/text.h"

// Small steps of declaring arguments that several subcommands share.
namespace app::cli {

// An option with one value that may be absent; the value is stored in `into` when it is there.
inline CLI::Option* add_text(CLI::App& app, const std::string& name,
                             std::optional<std::string>& into, const std::string& help) {
  auto* option = app.add_option_function<std::string>(
      name, [&into](const std::string& value) { into = value; }, help);
  return option->take_last();
}

// The pipeline file that a subcommand works on.
inline CLI::Option* add_file(CLI::App& app, std::string& into) {
  return app.add_option("FILE", into, "Pipeline file (*.pipeline.json) or CreateModel JSON")
      ->required()
      ->type_name("");
}

// Which runtime the demo's stages use.
inline CLI::Option* add_docker(CLI::App& app, bool& into) {
  return app.add_flag("--docker", into,
                      "Run the stages that are hoplens-demo-stage as containers, this once");
}

// A list of container names, separated by commas.
inline CLI::Option* add_names(CLI::App& app, const std::string& name,
                              std::vector<std::string>& into, const std::string& help) {
  const auto take = [&into](const std::string& value) {
    into.clear();
    for (const auto& word : emulator::split(value, ','))
      if (!emulator::trim(word).empty()) into.emplace_back(emulator::trim(word));
  };
  return app.add_option_function<std::string>(name, take, help)->take_last()->type_name("h1,h2");
}

}  // namespace app::cli
