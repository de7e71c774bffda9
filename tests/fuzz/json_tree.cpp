#include "app/view_model/bodies/json_tree.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "tests/fuzz/support/fuzz.h"

// A JSON body as the tree on the screen.
namespace fuzz {
namespace {

constexpr std::uint32_t kMostNodes = 100;

void look_at(const app::JsonTree& tree, std::string_view text, const app::TreeRow& row) {
  promise(row.node < tree.nodes.size(), "a row is of a node");
  (void)app::json_label(tree, text, row.node, row.position);
  (void)app::json_path(tree, text, row.node);
  promise(app::json_value(tree, text, row.node).size() <= text.size(), "a value is in the text");
}

}  // namespace

void try_input(std::string_view input) {
  const app::JsonTree tree = app::build_json_tree(input);
  promise(tree.nodes.empty() == !tree.problem.empty(), "a tree or a problem");
  // That parser takes a NUL byte for the end of the text.
  const bool accepted = nlohmann::json::accept(input) && input.find('\0') == input.npos;
  promise(input.starts_with("\xEF\xBB\xBF") || accepted == tree.problem.empty(),
          "it is JSON for others, too");
  if (tree.nodes.empty()) return;
  const auto size = static_cast<std::uint32_t>(tree.nodes.size());
  for (std::uint32_t node = 0; node < size; ++node) {
    const app::JsonNode& at = tree.nodes[node];
    promise(at.offset <= input.size() && at.parent <= node && at.next > node && at.next <= size,
            "a node is where it belongs");
  }
  app::OpenNodes open = app::first_open(tree);
  for (std::uint32_t node = 0; node < std::min(size, kMostNodes); ++node)
    app::toggle(open, {.node = node});
  const std::vector<app::TreeRow> rows = app::tree_rows(tree, open);
  for (std::size_t at = 0; at < std::min<std::size_t>(rows.size(), kMostNodes); ++at)
    look_at(tree, input, rows[at]);
}

}  // namespace fuzz
