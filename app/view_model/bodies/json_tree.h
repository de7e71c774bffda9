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
  bool of_lines = false;                          // the root stands for all lines of JSON Lines
  std::map<std::uint32_t, std::size_t>
      bad_lines;       // nodes of lines that are not JSON: their numbers
  std::string remark;  // what is wrong with some lines
};

// Any depth, any bytes: hostile text ends in a problem, never in a crash. Not for the UI thread.
JsonTree build_json_tree(std::string_view text);
// The same of JSON Lines: every line is a child of the root. A line that is not JSON is a node of
// its own, and the remark tells about it.
JsonTree build_lines_tree(std::string_view text);

std::uint32_t child_count(const JsonTree& tree, std::uint32_t node);
// Of a node among its siblings.
std::uint32_t child_position(const JsonTree& tree, std::uint32_t node);

// A node as it is shown.
struct JsonLabel {
  std::string key;      // "instances", "[0]"; empty for the root
  std::string value;    // scalars as in the text, shortened; "{2}" and "[3]" for containers
  std::string preview;  // how a container's content begins
  enum class Kind { Object, Array, String, Number, Word, Bad } kind = Kind::Word;
  bool has_children = false;
};
// `position`: among its siblings.
JsonLabel json_label(const JsonTree& tree, std::string_view text, std::uint32_t node,
                     std::uint32_t position);

// "$.instances[0].features": as JSONPath writes it.
std::string json_path(const JsonTree& tree, std::string_view text, std::uint32_t node);
// Where a node's key and its scalar value stand in the text, quotes included; empty where it has
// none.
struct JsonSpans {
  std::string_view key, value;
};
JsonSpans json_spans(const JsonTree& tree, std::string_view text, std::uint32_t node);
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
// Opens what a node is in, far enough that it has a row.
void reveal(const JsonTree& tree, OpenNodes& open, std::uint32_t node);

}  // namespace app
