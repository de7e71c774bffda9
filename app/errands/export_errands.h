#pragma once

#include <filesystem>

#include "app/errands/errand.h"

namespace app {

// What a file that was exported to holds now, for ExportState::before while that still asks for
// that file. A file that is not there, or far too large for an export, holds nothing.
Errand read_last_export(std::filesystem::path file);

}  // namespace app
