#pragma once

#include <algorithm>
#include <string_view>

// Steps over text that is known to be JSON: shared by what lays nodes out and what reads them.
namespace app {

inline std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() &&
         (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t'))
    ++at;
  return at;
}

// Behind the closing quote of the string that begins at `at`.
inline std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

inline std::size_t end_of_scalar(std::string_view text, std::size_t at) {
  if (text[at] == '"') return end_of_string(text, at);
  return std::min(text.find_first_of(",]} \n\r\t", at), text.size());
}

inline std::size_t after_colon(std::string_view text, std::size_t key) {
  return skip_blanks(text, text.find(':', end_of_string(text, key)) + 1);
}

}  // namespace app
