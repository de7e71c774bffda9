#include "app/view_model/bodies/json_tree.h"

#include <algorithm>
#include <utility>

#include "app/view_model/bodies/json_scan.h"
#include "app/view_model/bodies/visible_text.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using Kind = JsonLabel::Kind;

constexpr std::size_t kMostValueColumns = 300;

bool is_member(const JsonTree& tree, std::string_view text, std::uint32_t node);

std::size_t value_offset(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  const std::size_t at = tree.nodes[node].offset;
  return is_member(tree, text, node) ? after_colon(text, at) : at;
}

// What the parent is, is read at its value; a parent's own key is skipped without asking further.
bool is_object(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  if (tree.of_lines && node == 0) return false;
  const std::size_t at = tree.nodes[node].offset;
  if (text[at] != '"') return text[at] == '{';
  return text[after_colon(text, at)] == '{';  // a container that begins with a quote has a key
}

bool is_member(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  return node != 0 && is_object(tree, text, tree.nodes[node].parent);
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

JsonLabel root_of_lines(const JsonTree& tree) {
  JsonLabel label;
  label.kind = Kind::Array;
  label.has_children = tree.nodes.size() > 1;
  const std::uint32_t lines = child_count(tree, 0);
  label.value = emulator::format_count(lines) + (lines == 1 ? " line" : " lines");
  return label;
}

std::string_view bad_line(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  const std::string_view line = text.substr(tree.nodes[node].offset);
  return emulator::trim(line.substr(0, line.find('\n')));
}

// How the content of the container at `at` begins, on one line.
std::string preview_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostColumns = 100;
  std::string line;
  int depth = 0;
  bool quoted = false, escaped = false;
  for (const char c : text.substr(at + 1, 4 * kMostColumns)) {
    if (!quoted && (c == '{' || c == '[')) ++depth;
    if (!quoted && (c == '}' || c == ']') && --depth < 0) break;
    if (c == '"' && !escaped) quoted = !quoted;
    escaped = quoted && c == '\\' && !escaped;
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank || (!line.empty() && line.back() != ' ')) line += blank ? ' ' : c;
  }
  return visible_text(emulator::trim(line), kMostColumns);
}

}  // namespace

std::uint32_t child_count(const JsonTree& tree, std::uint32_t node) {
  const auto known = tree.counts.find(node);
  if (known != tree.counts.end()) return known->second;
  std::uint32_t count = 0;
  for (std::uint32_t i = node + 1; i < tree.nodes[node].next; i = tree.nodes[i].next) ++count;
  return count;
}

std::uint32_t child_position(const JsonTree& tree, std::uint32_t node) {
  std::uint32_t position = 0;
  for (std::uint32_t i = tree.nodes[node].parent + 1; i < node; i = tree.nodes[i].next) ++position;
  return position;
}

JsonLabel json_label(const JsonTree& tree, std::string_view text, std::uint32_t node,
                     std::uint32_t position) {
  if (tree.of_lines && node == 0) return root_of_lines(tree);
  JsonLabel label;
  if (is_member(tree, text, node)) {
    label.key = visible_text(key_of(tree, text, node), kMostValueColumns);
  } else if (node != 0) {
    label.key = "[" + std::to_string(position) + "]";
  }
  if (const auto bad = tree.bad_lines.find(node); bad != tree.bad_lines.end()) {
    label.kind = Kind::Bad;
    label.value = visible_text(bad_line(tree, text, node), kMostValueColumns);
    return label;
  }
  const std::size_t at = value_offset(tree, text, node);
  label.kind = kind_of(text[at]);
  if (label.kind == Kind::Object || label.kind == Kind::Array) {
    const std::string count = emulator::format_count(child_count(tree, node));
    label.value = label.kind == Kind::Object ? "{" + count + "}" : "[" + count + "]";
    label.has_children = tree.nodes[node].next > node + 1;
    if (label.has_children) label.preview = preview_at(text, at);
  } else {
    const std::string_view whole = text.substr(at, end_of_scalar(text, at) - at);
    label.value = visible_text(whole.substr(0, 4 * kMostValueColumns), kMostValueColumns);
    if (whole.size() > label.value.size() + 8) label.value += "…";
  }
  return label;
}

JsonSpans json_spans(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  if (tree.of_lines && node == 0) return {};
  if (tree.bad_lines.contains(node)) return {{}, bad_line(tree, text, node)};
  const std::size_t at = tree.nodes[node].offset;
  const bool member = is_member(tree, text, node);
  JsonSpans spans;
  if (member) spans.key = text.substr(at, end_of_string(text, at) - at);
  const std::size_t value = member ? after_colon(text, at) : at;
  const bool container = text[value] == '{' || text[value] == '[';
  if (!container) spans.value = text.substr(value, end_of_scalar(text, value) - value);
  return spans;
}

std::string json_path(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  constexpr int kMostSteps = 1'000;  // nobody reads a longer path
  std::vector<std::string> steps;
  for (int i = 0; node != 0 && i < kMostSteps; ++i) {
    if (is_member(tree, text, node)) {
      const std::string name(key_of(tree, text, node));
      steps.push_back(is_plain_name(name) ? "." + name : "[\"" + name + "\"]");
    } else {
      steps.push_back("[" + std::to_string(child_position(tree, node)) + "]");
    }
    node = tree.nodes[node].parent;
  }
  std::string path = node == 0 ? "$" : "…";
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) path += *step;
  return path;
}

std::string_view json_value(const JsonTree& tree, std::string_view text, std::uint32_t node) {
  if (tree.of_lines && node == 0) return text;
  if (tree.bad_lines.contains(node)) return bad_line(tree, text, node);
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

}  // namespace app
