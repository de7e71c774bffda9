#pragma once

#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

namespace bench {

// A figure in a column, or words.
using Cell = std::variant<double, std::string>;

struct Column {
  std::string heading;  // for people, with the unit
  std::string key;      // for JSON, in the casing of `hoplens run --json`
  int decimals = 0;
};

// What one part measured. Where it measured nothing, `skipped` says what this machine lacks, or
// `cannot` what went wrong.
struct Table {
  std::string name;  // what --only calls it
  std::string title;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::string skipped;
  std::string cannot;
};

// Aligned, words to the left and figures to the right.
void print(const Table& table);
nlohmann::ordered_json to_json(const Table& table);

}  // namespace bench
