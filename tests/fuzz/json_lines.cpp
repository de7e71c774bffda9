#include "emulator/payload/text_lines.h"

#include "app/view_model/bodies/json_tree.h"
#include "tests/fuzz/support/fuzz.h"

// JSON Lines, and the tree of them.
namespace fuzz {

void try_input(std::string_view input) {
  const auto lines = emulator::text_lines(input);
  std::size_t number = 0;
  for (const emulator::TextLine& line : lines) {
    promise(line.number > number, "lines ascend");
    promise(!line.text.empty() && line.text.find('\n') == line.text.npos, "a line is one line");
    number = line.number;
  }
  const app::JsonTree tree = app::build_lines_tree(input);
  if (!tree.problem.empty()) return;
  promise(tree.nodes.size() > lines.size(), "every line is in the tree");
  for (const app::TreeRow& row : app::tree_rows(tree, app::first_open(tree))) {
    (void)app::json_label(tree, input, row.node, row.position);
    (void)app::json_path(tree, input, row.node);
    (void)app::json_value(tree, input, row.node);
  }
}

}  // namespace fuzz
