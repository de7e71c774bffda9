#pragma once

#include <filesystem>
#include <string>

#include "emulator/base/result.h"

namespace emulator {

// A whole regular file. Errors: missing, a folder or device, not readable, larger than 1 GB.
[[nodiscard]] Result<std::string> read_file_text(const std::filesystem::path& file);

}  // namespace emulator
