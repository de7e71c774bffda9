#include "app/view_model/line_diff.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include "app/view_model/humanise.h"

namespace app {
namespace {

using Kind = DiffLine::Kind;
using Lines = std::span<const std::string>;

constexpr std::size_t kMostPairs = 4'000'000;  // 16 MB of table

void add(LineDiff& out, Kind kind, Lines lines) {
  for (const std::string& line : lines) out.lines.push_back({kind, line});
  if (kind == Kind::Added) out.added += lines.size();
  if (kind == Kind::Removed) out.removed += lines.size();
}

// Row by row from the end: how many lines the rests of both have in common.
class CommonCounts {
 public:
  CommonCounts(Lines before, Lines after)
      : width_(after.size() + 1), counts_((before.size() + 1) * width_) {
    for (std::size_t i = before.size(); i-- > 0;)
      for (std::size_t k = after.size(); k-- > 0;)
        counts_[i * width_ + k] =
            before[i] == after[k] ? at(i + 1, k + 1) + 1 : std::max(at(i + 1, k), at(i, k + 1));
  }
  std::uint32_t at(std::size_t i, std::size_t k) const { return counts_[i * width_ + k]; }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> counts_;
};

void add_changed(LineDiff& out, Lines before, Lines after) {
  if (before.size() * after.size() > kMostPairs) {
    add(out, Kind::Removed, before);
    return add(out, Kind::Added, after);
  }
  const CommonCounts common(before, after);
  std::size_t i = 0;
  std::size_t k = 0;
  while (i < before.size() && k < after.size()) {
    if (before[i] == after[k]) {
      add(out, Kind::Same, before.subspan(i, 1));
      ++i, ++k;
    } else if (common.at(i + 1, k) >= common.at(i, k + 1)) {
      add(out, Kind::Removed, before.subspan(i++, 1));
    } else {
      add(out, Kind::Added, after.subspan(k++, 1));
    }
  }
  add(out, Kind::Removed, before.subspan(i));
  add(out, Kind::Added, after.subspan(k));
}

}  // namespace

LineDiff line_diff(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && before.end()[-1 - static_cast<std::ptrdiff_t>(tail)] ==
                                      after.end()[-1 - static_cast<std::ptrdiff_t>(tail)])
    ++tail;
  const Lines was(before);
  const Lines is(after);
  LineDiff out;
  add(out, Kind::Same, is.first(head));
  add_changed(out, was.subspan(head, was.size() - head - tail),
              is.subspan(head, is.size() - head - tail));
  add(out, Kind::Same, is.last(tail));
  return out;
}

std::string changes_text(const LineDiff& diff) {
  if (diff.same()) return "no line changed";
  if (diff.removed == 0) return counted(diff.added, "line") + " added";
  if (diff.added == 0) return counted(diff.removed, "line") + " removed";
  return counted(diff.added, "line") + " added, " + std::to_string(diff.removed) + " removed";
}

}  // namespace app
