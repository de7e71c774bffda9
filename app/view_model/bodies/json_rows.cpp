#include <algorithm>
#include <utility>

#include "app/view_model/bodies/json_tree.h"

namespace app {
namespace {

constexpr std::uint32_t kFirstChildren = 1'000;
constexpr std::size_t kFirstRows = 60;

}  // namespace

OpenNodes first_open(const JsonTree& tree) {
  OpenNodes open;
  if (tree.nodes.empty()) return open;
  std::size_t rows = 1;
  std::vector<std::uint32_t> level{0};
  while (!level.empty()) {
    std::vector<std::uint32_t> below;
    std::size_t more = 0;
    for (const std::uint32_t node : level) more += child_count(tree, node);
    if (level.front() != 0 && rows + more > kFirstRows) break;
    for (const std::uint32_t node : level) {
      open[node] = kFirstChildren;
      if (more > kFirstRows) continue;
      for (std::uint32_t i = node + 1; i < tree.nodes[node].next; i = tree.nodes[i].next)
        if (tree.nodes[i].next > i + 1) below.push_back(i);
    }
    rows += more;
    level = std::move(below);
  }
  return open;
}

std::vector<TreeRow> tree_rows(const JsonTree& tree, const OpenNodes& open) {
  struct Level {
    std::uint32_t node, child, position, most;
  };
  std::vector<TreeRow> rows;
  if (tree.nodes.empty()) return rows;
  std::vector<Level> levels;
  const auto enter = [&](std::uint32_t node) {
    const auto found = open.find(node);
    if (found != open.end()) levels.push_back({node, node + 1, 0, found->second});
  };
  rows.push_back({0, 0, 0, false});
  enter(0);
  while (!levels.empty()) {
    Level& level = levels.back();
    const auto depth = static_cast<std::uint16_t>(std::min<std::size_t>(levels.size(), 65'535));
    if (level.child >= tree.nodes[level.node].next) {
      levels.pop_back();
    } else if (level.position >= level.most) {
      rows.push_back({level.node, level.position, depth, true});
      levels.pop_back();
    } else {
      const std::uint32_t child = level.child;
      rows.push_back({child, level.position++, depth, false});
      level.child = tree.nodes[child].next;
      enter(child);
    }
  }
  return rows;
}

void toggle(OpenNodes& open, const TreeRow& row) {
  const auto found = open.find(row.node);
  if (row.more) {
    constexpr std::uint32_t kMost = 1'000'000;
    if (found != open.end()) found->second = std::min(kMost, found->second * 10);
  } else if (found != open.end()) {
    open.erase(found);
  } else {
    open[row.node] = kFirstChildren;
  }
}

void reveal(const JsonTree& tree, OpenNodes& open, std::uint32_t node) {
  while (node != 0) {
    const std::uint32_t parent = tree.nodes[node].parent;
    std::uint32_t& most = open.try_emplace(parent, kFirstChildren).first->second;
    most = std::max(most, child_position(tree, node) + 1);
    node = parent;
  }
}

}  // namespace app
