#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Small pure functions over text that goes to a terminal.
namespace app::cli {

// The text with control characters and broken UTF-8 replaced, so that what a stage wrote can
// neither move the cursor nor recolour the terminal. Tabs stay; line ends become spaces.
std::string printable(std::string_view text);

// The same line by line, each with `indent` before it and a line end behind it; empty lines are
// left out.
std::string printable_lines(std::string_view text, std::string_view indent);

// True where a body can be shown on a terminal as it is: UTF-8 without control characters other
// than tab and line ends.
bool is_plain_text(std::string_view text);

// Code points, which is close enough to columns for names and figures.
std::size_t columns(std::string_view text);
// Cut to `width` columns with "…" where it is longer.
std::string cut(std::string_view text, std::size_t width);
// Filled with spaces to `width` columns, behind or before the text.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

// "1 stage", "3 stages"
std::string counted(std::size_t number, std::string_view noun);
// "a, b and c"
std::string listed(const std::vector<std::string>& names);

}  // namespace app::cli
