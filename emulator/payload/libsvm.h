#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"

namespace emulator {

// One line of `label index:value …` (contract 8.4). Texts stand in the line that was parsed.
struct LibsvmRow {
  std::string_view label;   // "1", "0.5"; empty where the line begins with a pair
  std::string_view weight;  // behind the label: "1:0.5"
  std::string_view query;   // of "qid:3"
  struct Pair {
    std::uint64_t index = 0;
    std::string_view value;
  };
  std::vector<Pair> pairs;
  std::string_view comment;  // behind a '#'
};

// Errors name the column, counted from 1, and the line where it is given.
Result<LibsvmRow> parse_libsvm_line(std::string_view line, std::size_t number = 1);

// The first line that says something looks like LIBSVM and not like anything else.
bool is_like_libsvm(std::string_view text);

}  // namespace emulator
