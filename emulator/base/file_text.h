#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "emulator/base/result.h"

namespace emulator {

// A whole regular file. Errors: missing, a folder or device, not readable, larger than 1 GB.
[[nodiscard]] Result<std::string> read_file_text(const std::filesystem::path& file);

// Atomic: a temporary file beside it, flushed, then renamed. Keeps the file's permissions and
// follows a symbolic link to its target; a device or pipe is written in place.
[[nodiscard]] Result<void> write_text_atomically(std::string_view text,
                                                 const std::filesystem::path& file);

}  // namespace emulator
