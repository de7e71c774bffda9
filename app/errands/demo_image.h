#pragma once

#include <filesystem>

#include "emulator/base/result.h"

namespace app {

// Prepares the folder that the demo's image is built from: a Dockerfile FROM scratch and a copy of
// `program`, hoplens-demo-stage. Writes only what is not there as it should be, and leaves nothing
// half written. Returns the folder, below `cache`. Errors: the program is missing or needs shared
// libraries, which such an image has none of; the cache cannot be written. Waits for the disk.
[[nodiscard]] emulator::Result<std::filesystem::path> prepare_demo_image(
    const std::filesystem::path& program, const std::filesystem::path& cache);

}  // namespace app
