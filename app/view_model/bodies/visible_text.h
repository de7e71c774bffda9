#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// How the characters of somebody else's text are shown, one by one.
namespace app {

struct CodePoint {
  std::uint32_t value = 0;  // U+FFFD where the bytes are not UTF-8
  std::size_t bytes = 1;    // never 0
};

// The code point at `at`, which must be inside. Broken bytes come one at a time.
CodePoint code_point_at(std::string_view text, std::size_t at);

// Columns of code that a code point takes when it is shown; `column` matters for tabs.
std::size_t shown_columns(std::uint32_t code_point, std::size_t column);

// The text with control and direction characters made visible and tabs as blanks: what cannot be
// seen cannot mislead. At most `most_columns` columns of it.
std::string visible_text(std::string_view text, std::size_t most_columns);

// True where there are Hebrew, Arabic or other right-to-left letters in the text.
bool has_right_to_left(std::string_view text);

}  // namespace app
