#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Changing the text of a query box. What is clicked is written into the text, so that the text
// alone says what is shown.
namespace app {

// The query with the term in place of all others of its key, or at its end; headers add up, one
// for each name. An empty value takes them out. The value is quoted where it needs to be.
std::string with_term(std::string_view query, std::string_view key, std::string_view value);
// Puts the term in, or takes it out where it is what the query says already.
std::string toggled_term(std::string_view query, std::string_view key, std::string_view value);
// The query without that word.
std::string without_word(std::string_view query, std::string_view word);
// What the query says of a key, as it is written: "error|warning"; "" where it says nothing.
std::string term_value(std::string_view query, std::string_view key);
// The words of the query that have a key, as they are written.
std::vector<std::string> term_words(std::string_view query);

// What stands at the cursor could become.
struct Completion {
  std::size_t begin = 0;  // of what an offer takes the place of, up to `end`
  std::size_t end = 0;
  std::vector<std::string> offers;
};
// Of the offers ("status:", "status:>=400") those that begin with the word at the cursor and say
// more; behind a '|' those of the same key. ASCII case is ignored.
Completion completion_at(std::string_view query, std::size_t cursor,
                         std::span<const std::string> offers);
// The query with the offer in its place. A whole term gets a space behind it.
struct Completed {
  std::string text;
  std::size_t cursor = 0;
};
Completed completed(std::string_view query, const Completion& at, std::string_view offer);

// What a query field remembers about the list of what could be typed.
struct CompletionState {
  bool shown = false;    // the list is on the screen
  bool refocus = false;  // the field takes the keyboard back, once
  bool placing = false;  // … and its cursor goes to `cursor` then
  std::size_t cursor = 0;
  std::size_t chosen = 0;
  bool moved = false;  // chosen by arrow: Enter takes it
};

}  // namespace app
