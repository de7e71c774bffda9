#pragma once

#include <string>

#include "emulator/model/pipeline.h"

namespace app {

// The command that starts stage `at` with Docker the way it is started here and SageMaker would,
// for a terminal: building its image, unpacking its model data and making its network come first
// where it needs that. The values of variables whose names look secret are left out: Docker takes
// them from the shell.
std::string docker_run_text(const emulator::Pipeline& pipeline, std::size_t at);

// The container's definition with such values masked.
emulator::ContainerDefinition without_secrets(emulator::ContainerDefinition container);

}  // namespace app
