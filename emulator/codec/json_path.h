#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace emulator {

// Where a value is in a JSON document: `$`, `$.a.b`, `$.rows[0]`, `$["a key"]`; the `$` may be left
// out. A member's name of letters, digits, `_` and `-` needs no brackets.
class JsonPath {
 public:
  // nullopt: it is none; `problem_at` is then the byte at which it ceases to be one.
  static std::optional<JsonPath> parse(std::string_view text, std::size_t* problem_at = nullptr);

  // The value there: a text as it is, anything else as compact JSON. nullopt: there is none, or
  // `json` is not JSON.
  std::optional<std::string> value_in(std::string_view json) const;

 private:
  std::vector<std::variant<std::string, std::size_t>> steps_;  // member, or position in a list
};

}  // namespace emulator
