#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emulator/base/result.h"

namespace emulator {

// A value of the dictionary that stands at the beginning of an .npy file.
struct PythonValue {
  struct List {};  // something in brackets, which only says that it was there
  std::variant<std::string, bool, std::vector<std::uint64_t>, List> value;
};
using PythonDict = std::map<std::string, PythonValue, std::less<>>;

// Reads a dictionary literal of strings, True, False, tuples of whole numbers, and lists, which
// are skipped. Nothing is evaluated. Errors name the byte, counted from `offset`.
Result<PythonDict> parse_python_dict(std::string_view text, std::size_t offset);

}  // namespace emulator
