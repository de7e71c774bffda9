#pragma once

#include <optional>
#include <string_view>

namespace app {

// How well what was typed fits a phrase, ignoring case; 0 is best, nothing: not at all. Every
// word typed stands in the phrase, best at the beginning of one of its words; or else the letters
// typed come in it in that order. Nothing typed fits everything.
std::optional<int> phrase_match(std::string_view typed, std::string_view phrase);

}  // namespace app
