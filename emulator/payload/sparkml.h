#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"

namespace emulator {

struct SparkColumn {
  std::string name;
  std::string type;       // "double"
  std::string structure;  // "basic", "vector", "array"; basic where none is said
};

// A request to SparkML Serving (contract 8.5): what its columns are, and the rows.
struct SparkRequest {
  std::vector<SparkColumn> inputs;
  SparkColumn output;                          // no name: none is said
  std::vector<std::vector<std::string>> rows;  // each value as JSON writes it; texts without quotes
};

// Whether a text begins as a JSON object that names both a schema and data. Looks at the first
// bytes only.
bool is_like_sparkml(std::string_view text);

// Errors say what is missing, or the byte from which it is no JSON. Texts above 20 MB are refused:
// they cannot be sent anyway (contract 3.21).
Result<SparkRequest> parse_sparkml(std::string_view text);

}  // namespace emulator
