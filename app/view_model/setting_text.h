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

// What was typed as a port: 0 to 65535. Nothing where it is none.
std::optional<int> typed_port(std::string_view text);

// Loopback means: nobody but this machine.
bool is_loopback(std::string_view host);
// What is wrong with a host as it was typed; empty: nothing.
std::string host_problem(std::string_view host);

}  // namespace app
