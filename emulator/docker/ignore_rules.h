#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace emulator {

// What a .dockerignore says, read as Docker reads it. Pure.
class IgnoreRules {
 public:
  IgnoreRules() = default;
  explicit IgnoreRules(std::string_view text);

  // Whether the path, relative to the folder and without "." or "..", is left out: the last
  // pattern counts that matches it or a folder that it lies in.
  bool ignores(std::string_view path) const;
  // Whether something below an ignored folder may be wanted all the same ("!docs/README.md").
  bool may_want_below(std::string_view folder) const;

 private:
  struct Pattern {
    std::string text;
    bool wanted = false;  // "!…"
  };
  std::vector<Pattern> patterns_;
};

// Docker's patterns: "*" and "?" within a name, "**" over any number of folders, [a-z], "\".
bool matches_ignore_pattern(std::string_view pattern, std::string_view path);

}  // namespace emulator
