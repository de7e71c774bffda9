#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

// The text of a query box as terms. What is clicked is written into the text, so that the text
// alone says what is shown.
namespace app {

struct QueryTerm {
  std::string key;    // "status" of "status:424"; empty: a plain word
  std::string value;  // "424"; the whole word where there is no key
  std::string text() const { return key.empty() ? value : key + ":" + value; }
  bool operator==(const QueryTerm&) const = default;
};

// Words with one of those keys in front are terms of that key; all others are plain words.
std::vector<QueryTerm> query_terms(std::string_view query, std::span<const std::string_view> keys);
std::string query_text(const std::vector<QueryTerm>& terms);

// The query with the term in place of all others of its key, or at its end. An empty value takes
// them out.
std::string with_term(std::string_view query, std::string_view key, std::string_view value);
// The query without that word.
std::string without_word(std::string_view query, std::string_view word);

// What the last word could become: the offers that begin with it and say more.
std::vector<std::string> completions(std::string_view query, std::span<const std::string> offers);
// The query with its last word completed and a space behind it.
std::string completed(std::string_view query, std::string_view offer);

}  // namespace app
