#pragma once

#include <string_view>
#include <vector>

namespace emulator {

struct TextLine {
  std::string_view text;   // without its line end
  std::size_t number = 1;  // counted from 1, empty lines included
};

// The lines of JSON Lines, or of LIBSVM, that hold something: one value each.
std::vector<TextLine> text_lines(std::string_view text);

}  // namespace emulator
