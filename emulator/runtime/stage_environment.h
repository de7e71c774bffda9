#pragma once

#include <filesystem>

#include "emulator/runtime/runtime.h"

namespace emulator {

// Everything beside the plan that a stage's environment is made of.
struct EnvironmentSources {
  EnvironmentMap caller;                 // the environment of hoplens itself
  std::filesystem::path program_folder;  // of hoplens; its demo stage is there
  std::filesystem::path base_folder;     // stands in for /opt/ml
  bool container = false;                // nothing is inherited but what is asked for by name
};

// The environment of this process.
EnvironmentMap caller_environment();

// The value of `name`, or "".
std::string value_of(const EnvironmentMap& environment, std::string_view name);

// The whole environment of a process stage, or what is added to an image's, each name once. Later
// sources win: what is inherited, what SageMaker injects (contract 2f), the container's
// Environment, then Local's EnvironmentFile, Environment and PassEnvironment.
[[nodiscard]] Result<EnvironmentMap> stage_environment(const StageLaunchPlan& plan,
                                                       const EnvironmentSources& sources);

// Lines NAME=value; empty lines and lines that begin with # are skipped.
[[nodiscard]] Result<EnvironmentMap> read_environment_file(const std::filesystem::path& file);

}  // namespace emulator
