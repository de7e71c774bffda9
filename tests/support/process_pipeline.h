#pragma once

#include <string>
#include <vector>

#include "emulator/model/pipeline.h"

namespace test {

// A pipeline of process stages of these names, for a runtime that never starts their command.
inline emulator::Pipeline process_pipeline(const std::string& model,
                                           const std::vector<std::string>& names) {
  emulator::Pipeline pipeline;
  pipeline.model.model_name = model;
  pipeline.model.execution_role_arn = "arn:aws:iam::123456789012:role/SageMakerRole";
  for (const std::string& name : names) {
    emulator::Stage stage;
    stage.id = emulator::new_stage_id();
    stage.container.container_hostname = name;
    stage.container.image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/letters:1";
    stage.launch.emplace();
    stage.launch->runtime = emulator::RuntimeKind::Process;
    stage.launch->command = {"unused"};
    pipeline.stages.push_back(stage);
  }
  return pipeline;
}

}  // namespace test
