#include "app/view_model/bodies/json_tree.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "app/view_model/bodies/visible_text.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using Kind = JsonLabel::Kind;

constexpr std::uint32_t kFirstChildren = 1'000;
constexpr std::size_t kFirstRows = 60;
constexpr std::size_t kMostValueColumns = 300;

// Only listens for what is wrong.
struct Checker : nlohmann::json_sax<nlohmann::json> {
  std::string problem;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(std::int64_t) override { return true; }
  bool number_unsigned(std::uint64_t) override { return true; }
  bool number_float(double, const std::string&) override { return true; }
  bool string(std::string&) override { return true; }
  bool binary(nlohmann::json::binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(std::string&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& error) override {
    constexpr int kNumberTooLarge = 406;
    const std::string at = "byte " + emulator::format_count(position);
    problem = error.id == kNumberTooLarge
                  ? "A number before " + at + " is too large to be a double"
                  : "Not JSON from " + at + " on, near " + visible_text(token, 30);
    return false;
  }
};

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

// Behind the closing quote of the string that begins at `at`.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

std::size_t end_of_scalar(std::string_view text, std::size_t at) {
  if (text[at] == '"') return end_of_string(text, at);
  return std::min(text.find_first_of(",]} \n\r\t", at), text.size());
}

std::size_t after_colon(std::string_view text, std::size_t key) {
  return skip_blanks(text, text.find(':', end_of_string(text, key)) + 1);
}

// Lays out nodes over text that is known to be JSON. A loop, so that depth costs no stack.
class Indexer {
 public:
  Indexer(std::string_view text, JsonTree& tree) : text_(text), tree_(tree) {}

  void run() {
    for (std::size_t at = skip_blanks(text_, 0); at < text_.size(); at = skip_blanks(text_, at)) {
      const char c = text_[at];
      if (c == ',') {
        ++at;
      } else if (c == '}' || c == ']') {
        close();
        ++at;
      } else {
        at = value(at);
      }
    }
  }

 private:
  struct Open {
    std::uint32_t node;
    std::uint32_t children;
    bool object;
  };

  std::size_t value(std::size_t at) {
    const auto node = static_cast<std::uint32_t>(tree_.nodes.size());
    const std::uint32_t parent = open_.empty() ? 0 : open_.back().node;
    tree_.nodes.push_back({static_cast<std::uint32_t>(at), parent, node + 1});
    if (!open_.empty()) {
      ++open_.back().children;
      if (open_.back().object) at = after_colon(text_, at);
    }
    if (text_[at] != '{' && text_[at] != '[') return end_of_scalar(text_, at);
    open_.push_back({node, 0, text_[at] == '{'});
    return at + 1;
  }

  void close() {
    constexpr std::uint32_t kFew = 16;  // so few are counted when they are drawn
    const Open& done = open_.back();
    tree_.nodes[done.node].next = static_cast<std::uint32_t>(tree_.nodes.size());
    if (done.children > kFew)
      tree_.counts.emplace_hint(tree_.counts.end(), done.node, done.children);
    open_.pop_back();
  }

  std::string_view text_;
  JsonTree& tree_;
  std::vector<Open> open_;
};

bool is_member(const JsonTree& tree, std::string_view text, std::uint32_t node);

std::size_t value_offset(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  const std::size_t at = tree.nodes[node].offset;
  return is_member(tree, text, node) ? after_colon(text, at) : at;
}

// What the parent is, is read at its value; a parent's own key is skipped without asking further.
bool is_object(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  const std::size_t at = tree.nodes[node].offset;
  if (text[at] != '"') return text[at] == '{';
  return text[after_colon(text, at)] == '{';  // a container that begins with a quote has a key
}

bool is_member(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  return node != 0 && is_object(tree, text, tree.nodes[node].parent);
}

std::uint32_t child_count(const JsonTree& tree, std::uint32_t node) {
  const auto known = tree.counts.find(node);
  if (known != tree.counts.end()) return known->second;
  std::uint32_t count = 0;
  for (std::uint32_t i = node + 1; i < tree.nodes[node].next; i = tree.nodes[i].next) ++count;
  return count;
}

Kind kind_of(char first) {
  switch (first) {
    case '{':
      return Kind::Object;
    case '[':
      return Kind::Array;
    case '"':
      return Kind::String;
    default:
      return first == '-' || (first >= '0' && first <= '9') ? Kind::Number : Kind::Word;
  }
}

std::string_view key_of(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  const std::size_t at = tree.nodes[node].offset;
  return text.substr(at + 1, end_of_string(text, at) - at - 2);
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

std::uint32_t position_of(const JsonTree& tree, std::uint32_t node) {
  std::uint32_t position = 0;
  for (std::uint32_t i = tree.nodes[node].parent + 1; i < node; i = tree.nodes[i].next) ++position;
  return position;
}

}  // namespace

JsonTree build_json_tree(std::string_view text) {
  JsonTree tree;
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    tree.problem = "Larger than 4 GB";
    return tree;
  }
  // The parser takes a NUL byte for the end of the text.
  if (const std::size_t nul = text.find('\0'); nul != text.npos) {
    tree.problem = "Not JSON from byte " + emulator::format_count(nul + 1) + " on: a NUL byte";
    return tree;
  }
  Checker checker;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &checker)) {
    tree.problem = checker.problem;
    return tree;
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    tree.problem = "Begins with a byte order mark, which JSON does not allow";
    return tree;
  }
  Indexer(text, tree).run();
  tree.nodes.shrink_to_fit();
  return tree;
}

JsonLabel json_label(const JsonTree& tree, std::string_view text, std::uint32_t node,
                     std::uint32_t position) {
  JsonLabel label;
  if (is_member(tree, text, node)) {
    label.key = visible_text(key_of(tree, text, node), kMostValueColumns);
  } else if (node != 0) {
    label.key = "[" + std::to_string(position) + "]";
  }
  const std::size_t at = value_offset(tree, text, node);
  label.kind = kind_of(text[at]);
  if (label.kind == Kind::Object || label.kind == Kind::Array) {
    const std::string count = emulator::format_count(child_count(tree, node));
    label.value = label.kind == Kind::Object ? "{" + count + "}" : "[" + count + "]";
    label.has_children = tree.nodes[node].next > node + 1;
  } else {
    const std::string_view whole = text.substr(at, end_of_scalar(text, at) - at);
    label.value = visible_text(whole.substr(0, 4 * kMostValueColumns), kMostValueColumns);
    if (whole.size() > label.value.size() + 8) label.value += "…";
  }
  return label;
}

std::string json_path(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  constexpr int kMostSteps = 1'000;  // nobody reads a longer path
  std::vector<std::string> steps;
  for (int i = 0; node != 0 && i < kMostSteps; ++i) {
    if (is_member(tree, text, node)) {
      const std::string name(key_of(tree, text, node));
      steps.push_back(is_plain_name(name) ? "." + name : "[\"" + name + "\"]");
    } else {
      steps.push_back("[" + std::to_string(position_of(tree, node)) + "]");
    }
    node = tree.nodes[node].parent;
  }
  std::string path = node == 0 ? "$" : "…";
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) path += *step;
  return path;
}

std::string_view json_value(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  const std::size_t at = value_offset(tree, text, node);
  const Kind kind = kind_of(text[at]);
  if (kind == Kind::String) return text.substr(at + 1, end_of_string(text, at) - at - 2);
  if (kind == Kind::Number || kind == Kind::Word)
    return text.substr(at, end_of_scalar(text, at) - at);
  std::size_t depth = 0;
  for (std::size_t end = at; end < text.size(); ++end) {
    if (text[end] == '"') end = end_of_string(text, end) - 1;
    if (text[end] == '{' || text[end] == '[') ++depth;
    if ((text[end] == '}' || text[end] == ']') && --depth == 0)
      return text.substr(at, end + 1 - at);
  }
  return text.substr(at);
}

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

}  // namespace app
