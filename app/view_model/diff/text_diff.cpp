#include "app/view_model/diff/text_diff.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "app/view_model/bodies/visible_text.h"
#include "app/view_model/diff/alignment.h"
#include "app/view_model/diff/changed_words.h"
#include "app/view_model/elide.h"
#include "app/view_model/humanise.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using Kind = DiffRow::Kind;
using Lines = std::vector<std::string_view>;

constexpr std::size_t kContext = 3;  // equal lines around a difference

// Without their ends, "\n" or "\r\n". A text that ends with its last line's end has no further one.
Lines lines_of_text(std::string_view text) {
  Lines lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

// Equal lines have equal numbers.
class Numbered {
 public:
  std::vector<std::uint32_t> operator()(const Lines& lines) {
    std::vector<std::uint32_t> ids;
    ids.reserve(lines.size());
    for (const std::string_view line : lines)
      ids.push_back(
          known_.try_emplace(line, static_cast<std::uint32_t>(known_.size())).first->second);
    return ids;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> known_;
};

class LineRows {
 public:
  LineRows(const Lines& before, const Lines& after, const Tolerance& tolerance)
      : before_(before), after_(after), tolerance_(tolerance) {
    diff_.form = DiffForm::Lines;
    diff_.compared = std::max(before.size(), after.size());
  }

  // Lines up to these two differ, those two are equal.
  void equal(std::size_t b, std::size_t a) {
    differing(b, a);
    same_line();
  }
  BodyDiff finish() {
    differing(before_.size(), after_.size());
    skip(0);
    return std::move(diff_);
  }

 private:
  bool full() const { return diff_.rows.size() >= kMostDiffRows; }

  void push(DiffRow row) {
    if (!full()) diff_.rows.push_back(std::move(row));
  }

  void same_line() {
    if (after_a_difference_ > 0) {
      --after_a_difference_;
      show_same(b_, a_);
    } else {
      ++waiting_;
    }
    ++b_, ++a_;
  }

  void show_same(std::size_t b, std::size_t a) {
    DiffRow row;
    row.place = std::to_string(a + 1);
    row.before = shown_line(before_[b]);
    push(std::move(row));
  }

  // The equal lines that were not shown: all but the last ones as a count.
  void skip(std::size_t shown) {
    shown = std::min(shown, waiting_);
    const std::size_t skipped = waiting_ - shown;
    if (skipped == 1) {  // the line itself takes no more room
      ++shown;
    } else if (skipped > 1) {
      DiffRow row;
      row.kind = Kind::Skipped;
      row.before = counted(skipped, "equal line");
      push(std::move(row));
    }
    for (std::size_t i = shown; i > 0; --i) show_same(b_ - i, a_ - i);
    waiting_ = 0;
  }

  // Lines that came in the place of others stand below them, as far as they go.
  void differing(std::size_t b_end, std::size_t a_end) {
    const bool replaced = b_end - b_ == a_end - a_;
    while (replaced && b_ < b_end && nearly_same(b_, a_)) same_line();
    if (b_ == b_end && a_ == a_end) return;
    skip(kContext);
    if (!full()) diff_.stops.push_back(static_cast<std::uint32_t>(diff_.rows.size()));
    diff_.differences += std::max(b_end - b_, a_end - a_);
    const std::size_t pairs = std::min(b_end - b_, a_end - a_);
    std::vector<DiffRow> added;
    for (std::size_t i = 0; i < pairs && !full(); ++i)
      added.push_back(show_changed(b_ + i, a_ + i));
    for (std::size_t b = b_ + pairs; b < b_end && !full(); ++b) push(removed(b));
    for (DiffRow& row : added) push(std::move(row));
    for (std::size_t a = a_ + pairs; a < a_end && !full(); ++a) push(this->added(a));
    b_ = b_end, a_ = a_end;
    after_a_difference_ = kContext;
  }

  bool nearly_same(std::size_t b, std::size_t a) {
    std::size_t near = 0;
    if (!same_words(before_[b], after_[a], tolerance_, near)) return false;
    diff_.near += near;
    return true;
  }

  DiffRow removed(std::size_t b) const {
    DiffRow row;
    row.kind = Kind::Removed;
    row.place = std::to_string(b + 1);
    row.before = shown_line(before_[b]);
    return row;
  }
  DiffRow added(std::size_t a) const {
    DiffRow row;
    row.kind = Kind::Added;
    row.place = std::to_string(a + 1);
    row.after = shown_line(after_[a]);
    return row;
  }

  // Shows what went; what came is for later. Both from where they begin to differ when long.
  DiffRow show_changed(std::size_t b, std::size_t a) {
    DiffRow old_row = removed(b);
    DiffRow new_row = added(a);
    const std::size_t from = first_difference(before_[b], after_[a]);
    old_row.before = shown_from(before_[b], from);
    new_row.after = shown_from(after_[a], from);
    const ChangedWords changed = changed_words(old_row.before, new_row.after);
    old_row.marks = changed.before;
    new_row.marks = changed.after;
    push(std::move(old_row));
    return new_row;
  }

  static std::string shown_line(std::string_view line) { return shown_from(line, 0); }

  static std::size_t first_difference(std::string_view before, std::string_view after) {
    const auto [b, a] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    return static_cast<std::size_t>(b - before.begin());
  }

  // A long line, cut so that what stands at `at` is in sight.
  static std::string shown_from(std::string_view line, std::size_t at) {
    constexpr std::size_t kBefore = 60;
    std::string head;
    if (line.size() > kMostDiffColumns && at > kMostDiffColumns / 2) {
      std::size_t from = at - kBefore;
      while (from > 0 && (static_cast<unsigned char>(line[from]) & 0xC0U) == 0x80U) --from;
      line.remove_prefix(from);
      head = "…";
    }
    std::string text = head + visible_text(line.substr(0, 4 * kMostDiffColumns), kMostDiffColumns);
    if (line.size() > text.size() + 8) text += "…";
    return text;
  }

  const Lines& before_;
  const Lines& after_;
  const Tolerance& tolerance_;
  BodyDiff diff_;
  std::size_t b_ = 0, a_ = 0;           // the next lines
  std::size_t waiting_ = 0;             // equal lines before them that are not shown
  std::size_t after_a_difference_ = 0;  // equal lines still to be shown
};

}  // namespace

BodyDiff diff_lines(std::string_view before, std::string_view after, const Tolerance& tolerance) {
  const Lines was = lines_of_text(before);
  const Lines is = lines_of_text(after);
  Numbered numbered;
  const auto was_ids = numbered(was);
  const Alignment alignment = align(was_ids, numbered(is));
  LineRows rows(was, is, tolerance);
  for (const auto& [b, a] : alignment.pairs) rows.equal(b, a);
  BodyDiff diff = rows.finish();
  if (alignment.gave_up)
    diff.remark = "Too large and too different to compare closely: long parts count as replaced";
  if (diff.differences == 0 && diff.near == 0 && before != after)
    diff.remark = "Only the line ends differ";
  return diff;
}

}  // namespace app
