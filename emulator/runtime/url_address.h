#pragma once

#include <string_view>

#include "emulator/runtime/runtime.h"

namespace emulator {

// The address in Local's Url: http only, port 80 where none is given, what follows the port is
// the base path.
[[nodiscard]] Result<StageAddress> parse_stage_url(std::string_view url);

}  // namespace emulator
