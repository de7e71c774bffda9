#pragma once

#include "app/view_model/edit_field.h"
#include "emulator/model/pipeline.h"

// Every member of a definition as a row of a form. The draft must be inflated (see
// definition_draft.h): all its optional objects are there.
namespace app {

// AWS's ContainerDefinition.
std::vector<FieldGroup> container_groups(emulator::ContainerDefinition& container);
// The stage's entry of Local.Stages; what its runtime uses comes first.
std::vector<FieldGroup> launch_groups(emulator::StageLaunch& launch);
// CreateModel's members other than the containers.
std::vector<FieldGroup> model_groups(emulator::ModelMembers& model);

}  // namespace app
