#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/view_model/diff/diff_wish.h"

// Two bodies compared, as what they are: JSON by path, CSV by cell, text by line, else bytes.
namespace app {

// Part of a text, bytes.
struct TextPart {
  std::uint32_t from = 0, to = 0;
  bool operator==(const TextPart&) const = default;
};

// One line of a comparison as it is shown: shortened, controls visible.
struct DiffRow {
  enum class Kind { Same, Changed, Removed, Added, Skipped };
  Kind kind = Kind::Same;
  std::string place;            // "$.predictions[3].score", "row 3, age", a line's number
  std::string before;           // empty where it was added
  std::string after;            // empty where it was removed
  std::vector<TextPart> marks;  // of a line: the words that changed in the text it has
  bool operator==(const DiffRow&) const = default;
};

struct BodyDiff {
  DiffForm form = DiffForm::Lines;   // never Auto
  std::vector<DiffRow> rows;         // of lines: with some equal ones around; else differences only
  std::vector<std::uint32_t> stops;  // the row at which each difference begins, in order
  std::uint64_t differences = 0;     // all, whether they have rows or not
  std::uint64_t compared = 0;        // values, cells, lines or bytes
  std::uint64_t near = 0;            // numbers that are the same only by the tolerance
  bool identical = false;            // byte for byte
  std::string remark;                // what was not looked at, or not closely
  bool same() const { return differences == 0; }
};

struct ComparedText {
  std::string_view content_type;
  std::string_view text;
};

// Which form suits both. Never Auto.
DiffForm suitable_form(const ComparedText& before, const ComparedText& after);
// Bounded in time and memory; `remark` says where that cost something. Where the texts are not of
// the form that is asked for, lines are compared, and the remark says so.
BodyDiff diff_bodies(const ComparedText& before, const ComparedText& after, DiffForm form,
                     const Tolerance& tolerance);

// "3 of 120 values"; "" where nothing differs.
std::string differences_text(const BodyDiff& diff);
// "No difference in 120 values, numbers within 1e-9 relative": the whole outcome.
std::string outcome_text(const BodyDiff& diff, const Tolerance& tolerance);
// All rows as text: "~ $.score: 1 → 2", "- old line", "+ new line".
std::string rows_as_text(const BodyDiff& diff);

// For the forms: at most so many rows are kept, and so many columns of a text.
inline constexpr std::size_t kMostDiffRows = 5'000;
inline constexpr std::size_t kMostDiffColumns = 300;
// Adds the row of a difference, or only counts it.
void add_difference(BodyDiff& diff, DiffRow row);

}  // namespace app
