#include "emulator/runtime/stage_paths.h"

namespace emulator {
namespace fs = std::filesystem;

std::string local_member(const StageLaunchPlan& plan, std::string_view name) {
  return "Local.Stages." + plan.container_name + "." + std::string(name);
}

fs::path resolved_path(const StageLaunchPlan& plan, const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(plan.folder / path, error);
  return (error ? plan.folder / path : whole).lexically_normal();
}

Result<fs::path> local_model_data(const StageLaunchPlan& plan) {
  fs::path source = resolved_path(plan, plan.launch.model_data.value_or(""));
  std::error_code error;
  if (fs::exists(source, error)) return source;
  return fail(
      ErrorCode::NotFound,
      "The model data of stage " + plan.container_name + " is not there: " + source.string(),
      "Correct " + local_member(plan, "ModelData") + ", a folder or a model.tar.gz");
}

}  // namespace emulator
