#include "app/view_model/filter/query_edit.h"

#include <algorithm>

#include "emulator/base/query_terms.h"
#include "emulator/base/text_search.h"

namespace app {
namespace {

using emulator::QueryWord;

std::string_view raw(std::string_view query, const QueryWord& word) {
  return query.substr(word.begin, word.end - word.begin);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// "Content-Type" of "Content-Type=text/csv".
std::string_view field_name(std::string_view value) {
  return value.substr(0, value.find_first_of("=~<>!"));
}

bool same_subject(const QueryWord& word, std::string_view key, std::string_view value) {
  if (word.key != key) return false;
  return key != "header" || value.empty() || field_name(word.value()) == field_name(value);
}

// Values of headers are quoted behind the sign: header:Accept="a b".
std::string written(std::string_view key, std::string_view value) {
  const std::string start = std::string(key) + ":";
  const std::size_t sign = key == "header" ? value.find('=') : value.npos;
  if (sign == value.npos) return start + emulator::quoted_value(value);
  return start + std::string(value.substr(0, sign + 1)) +
         emulator::quoted_value(value.substr(sign + 1));
}

// Where the word at the cursor begins that an offer may take the place of, and what is typed.
struct Typed {
  std::size_t begin = 0;
  std::string key;   // with its colon, behind a '|'
  std::string text;  // that offers have to begin with
};
Typed typed_at(std::string_view query, std::size_t cursor) {
  std::size_t begin = query.find_last_of(" \t\n", cursor == 0 ? 0 : cursor - 1);
  begin = begin == query.npos || cursor == 0 ? 0 : begin + 1;
  if (begin < cursor && query[begin] == '-') ++begin;
  const std::string_view word = query.substr(begin, cursor - begin);
  const std::size_t bar = word.rfind('|');
  const std::size_t colon = word.find(':');
  if (bar == word.npos || colon == word.npos || bar < colon) return {begin, "", std::string(word)};
  const std::string key(word.substr(0, colon + 1));
  return {begin + bar + 1, key, key + std::string(word.substr(bar + 1))};
}

}  // namespace

std::string with_term(std::string_view query, std::string_view key, std::string_view value) {
  std::vector<std::string> words;
  bool put = value.empty();
  for (const QueryWord& word : emulator::query_words(query)) {
    if (!same_subject(word, key, value)) {
      words.emplace_back(raw(query, word));
    } else if (!put) {
      words.push_back(written(key, value));
      put = true;
    }
  }
  if (!put) words.push_back(written(key, value));
  return joined(words);
}

std::string toggled_term(std::string_view query, std::string_view key, std::string_view value) {
  const std::string term = written(key, value);
  const auto words = term_words(query);
  if (std::ranges::find(words, term) != words.end()) return without_word(query, term);
  return with_term(query, key, value);
}

std::string without_word(std::string_view query, std::string_view word) {
  std::vector<std::string> words;
  for (const QueryWord& other : emulator::query_words(query))
    if (raw(query, other) != word) words.emplace_back(raw(query, other));
  return joined(words);
}

std::string term_value(std::string_view query, std::string_view key) {
  for (const QueryWord& word : emulator::query_words(query))
    if (word.key == key && !word.negated)
      return std::string(query.substr(word.value_begin, word.end - word.value_begin));
  return "";
}

std::vector<std::string> term_words(std::string_view query) {
  std::vector<std::string> words;
  for (const QueryWord& word : emulator::query_words(query))
    if (!word.key.empty()) words.emplace_back(raw(query, word));
  return words;
}

Completion completion_at(std::string_view query, std::size_t cursor,
                         std::span<const std::string> offers) {
  cursor = std::min(cursor, query.size());
  const Typed typed = typed_at(query, cursor);
  Completion out{typed.begin, cursor, {}};
  const std::size_t skip = typed.key.size();
  // Keys first; values once the key is written, or where few are left.
  const bool wants_values = typed.text.find(':') != typed.text.npos;
  for (const std::string& offer : offers) {
    const bool longer = offer.size() > typed.text.size();
    if (!longer || !emulator::begins_ignoring_case(offer, typed.text)) continue;
    const bool key = offer.ends_with(':') || offer.ends_with("~\"");
    if (key || wants_values || !typed.text.empty()) out.offers.push_back(offer.substr(skip));
  }
  return out;
}

Completed completed(std::string_view query, const Completion& at, std::string_view offer) {
  // An offer that ends in a sign or a quote wants a value: no space yet.
  const bool whole = offer.find_last_of(":=~\"<>") != offer.size() - 1 || offer.ends_with("\"\"");
  const std::string_view rest = query.substr(at.end);
  const bool spaced = !rest.empty() && rest.front() == ' ';
  Completed out{std::string(query.substr(0, at.begin)) + std::string(offer), 0};
  if (whole && !spaced) out.text += ' ';
  out.cursor = out.text.size() + (whole && spaced ? 1 : 0);
  out.text += rest;
  return out;
}

}  // namespace app
