#include "app/view_model/diff/json_values.h"

#include <algorithm>
#include <array>
#include <functional>

#include <nlohmann/json.hpp>

#include "app/view_model/diff/tolerance.h"

namespace app {
namespace {

using Type = JsonValues::Type;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

std::size_t value_behind_key(std::string_view text, std::size_t key) {
  std::size_t at = text.find(':', end_of_string(text, key)) + 1;
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

// A string literal, quotes included, as what it says.
std::string said(std::string_view literal) {
  if (literal.find('\\') == literal.npos)
    return std::string(literal.substr(1, std::max<std::size_t>(literal.size(), 2) - 2));
  const auto value = nlohmann::json::parse(literal, nullptr, false);
  return value.is_string() ? value.get<std::string>() : std::string(literal);
}

std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 33U;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33U;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ (value >> 33U);
}

}  // namespace

JsonValues::JsonValues(std::string_view text) : text_(text), tree_(build_json_tree(text)) {
  values_.reserve(tree_.nodes.size());
  for (std::uint32_t i = 0; i < tree_.nodes.size(); ++i) {
    const std::size_t at = tree_.nodes[i].offset;
    // A parent comes before its children: what it is, is known.
    const bool member = i != 0 && text_[values_[tree_.nodes[i].parent]] == '{';
    values_.push_back(static_cast<std::uint32_t>(member ? value_behind_key(text_, at) : at));
  }
}

Type JsonValues::type(std::uint32_t node) const {
  const char first = text_[values_[node]];
  if (first == '{') return Type::Object;
  if (first == '[') return Type::Array;
  if (first == '"') return Type::String;
  return first == '-' || (first >= '0' && first <= '9') ? Type::Number : Type::Word;
}

bool JsonValues::is_member(std::uint32_t node) const {
  return node != 0 && type(tree_.nodes[node].parent) == Type::Object;
}

std::vector<std::uint32_t> JsonValues::children(std::uint32_t node) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = node + 1; i < tree_.nodes[node].next; i = tree_.nodes[i].next)
    out.push_back(i);
  return out;
}

std::string JsonValues::name(std::uint32_t member) const {
  const std::size_t at = tree_.nodes[member].offset;
  return said(text_.substr(at, end_of_string(text_, at) - at));
}

std::string_view JsonValues::text(std::uint32_t node) const {
  const std::size_t at = values_[node];
  const Type kind = type(node);
  if (kind == Type::String) return text_.substr(at, end_of_string(text_, at) - at);
  if (kind == Type::Object || kind == Type::Array) return json_value(tree_, text_, node);
  return text_.substr(at, std::min(text_.find_first_of(",]} \n\r\t", at), text_.size()) - at);
}

std::string JsonValues::meaning(std::uint32_t node) const { return said(text(node)); }

std::uint64_t JsonValues::hash(std::uint32_t node) {
  if (hashes_.empty()) make_hashes();
  return hashes_[node];
}

std::uint64_t JsonValues::scalar_hash(std::uint32_t node) const {
  const Type kind = type(node);
  const auto salt = static_cast<std::uint64_t>(kind) + 1;
  if (kind == Type::String) return mixed(std::hash<std::string>{}(meaning(node)) + salt);
  const auto number = kind == Type::Number ? number_in(text(node)) : std::nullopt;
  if (number) return mixed(std::hash<double>{}(*number) + salt);
  return mixed(std::hash<std::string_view>{}(text(node)) + salt);
}

// From the last node on: children are done before their parent.
void JsonValues::make_hashes() {
  hashes_.assign(tree_.nodes.size(), 0);
  for (auto i = static_cast<std::uint32_t>(tree_.nodes.size()); i-- > 0;) {
    const auto salt = static_cast<std::uint64_t>(type(i)) + 1;
    hashes_[i] = is_container(i) ? mixed(hashes_[i] + salt) : scalar_hash(i);
    if (i == 0) break;
    std::uint64_t& above = hashes_[tree_.nodes[i].parent];
    if (is_member(i)) {
      above += mixed(hashes_[i] ^ std::hash<std::string>{}(name(i)));  // in any order
    } else {
      above = above * 0x9e3779b97f4a7c15ULL + hashes_[i] + 1;
    }
  }
}

std::string_view to_text(Type type) {
  constexpr std::array<std::string_view, 5> kNames = {"object", "array", "string", "number",
                                                      "word"};
  return kNames[static_cast<std::size_t>(type)];
}

}  // namespace app
