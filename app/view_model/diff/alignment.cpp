#include "app/view_model/diff/alignment.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>

namespace app {
namespace {

using Ids = std::span<const std::uint32_t>;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

constexpr std::size_t kMostCells = 4'000'000;   // of one table: 16 MB
constexpr std::size_t kMostWork = 100'000'000;  // cells of all tables
constexpr int kMostDepth = 12;                  // each step looks at all of a part once

struct Part {
  std::uint32_t b0, b1, a0, a1;  // [b0, b1) of before, [a0, a1) of after
  std::size_t cells() const { return std::size_t{b1 - b0} * (a1 - a0); }
  bool empty() const { return b0 == b1 || a0 == a1; }
};

class Aligner {
 public:
  Aligner(Ids before, Ids after) : before_(before), after_(after) {}

  Alignment run() {
    align_part({0, size_of(before_), 0, size_of(after_)}, 0);
    return std::move(out_);
  }

 private:
  static std::uint32_t size_of(Ids ids) { return static_cast<std::uint32_t>(ids.size()); }
  bool same(std::uint32_t b, std::uint32_t a) const { return before_[b] == after_[a]; }

  // Equal ends first: most texts differ in little.
  void align_part(Part part, int depth) {
    while (!part.empty() && same(part.b0, part.a0)) out_.pairs.emplace_back(part.b0++, part.a0++);
    std::uint32_t tail = 0;
    while (!part.empty() && same(part.b1 - 1, part.a1 - 1)) --part.b1, --part.a1, ++tail;
    if (!part.empty()) align_middle(part, depth);
    for (std::uint32_t i = 0; i < tail; ++i) out_.pairs.emplace_back(part.b1 + i, part.a1 + i);
  }

  void align_middle(const Part& part, int depth) {
    if (part.cells() <= kMostCells && part.cells() <= work_) {
      work_ -= part.cells();
      return align_by_table(part);
    }
    const Pairs held = depth < kMostDepth ? anchors(part) : Pairs{};
    if (held.empty()) {
      out_.gave_up = out_.gave_up || has_common(part);
      return;
    }
    Part between = part;
    for (const auto& [b, a] : held) {
      between.b1 = b, between.a1 = a;
      align_part(between, depth + 1);
      out_.pairs.emplace_back(b, a);
      between.b0 = b + 1, between.a0 = a + 1;
    }
    between.b1 = part.b1, between.a1 = part.a1;
    align_part(between, depth + 1);
  }

  // Row by row from the end: how many the rests of both have in common.
  void align_by_table(const Part& part) {
    const std::size_t width = std::size_t{part.a1 - part.a0} + 1;
    const std::size_t height = std::size_t{part.b1 - part.b0} + 1;
    std::vector<std::uint32_t> counts(width * height);
    const auto at = [&](std::uint32_t b, std::uint32_t a) -> std::uint32_t& {
      return counts[std::size_t{b - part.b0} * width + (a - part.a0)];
    };
    for (std::uint32_t b = part.b1; b-- > part.b0;)
      for (std::uint32_t a = part.a1; a-- > part.a0;)
        at(b, a) = same(b, a) ? at(b + 1, a + 1) + 1 : std::max(at(b + 1, a), at(b, a + 1));
    std::uint32_t b = part.b0;
    std::uint32_t a = part.a0;
    while (b < part.b1 && a < part.a1) {
      if (same(b, a)) {
        out_.pairs.emplace_back(b++, a++);
      } else if (at(b + 1, a) >= at(b, a + 1)) {
        ++b;
      } else {
        ++a;
      }
    }
  }

  struct Seen {
    std::uint32_t in_before = 0, in_after = 0, b = 0, a = 0;
  };
  using SeenById = std::unordered_map<std::uint32_t, Seen>;

  SeenById count(const Part& part) const {
    SeenById seen;
    for (std::uint32_t b = part.b0; b < part.b1; ++b) {
      Seen& entry = seen[before_[b]];
      ++entry.in_before, entry.b = b;
    }
    for (std::uint32_t a = part.a0; a < part.a1; ++a) {
      const auto found = seen.find(after_[a]);
      if (found != seen.end()) ++found->second.in_after, found->second.a = a;
    }
    return seen;
  }

  bool has_common(const Part& part) const {
    return std::ranges::any_of(count(part), [](const auto& e) { return e.second.in_after > 0; });
  }

  // What stands exactly once in both parts, as far as it is in the same order there.
  Pairs anchors(const Part& part) const {
    Pairs once;
    for (const auto& [id, seen] : count(part))
      if (seen.in_before == 1 && seen.in_after == 1) once.emplace_back(seen.b, seen.a);
    std::ranges::sort(once);
    return longest_ascending(once);
  }

  // By their second numbers; the first ones ascend already.
  static Pairs longest_ascending(const Pairs& pairs) {
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> ends;  // of the best run of each length
    std::vector<std::size_t> previous(pairs.size(), kNone);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto place = std::ranges::lower_bound(
          ends, pairs[i].second, {}, [&](std::size_t end) { return pairs[end].second; });
      if (place != ends.begin()) previous[i] = *(place - 1);
      if (place == ends.end()) {
        ends.push_back(i);
      } else {
        *place = i;
      }
    }
    Pairs out;
    for (std::size_t i = ends.empty() ? kNone : ends.back(); i != kNone; i = previous[i])
      out.push_back(pairs[i]);
    std::ranges::reverse(out);
    return out;
  }

  Ids before_, after_;
  std::size_t work_ = kMostWork;
  Alignment out_;
};

}  // namespace

Alignment align(Ids before, Ids after) { return Aligner(before, after).run(); }

}  // namespace app
