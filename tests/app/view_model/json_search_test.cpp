#include "app/view_model/bodies/json_search.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace app;

namespace {

std::vector<std::string> paths(std::string_view text, const std::string& query) {
  const JsonTree tree = build_json_tree(text);
  std::vector<std::string> found;
  for (const std::uint32_t node : find_in_tree(tree, text, query).nodes)
    found.push_back(json_path(tree, text, node));
  return found;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("keys and values are found whatever their case, structure is not") {
  constexpr std::string_view text =
      R"({"Label": "abalone", "rows": [{"label": 7}, "LABEL", null, 17]})";
  CHECK(paths(text, "label") == Paths{"$.Label", "$.rows[0].label", "$.rows[1]"});
  CHECK(paths(text, "7") == Paths{"$.rows[0].label", "$.rows[3]"});
  CHECK(paths(text, "null") == Paths{"$.rows[2]"});
  CHECK(paths(text, "[{") == Paths{});
  CHECK(paths(text, "") == Paths{});
  CHECK(paths(text, "\"abalone\"") == Paths{"$.Label"});
}

TEST_CASE("matches are walked through round the ends") {
  const JsonMatches matches{"x", {3, 7, 9}, false};
  CHECK(next_match(matches, 0, false) == 0);
  CHECK(next_match(matches, 3, false) == 1);
  CHECK(next_match(matches, 9, false) == 0);
  CHECK(next_match(matches, 3, true) == 2);
  CHECK(next_match(matches, 8, true) == 1);
}

TEST_CASE("a match is brought to light however deep and however far it is") {
  std::string text = "[";
  for (int i = 0; i < 5'000; ++i) text += "{\"a\": [" + std::to_string(i) + "]},";
  text.back() = ']';
  const JsonTree tree = build_json_tree(text);
  const JsonMatches matches = find_in_tree(tree, text, "4321");
  REQUIRE(matches.nodes.size() == 1);
  OpenNodes open = first_open(tree);
  reveal(tree, open, matches.nodes[0]);
  bool there = false;
  for (const TreeRow& row : tree_rows(tree, open)) there = there || row.node == matches.nodes[0];
  CHECK(there);
}

TEST_CASE("JSON Lines are one tree with a child a line") {
  constexpr std::string_view text = "{\"a\": 1}\n\n[2, {\"b\": 3}]\r\n\"four\"\n";
  const JsonTree tree = build_lines_tree(text);
  REQUIRE(tree.problem.empty());
  CHECK(tree.remark.empty());
  CHECK(json_label(tree, text, 0, 0).value == "3 lines");
  const JsonMatches found = find_in_tree(tree, text, "3");
  REQUIRE(found.nodes.size() == 1);
  CHECK(json_path(tree, text, found.nodes[0]) == "$[1][1].b");
  CHECK(json_value(tree, text, 1) == "{\"a\": 1}");
  CHECK(json_label(tree, text, 1, 0).preview.starts_with("\"a\": 1"));
}

TEST_CASE("a line that is not JSON stands as it is, and the tree says which") {
  constexpr std::string_view text = "{\"a\": 1}\n{\"a\": \n[3]\n";
  const JsonTree tree = build_lines_tree(text);
  CHECK(tree.remark.find("1 of 3 lines is not JSON. Line 2: Not JSON from byte") == 0);
  const auto rows = tree_rows(tree, first_open(tree));
  std::size_t bad = 0;
  for (const TreeRow& row : rows) {
    const JsonLabel label = json_label(tree, text, row.node, row.position);
    if (label.kind != JsonLabel::Kind::Bad) continue;
    ++bad;
    CHECK(label.value == "{\"a\":");
    CHECK(json_value(tree, text, row.node) == "{\"a\":");
  }
  CHECK(bad == 1);
}

TEST_CASE("a closed container shows how it begins, and no more than is in it") {
  constexpr std::string_view text = R"({"a": [1,
    {"b": "]"}], "c": {}})";
  const JsonTree tree = build_json_tree(text);
  CHECK(json_label(tree, text, 1, 0).preview == R"(1, {"b": "]"})");
  CHECK(json_label(tree, text, 5, 1).preview.empty());
}
