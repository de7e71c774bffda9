#pragma once

#include <string>

#include "emulator/model/pipeline.h"

namespace app {

// The command that starts stage `at` with Docker the way SageMaker would, for a terminal. The
// values of variables whose names look secret are left out: Docker takes them from the shell.
std::string docker_run_text(const emulator::Pipeline& pipeline, std::size_t at);

// The container's definition with such values masked.
emulator::ContainerDefinition without_secrets(emulator::ContainerDefinition container);

}  // namespace app
