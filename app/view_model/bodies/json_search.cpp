#include "app/view_model/bodies/json_search.h"

#include <algorithm>
#include <array>
#include <functional>

namespace app {
namespace {

constexpr std::size_t kMostMatches = 100'000;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Finds a word in text as Horspool does: by how far the word may be moved after a letter.
class Finder {
 public:
  explicit Finder(std::string_view word) : word_(word) {
    shift_.fill(word.size());
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
      const auto c = static_cast<unsigned char>(lower(word[i]));
      shift_[c] = word.size() - 1 - i;
      if (c >= 'a' && c <= 'z') shift_[c - 'a' + 'A'] = shift_[c];
    }
  }

  std::size_t find(std::string_view text, std::size_t from) const {
    const std::size_t last = word_.size() - 1;
    for (std::size_t at = from; at + last < text.size();) {
      if (matches(text, at)) return at;
      at += shift_[static_cast<unsigned char>(text[at + last])];
    }
    return std::string_view::npos;
  }

 private:
  bool matches(std::string_view text, std::size_t at) const {
    for (std::size_t i = word_.size(); i > 0; --i)
      if (lower(text[at + i - 1]) != lower(word_[i - 1])) return false;
    return true;
  }

  std::string_view word_;
  std::array<std::size_t, 256> shift_{};
};

bool lies_in(std::string_view part, std::string_view span) {
  return part.data() >= span.data() && part.data() + part.size() <= span.data() + span.size();
}

// The last node that begins at or before a place.
std::uint32_t node_at(const JsonTree& tree, std::size_t place) {
  const auto after = std::ranges::upper_bound(tree.nodes, place, {}, &JsonNode::offset);
  const auto index = static_cast<std::uint32_t>(after - tree.nodes.begin());
  return index == 0 ? 0 : index - 1;
}

}  // namespace

JsonMatches find_in_tree(const JsonTree& tree, std::string_view text, std::string query) {
  JsonMatches found{std::move(query), {}, false};
  if (found.query.empty() || tree.nodes.empty()) return found;
  const Finder finder(found.query);
  for (std::size_t at = finder.find(text, 0); at != text.npos; at = finder.find(text, at + 1)) {
    const std::uint32_t node = node_at(tree, at);
    if (!found.nodes.empty() && found.nodes.back() == node) continue;
    const JsonSpans spans = json_spans(tree, text, node);
    const std::string_view part = text.substr(at, found.query.size());
    if (!lies_in(part, spans.key) && !lies_in(part, spans.value)) continue;
    found.more = found.nodes.size() == kMostMatches;
    if (found.more) return found;
    found.nodes.push_back(node);
  }
  return found;
}

std::size_t next_match(const JsonMatches& matches, std::uint32_t from, bool backwards) {
  const std::vector<std::uint32_t>& nodes = matches.nodes;
  const auto at =
      backwards ? std::ranges::lower_bound(nodes, from) : std::ranges::upper_bound(nodes, from);
  const auto index = static_cast<std::size_t>(at - nodes.begin());
  if (backwards) return index == 0 ? nodes.size() - 1 : index - 1;
  return index == nodes.size() ? 0 : index;
}

}  // namespace app
