#pragma once

#include <string>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/codec/pipeline_file.h"

namespace app::cli {

// A pipeline file and what the command line changes about it, for this once.
struct PipelineInput {
  std::string file;
  std::vector<std::string> order;  // --order: container names; empty: as in the file
  std::vector<std::string> skip;   // --skip: container names to leave out when invoking
};

// Reads the file and applies order and skip. Errors name the containers that there are.
[[nodiscard]] emulator::Result<emulator::ReadPipeline> read_input(const PipelineInput& input);

// $HOME, or "".
std::string home_folder();

// Names of all containers in route order.
std::vector<std::string> container_names(const emulator::Pipeline& pipeline);

}  // namespace app::cli
