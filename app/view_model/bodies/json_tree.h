#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace app {

// One value of a JSON text. Twelve bytes each: what a node says is read from the text again when
// it is drawn.
struct JsonNode {
  std::uint32_t offset = 0;  // of its key where the parent is an object, else of the value
  std::uint32_t parent = 0;  // index; the root is its own
  std::uint32_t next = 0;    // index behind its last descendant
};

// All values of a JSON text in document order. The root is node 0.
struct JsonTree {
  std::vector<JsonNode> nodes;                    // empty when there is a problem
  std::map<std::uint32_t, std::uint32_t> counts;  // children of nodes that have more than a few
  std::string problem;                            // where and why it is not JSON; empty when it is
};

// Any depth, any bytes: hostile text ends in a problem, never in a crash. Not for the UI thread.
JsonTree build_json_tree(std::string_view text);

// A node as it is shown.
struct JsonLabel {
  std::string key;    // "instances", "[0]"; empty for the root
  std::string value;  // scalars as in the text, shortened; "{2}" and "[3]" for containers
  enum class Kind { Object, Array, String, Number, Word } kind = Kind::Word;
  bool has_children = false;
};
// `position`: among its siblings.
JsonLabel json_label(const JsonTree& tree, std::string_view text, std::uint32_t node,
                     std::uint32_t position);

// "$.instances[0].features": as JSONPath writes it.
std::string json_path(const JsonTree& tree, std::string_view text, std::uint32_t node);
// The value's own text: what "copy value" copies. A string without its quotes, as it was escaped.
std::string_view json_value(const JsonTree& tree, std::string_view text, std::uint32_t node);

// A row of the tree on the screen.
struct TreeRow {
  std::uint32_t node = 0;
  std::uint32_t position = 0;  // among its siblings
  std::uint16_t depth = 0;     // steps from the root, 65,535 at most
  bool more = false;           // stands for the children of `node` that are not shown yet
};

// Which nodes are open, and how many of their children are shown at most.
using OpenNodes = std::map<std::uint32_t, std::uint32_t>;

// Opens from the root on while few rows come of it.
OpenNodes first_open(const JsonTree& tree);
std::vector<TreeRow> tree_rows(const JsonTree& tree, const OpenNodes& open);
// Opens a closed node and the other way round; `more` shows ten times as many children.
void toggle(OpenNodes& open, const TreeRow& row);

}  // namespace app
