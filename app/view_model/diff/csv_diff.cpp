#include "app/view_model/diff/csv_diff.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "app/view_model/bodies/csv_table.h"
#include "app/view_model/bodies/visible_text.h"
#include "app/view_model/diff/alignment.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using Kind = DiffRow::Kind;
using Cells = std::vector<std::string_view>;

// Quotes around a cell count for nothing; doubled ones within it are left as they stand.
std::string_view unquoted(std::string_view cell) {
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
    return cell.substr(1, cell.size() - 2);
  return cell;
}

void split_cells(std::string_view record, char separator, Cells& cells) {
  cells.clear();
  bool quoted = false;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= record.size(); ++i) {
    if (i < record.size() && record[i] == '"') quoted = !quoted;
    if (i < record.size() && (quoted || record[i] != separator)) continue;
    cells.push_back(unquoted(record.substr(start, i - start)));
    start = i + 1;
  }
}

struct Side {
  explicit Side(std::string_view all) : text(all), table(build_csv_table(all)) {}
  std::string_view record(std::size_t at) const { return csv_record(table, text, at); }
  Cells cells(std::size_t at) const {
    Cells out;
    split_cells(record(at), table.separator, out);
    return out;
  }
  std::string_view text;
  CsvTable table;
};

// Which columns belong together. One side is none where a column was added or removed.
struct ColumnPair {
  std::optional<std::size_t> before, after;
  std::string name;
};

std::string shown(std::string_view cell) {
  return visible_text(cell.substr(0, 4 * kMostDiffColumns), kMostDiffColumns);
}

std::vector<ColumnPair> pair_by_name(const Cells& before, const Cells& after) {
  std::vector<ColumnPair> pairs;
  std::vector<bool> taken(after.size());
  for (std::size_t b = 0; b < before.size(); ++b) {
    ColumnPair pair{b, std::nullopt, shown(before[b])};
    for (std::size_t a = 0; a < after.size() && !pair.after; ++a)
      if (!taken[a] && emulator::trim(before[b]) == emulator::trim(after[a])) pair.after = a;
    if (pair.after) taken[*pair.after] = true;
    pairs.push_back(std::move(pair));
  }
  for (std::size_t a = 0; a < after.size(); ++a)
    if (!taken[a]) pairs.push_back({std::nullopt, a, shown(after[a])});
  return pairs;
}

std::vector<ColumnPair> pair_by_position(std::size_t before, std::size_t after) {
  std::vector<ColumnPair> pairs;
  for (std::size_t i = 0; i < std::max(before, after); ++i)
    pairs.push_back({i < before ? std::optional(i) : std::nullopt,
                     i < after ? std::optional(i) : std::nullopt,
                     "column " + std::to_string(i + 1)});
  return pairs;
}

class CsvComparison {
 public:
  CsvComparison(std::string_view before, std::string_view after, const Tolerance& tolerance)
      : before_(before), after_(after), tolerance_(tolerance) {
    diff_.form = DiffForm::Csv;
    header_ = before_.table.header_likely && after_.table.header_likely;
  }

  BodyDiff run() {
    pair_columns();
    const std::size_t first = header_ ? 1 : 0;
    const std::size_t was = before_.table.records();
    const std::size_t is = after_.table.records();
    if (was == is) {
      for (std::size_t i = first; i < was; ++i) compare(i, i);
    } else {
      compare_aligned(first, was, is);
    }
    if (before_.table.separator != after_.table.separator) remark("The separators differ");
    return std::move(diff_);
  }

 private:
  void remark(const char* text) {
    diff_.remark += std::string(diff_.remark.empty() ? "" : ". ") + text;
  }

  void pair_columns() {
    const std::size_t was = widest(before_);
    const std::size_t is = widest(after_);
    constexpr std::size_t kMostNamed = 2'000;  // names are looked for one by one
    if (!header_ || std::max(was, is) > kMostNamed) {
      columns_ = pair_by_position(was, is);
      if (!header_) return;
      return compare(0, 0);
    }
    columns_ = pair_by_name(before_.cells(0), after_.cells(0));
    columns_match_ = std::ranges::all_of(
        columns_, [](const ColumnPair& pair) { return pair.before == pair.after; });
    std::erase_if(columns_, [&](const ColumnPair& pair) {
      if (pair.before && pair.after) return ++diff_.compared, false;
      ++diff_.compared;
      DiffRow row;
      row.kind = pair.before ? Kind::Removed : Kind::Added;
      row.place = "column " + pair.name;
      (pair.before ? row.before : row.after) = "all its cells";
      add_difference(diff_, std::move(row));
      return true;
    });
  }

  // Cells beyond those of the first records count by themselves.
  static std::size_t widest(const Side& side) {
    std::size_t most = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(side.table.records(), 50); ++i)
      most = std::max(most, side.cells(i).size());
    return most;
  }

  // "row 3, age": records count from 1, the header row is none.
  std::string place(std::size_t record, const std::string& column) const {
    const std::string row = "row " + emulator::format_count(record + (header_ ? 0 : 1));
    return column.empty() ? row : row + ", " + column;
  }

  void compare_cell(std::size_t record, const ColumnPair& column, const Cells& was,
                    const Cells& is) {
    const bool in_before = column.before && *column.before < was.size();
    const bool in_after = column.after && *column.after < is.size();
    if (!in_before && !in_after) return;
    ++diff_.compared;
    bool near = false;
    if (in_before && in_after &&
        same_value(was[*column.before], is[*column.after], tolerance_, near)) {
      diff_.near += near ? 1 : 0;
      return;
    }
    DiffRow row;
    row.kind = !in_after ? Kind::Removed : !in_before ? Kind::Added : Kind::Changed;
    row.place = place(record, column.name);
    if (in_before) row.before = shown(was[*column.before]);
    if (in_after) row.after = shown(is[*column.after]);
    add_difference(diff_, std::move(row));
  }

  void compare(std::size_t b, std::size_t a) {
    split_cells(after_.record(a), after_.table.separator, is_);
    const bool equal = before_.record(b) == after_.record(a) && columns_match_;
    if (equal && before_.table.separator == after_.table.separator) {
      diff_.compared += is_.size();
      return;
    }
    split_cells(before_.record(b), before_.table.separator, was_);
    for (const ColumnPair& column : columns_) compare_cell(a, column, was_, is_);
    const std::size_t rest = columns_.size();
    if (header_ || std::max(was_.size(), is_.size()) <= rest) return;
    for (std::size_t i = rest; i < std::max(was_.size(), is_.size()); ++i)
      compare_cell(a, {i, i, "column " + std::to_string(i + 1)}, was_, is_);
  }

  void lone(std::size_t record, Kind kind) {
    const Side& side = kind == Kind::Removed ? before_ : after_;
    diff_.compared += 1;
    DiffRow row;
    row.kind = kind;
    row.place = place(record, "");
    (kind == Kind::Removed ? row.before : row.after) = shown(side.record(record));
    add_difference(diff_, std::move(row));
  }

  std::vector<std::uint32_t> ids(const Side& side, std::size_t first) {
    std::vector<std::uint32_t> out;
    for (std::size_t i = first; i < side.table.records(); ++i)
      out.push_back(known_.try_emplace(side.record(i), static_cast<std::uint32_t>(known_.size()))
                        .first->second);
    return out;
  }

  // Between two equal records: those of the same place there are compared, others stand alone.
  void between(std::size_t& b, std::size_t b_end, std::size_t& a, std::size_t a_end) {
    while (b < b_end && a < a_end) compare(b++, a++);
    while (b < b_end) lone(b++, Kind::Removed);
    while (a < a_end) lone(a++, Kind::Added);
  }

  void compare_aligned(std::size_t first, std::size_t was, std::size_t is) {
    const auto was_ids = ids(before_, first);
    const Alignment alignment = align(was_ids, ids(after_, first));
    std::size_t b = first;
    std::size_t a = first;
    for (const auto& [same_b, same_a] : alignment.pairs) {
      between(b, first + same_b, a, first + same_a);
      compare(b++, a++);
    }
    between(b, was, a, is);
    if (alignment.gave_up) remark("Too large and too different to find the records that moved");
  }

  Side before_, after_;
  const Tolerance& tolerance_;
  bool header_ = false;
  bool columns_match_ = true;
  std::vector<ColumnPair> columns_;
  Cells was_, is_;  // of the records at hand
  std::unordered_map<std::string_view, std::uint32_t> known_;
  BodyDiff diff_;
};

}  // namespace

BodyDiff diff_csv(std::string_view before, std::string_view after, const Tolerance& tolerance) {
  return CsvComparison(before, after, tolerance).run();
}

}  // namespace app
