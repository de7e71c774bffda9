#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "emulator/fetch/surroundings.h"
#include "emulator/model/model_places.h"
#include "emulator/runtime/runtime.h"

namespace emulator {

// What a MultiModel container's models come from and go to.
struct ModelShelfOptions {
  std::filesystem::path root;  // on this machine; exists; models are unpacked below it
  std::string seen_as;         // what the container calls the root: "/opt/ml/models"
  // How s3:// and https:// are fetched; none: only a local stand-in works.
  std::optional<FetchSurroundings> fetching;
};

bool is_multi_model(const StageLaunchPlan& plan);

// The models of this stage: below Local's ModelData, a folder that stands for the prefix that
// ModelDataUrl names, else below that prefix itself. The shelf may outlive the stage, not the root.
std::shared_ptr<ModelPlaces> make_model_shelf(const StageLaunchPlan& plan,
                                              ModelShelfOptions options);

}  // namespace emulator
