#include "app/view_model/diff/changed_words.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>

#include "app/view_model/diff/alignment.h"
#include "app/view_model/elide.h"

namespace app {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_sign(char c) { return c == '+' || c == '-'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Behind the word that begins at `at`: letters and digits with the sign of a number and of its
// exponent, blanks, or one other character.
std::size_t end_of_word(std::string_view line, std::size_t at) {
  std::size_t end = at;
  if (is_blank(line[at])) {
    while (end < line.size() && is_blank(line[end])) ++end;
    return end;
  }
  const bool signed_number = is_sign(line[at]) && at + 1 < line.size() && is_digit(line[at + 1]);
  if (signed_number) ++end;
  if (!signed_number && !is_word(line[at])) return next_code_point(line, at);
  const bool number = is_digit(line[end]);
  while (end < line.size()) {
    const bool exponent =
        number && is_sign(line[end]) && (line[end - 1] == 'e' || line[end - 1] == 'E');
    if (!is_word(line[end]) && !exponent) break;
    ++end;
  }
  return end;
}

std::vector<TextPart> words_of(std::string_view line) {
  std::vector<TextPart> words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = end_of_word(line, at);
    words.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end;
  }
  return words;
}

std::string_view text_of(std::string_view line, const TextPart& part) {
  return line.substr(part.from, part.to - part.from);
}

std::vector<TextPart> others(const std::vector<TextPart>& words, const std::vector<bool>& same) {
  std::vector<TextPart> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (same[i]) continue;
    if (!out.empty() && out.back().to == words[i].from) {
      out.back().to = words[i].to;
    } else {
      out.push_back(words[i]);
    }
  }
  return out;
}

// Behind the blanks at `at`.
std::size_t skip_blanks(std::string_view line, std::size_t at) {
  while (at < line.size() && is_blank(line[at])) ++at;
  return at;
}

}  // namespace

ChangedWords changed_words(std::string_view before, std::string_view after) {
  const auto was = words_of(before);
  const auto is = words_of(after);
  std::unordered_map<std::string_view, std::uint32_t> known;
  const auto ids = [&](std::string_view line, const std::vector<TextPart>& words) {
    std::vector<std::uint32_t> out;
    for (const TextPart& word : words)
      out.push_back(known.try_emplace(text_of(line, word), static_cast<std::uint32_t>(known.size()))
                        .first->second);
    return out;
  };
  const auto was_ids = ids(before, was);
  const Alignment alignment = align(was_ids, ids(after, is));
  std::vector<bool> was_same(was.size());
  std::vector<bool> is_same(is.size());
  bool common = false;
  for (const auto& [b, a] : alignment.pairs) {
    was_same[b] = is_same[a] = true;
    common = common || is_word(before[was[b].from]);
  }
  if (!common) return {};
  return {others(was, was_same), others(is, is_same)};
}

bool same_words(std::string_view before, std::string_view after, const Tolerance& tolerance,
                std::size_t& near) {
  std::size_t b = 0;
  std::size_t a = 0;
  while (true) {
    if (b < before.size() && a < after.size() && is_blank(before[b]) && is_blank(after[a]))
      b = skip_blanks(before, b), a = skip_blanks(after, a);
    if (b == before.size() || a == after.size()) return b == before.size() && a == after.size();
    const std::size_t b_end = end_of_word(before, b);
    const std::size_t a_end = end_of_word(after, a);
    bool only_near = false;
    if (!same_value(before.substr(b, b_end - b), after.substr(a, a_end - a), tolerance, only_near))
      return false;
    near += only_near ? 1 : 0;
    b = b_end, a = a_end;
  }
}

}  // namespace app
