#include "emulator/base/text_search.h"

#include <algorithm>

namespace emulator {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

bool begins_ignoring_case(std::string_view text, std::string_view beginning) {
  return same(text.substr(0, beginning.size()), beginning);
}

// Looks for one letter first: megabytes are gone through for each letter typed.
std::size_t find_ignoring_case(std::string_view text, std::string_view part, std::size_t from) {
  if (part.empty() || part.size() > text.size()) return std::string_view::npos;
  const char small = lower(part.front());
  const char large = small >= 'a' && small <= 'z' ? static_cast<char>(small - 'a' + 'A') : small;
  const std::size_t last = text.size() - part.size();
  for (std::size_t at = from; at <= last; ++at)
    if ((text[at] == small || text[at] == large) && same(text.substr(at, part.size()), part))
      return at;
  return std::string_view::npos;
}

}  // namespace emulator
