#pragma once

#include <filesystem>

#include "emulator/model/pipeline.h"

namespace emulator {

// The pipeline as the content of another file: its relative paths start at that file's folder and
// lead to where they led before. `file` is absolute.
Pipeline moved_to(Pipeline pipeline, const std::filesystem::path& file);

}  // namespace emulator
