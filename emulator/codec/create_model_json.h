#pragma once

#include <string>

#include "emulator/model/pipeline.h"

namespace emulator {

// The CreateModel request of this pipeline, Containers in stage order, as `aws sagemaker
// create-model --cli-input-json` takes it (contract 1.21, 1.22): absent members omitted, nothing
// of Local. Members keep the order they were read in.
std::string create_model_json(const Pipeline& pipeline);

// One of its Containers.
std::string container_json(const ContainerDefinition& container);

}  // namespace emulator
