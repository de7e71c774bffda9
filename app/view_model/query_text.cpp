#include "app/view_model/query_text.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace app {
namespace {

std::vector<std::string> words_of(std::string_view query) {
  std::vector<std::string> words = emulator::split(query, ' ');
  std::erase_if(words, [](const std::string& word) { return emulator::trim(word).empty(); });
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// Where the last word begins; at the end after a space.
std::size_t last_word(std::string_view query) {
  const std::size_t space = query.rfind(' ');
  return space == std::string_view::npos ? 0 : space + 1;
}

}  // namespace

std::vector<QueryTerm> query_terms(std::string_view query, std::span<const std::string_view> keys) {
  std::vector<QueryTerm> terms;
  for (const std::string& word : words_of(query)) {
    const std::size_t colon = word.find(':');
    const std::string key = word.substr(0, colon);
    const bool known = colon != std::string::npos && std::ranges::find(keys, key) != keys.end();
    terms.push_back(known ? QueryTerm{key, word.substr(colon + 1)} : QueryTerm{"", word});
  }
  return terms;
}

std::string query_text(const std::vector<QueryTerm>& terms) {
  std::vector<std::string> words;
  for (const QueryTerm& term : terms) words.push_back(term.text());
  return joined(words);
}

std::string with_term(std::string_view query, std::string_view key, std::string_view value) {
  const std::string start = std::string(key) + ":";
  std::vector<std::string> words = words_of(query);
  const auto same_key = [&start](const std::string& word) { return word.starts_with(start); };
  const auto first = std::ranges::find_if(words, same_key);
  const auto at = first - words.begin();
  std::erase_if(words, same_key);
  if (!value.empty()) words.insert(words.begin() + at, start + std::string(value));
  return joined(words);
}

std::string without_word(std::string_view query, std::string_view word) {
  std::vector<std::string> words = words_of(query);
  std::erase(words, std::string(word));
  return joined(words);
}

std::vector<std::string> completions(std::string_view query, std::span<const std::string> offers) {
  const std::string_view word = query.substr(last_word(query));
  std::vector<std::string> fitting;
  for (const std::string& offer : offers)
    if (offer.starts_with(word) && offer != word && query.find(offer) == query.npos)
      fitting.push_back(offer);
  return fitting;
}

std::string completed(std::string_view query, std::string_view offer) {
  // An offer that ends in a colon or a sign wants a value: no space yet.
  const bool whole = !offer.ends_with(':') && !offer.ends_with('=');
  return std::string(query.substr(0, last_word(query))) + std::string(offer) + (whole ? " " : "");
}

}  // namespace app
