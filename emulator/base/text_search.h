#pragma once

#include <string_view>

// Looking for texts in texts without ASCII case, of megabytes too. Pure.
namespace emulator {

bool begins_ignoring_case(std::string_view text, std::string_view beginning);
// Where `part` stands in `text`, at `from` or behind it; npos: nowhere, or nothing is looked for.
std::size_t find_ignoring_case(std::string_view text, std::string_view part, std::size_t from = 0);

}  // namespace emulator
