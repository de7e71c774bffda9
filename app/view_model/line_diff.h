#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace app {

struct DiffLine {
  enum class Kind { Same, Removed, Added };
  Kind kind = Kind::Same;
  std::string text;
};

// Two texts as one: what stayed, and at its place what went and what came.
struct LineDiff {
  std::vector<DiffLine> lines;
  std::size_t added = 0;
  std::size_t removed = 0;
  bool same() const { return added == 0 && removed == 0; }
};

// As few changes as possible. Where differing parts are very long, lines that stand once in both
// hold them together, and what has none of those counts as replaced.
LineDiff line_diff(const std::vector<std::string>& before, const std::vector<std::string>& after);

// "2 lines added, 1 removed"
std::string changes_text(const LineDiff& diff);

}  // namespace app
