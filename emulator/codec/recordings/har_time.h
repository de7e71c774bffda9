#pragma once

#include <optional>
#include <string_view>

#include "emulator/base/clock.h"

namespace emulator {

// "2026-01-31T12:00:00.123456Z", "…+01:00", with or without a fraction. Nothing where it is none.
std::optional<WallTime> parse_iso8601(std::string_view text);

}  // namespace emulator
