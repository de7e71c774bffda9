#pragma once

#include <filesystem>
#include <string>

#include "emulator/model/pipeline.h"

namespace emulator {

// A model name made of a file's: letters, digits and hyphens, none at either end (contract 1.2).
std::string model_name_for(const std::filesystem::path& file);

// A pipeline to begin with: two stages that hand on what they get, and a request. It runs as it
// is. No file yet; relative paths start at `folder`.
Pipeline starter_pipeline(const std::string& model_name, const std::filesystem::path& folder);

}  // namespace emulator
