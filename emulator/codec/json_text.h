#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"

// JSON as positioned text, for codec and for those who answer requests: what nlohmann's value type
// cannot tell (order, duplicates, lines, the spelling of a number) is kept here.
namespace emulator {

enum class JsonKind { Null, Boolean, Integer, Number, Text, List, Object };

// "a number", "text", …: for messages.
std::string_view to_text(JsonKind kind);

// One value of a document. Views point into the text that was parsed.
struct JsonNode {
  JsonKind kind = JsonKind::Null;
  std::string key;       // inside an object
  std::string pointer;   // JSON pointer from the root
  int line = 0;          // of its key, or of the value where it has none
  std::string text;      // content of a Text
  std::string_view raw;  // as it stands in the document
  std::vector<JsonNode> children;

  const JsonNode* find(std::string_view member) const;
};

// The whole document, strictly: plain JSON in UTF-8, no duplicate key, at most 64 levels deep.
// Errors name `name`, the line and, where there is one, the pointer.
[[nodiscard]] Result<JsonNode> parse_json(std::string_view text, std::string_view name);

// "pipeline.json, line 12, /Local/Stages": how every message about a place in a file begins.
std::string place_text(std::string_view name, int line, std::string_view pointer);

// `text` as a JSON string. Never throws: bytes that are not UTF-8 become U+FFFD.
std::string json_string(std::string_view text);

// JSON text without the white space between its tokens.
std::string compact_json(std::string_view json);
// Two spaces per level; a list of plain values stays on one line where it fits in 100 columns.
std::string indent_json(std::string_view compact);

}  // namespace emulator
