#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace app {

// "60", "5,000,000", "0.5": a limit as it is shown.
std::string limit_text(double value);

// What was typed as a limit: digits with or without commas, a decimal point. Nothing where it is
// no number of at least 0.
std::optional<double> typed_limit(std::string_view text);

}  // namespace app
