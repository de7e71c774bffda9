#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/demo_stage/exchange.h"

namespace demo_stage {

// What a stage does with a body, and the types it reads and writes. Immutable once loaded, so
// every thread may call it.
struct Stage {
  std::string role;
  std::vector<std::string> content_types;  // empty: any
  std::vector<std::string> accepts;        // its own default first; empty: as the request
  // The body and the type of the request, and the type to answer with.
  std::function<Outcome<std::string>(const std::string& body, std::string_view content_type,
                                     std::string_view accept)>
      transform;
};

// Names of all roles: echo, preprocess, model, postprocess.
std::vector<std::string_view> role_names();

// Reads `model_folder`/stage.json. `role`, where given, stands before the file's "Role"; echo
// needs no file. Error: no file, broken JSON, an unknown role, coefficients that do not fit.
[[nodiscard]] emulator::Result<Stage> load_stage(const std::optional<std::string>& role,
                                                 const std::filesystem::path& model_folder);

// Content-Type and Accept are judged as SageMaker's toolkits do, then the body is transformed.
// `default_accept` is SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT, empty where it is not set.
Answer invoke(const Stage& stage, const Request& request, std::string_view default_accept);

}  // namespace demo_stage
