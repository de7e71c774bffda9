#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/view_model/bodies/json_tree.h"

namespace app {

// Nodes whose key or scalar value contains a text, in document order.
struct JsonMatches {
  std::string query;
  std::vector<std::uint32_t> nodes;
  bool more = false;  // the search ended before the text did
};

// Upper and lower case of ASCII letters are the same. Escapes are compared as they are written.
// Not for the UI thread when the text is large.
JsonMatches find_in_tree(const JsonTree& tree, std::string_view text, std::string query);

// The match that follows `from` (or precedes it), round the ends. There must be one.
std::size_t next_match(const JsonMatches& matches, std::uint32_t from, bool backwards);

}  // namespace app
