#include "app/view_model/line_diff.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>

#include "app/view_model/diff/alignment.h"
#include "app/view_model/humanise.h"

namespace app {
namespace {

using Kind = DiffLine::Kind;
using Lines = std::span<const std::string>;

void add(LineDiff& out, Kind kind, Lines lines) {
  for (const std::string& line : lines) out.lines.push_back({kind, line});
  if (kind == Kind::Added) out.added += lines.size();
  if (kind == Kind::Removed) out.removed += lines.size();
}

}  // namespace

LineDiff line_diff(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::unordered_map<std::string_view, std::uint32_t> known;  // equal lines have equal numbers
  const auto numbered = [&](const std::vector<std::string>& lines) {
    std::vector<std::uint32_t> ids;
    for (const std::string& line : lines)
      ids.push_back(
          known.try_emplace(line, static_cast<std::uint32_t>(known.size())).first->second);
    return ids;
  };
  const std::vector<std::uint32_t> was_ids = numbered(before);
  const Alignment alignment = align(was_ids, numbered(after));
  const Lines was(before);
  const Lines is(after);
  LineDiff out;
  std::size_t b = 0;
  std::size_t a = 0;
  for (const auto& [same_b, same_a] : alignment.pairs) {
    add(out, Kind::Removed, was.subspan(b, same_b - b));
    add(out, Kind::Added, is.subspan(a, same_a - a));
    add(out, Kind::Same, was.subspan(same_b, 1));
    b = same_b + 1, a = same_a + 1;
  }
  add(out, Kind::Removed, was.subspan(b));
  add(out, Kind::Added, is.subspan(a));
  return out;
}

std::string changes_text(const LineDiff& diff) {
  if (diff.same()) return "no line changed";
  if (diff.removed == 0) return counted(diff.added, "line") + " added";
  if (diff.added == 0) return counted(diff.removed, "line") + " removed";
  return counted(diff.added, "line") + " added, " + std::to_string(diff.removed) + " removed";
}

}  // namespace app
