#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "emulator/runtime/runtime.h"

namespace emulator {

// "Local.Stages.model.Command", for errors.
std::string local_member(const StageLaunchPlan& plan, std::string_view name);

// A path of the pipeline file, which is relative to that file's folder; absolute.
std::filesystem::path resolved_path(const StageLaunchPlan& plan, const std::string& path);

// Local's ModelData, a folder or an archive. NotFound where it is not there.
[[nodiscard]] Result<std::filesystem::path> local_model_data(const StageLaunchPlan& plan);

}  // namespace emulator
