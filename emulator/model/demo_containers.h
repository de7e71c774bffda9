#pragma once

#include <filesystem>

#include "emulator/model/pipeline.h"

namespace emulator {

// The program that stands in for a container in the demo, the samples and the tests.
inline constexpr const char* kDemoStageProgram = "hoplens-demo-stage";

// A process stage that runs that program.
bool is_demo_stage(const Stage& stage);

// The pipeline with each such stage as a container: its image is built from `build_folder`, what
// its Command says becomes environment, the rest stays. Other stages stay as they are.
Pipeline demo_in_containers(Pipeline pipeline, const std::filesystem::path& build_folder);

}  // namespace emulator
