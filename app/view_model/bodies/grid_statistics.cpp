#include "app/view_model/bodies/grid_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <unordered_set>

#include "emulator/base/text.h"

namespace app {
namespace {

constexpr std::size_t kMostDistinct = 10'000, kMostRemembered = 4'000'000;

struct Gathering {
  ColumnStatistics so_far;
  double sum = 0;
  std::unordered_set<std::size_t> seen;  // hashes
  std::size_t most_seen = kMostDistinct;

  void add(const std::string& cell) {
    const std::string_view field = emulator::trim(cell);
    double number = 0;
    const bool numeric = read_number(field, number);
    if (field.empty() || (numeric && std::isnan(number))) {
      ++so_far.missing;
      return;
    }
    ++so_far.count;
    if (numeric) add_number(number);
    if (seen.size() < most_seen) {
      seen.insert(std::hash<std::string_view>{}(field));
    } else if (!so_far.distinct_is_more) {
      so_far.distinct_is_more = !seen.contains(std::hash<std::string_view>{}(field));
    }
  }

  void add_number(double number) {
    so_far.least = so_far.numbers == 0 ? number : std::min(so_far.least, number);
    so_far.greatest = so_far.numbers == 0 ? number : std::max(so_far.greatest, number);
    ++so_far.numbers;
    sum += number;
  }

  ColumnStatistics done() {
    so_far.distinct = seen.size();
    if (so_far.numbers > 0) so_far.mean = sum / static_cast<double>(so_far.numbers);
    return so_far;
  }
};

std::string short_number(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", number);
  return text.data();
}

}  // namespace

GridStatistics measure_grid(const Grid& grid) {
  const std::size_t columns = shown_columns(grid);
  std::vector<Gathering> gathered(columns);
  const std::size_t most_seen =
      std::min(kMostDistinct, kMostRemembered / std::max<std::size_t>(1, columns));
  for (Gathering& each : gathered) each.most_seen = most_seen;
  std::vector<std::string> cells;
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    cells.clear();
    grid.read(row, 0, columns, cells);
    for (std::size_t i = 0; i < std::min(columns, cells.size()); ++i) gathered[i].add(cells[i]);
  }
  GridStatistics statistics;
  for (Gathering& each : gathered) statistics.columns.push_back(each.done());
  return statistics;
}

std::string statistic_name(std::size_t row) {
  constexpr std::array<const char*, kStatisticRows> kNames = {"count", "missing", "min",
                                                              "mean",  "max",     "distinct"};
  return kNames[row];
}

std::string statistic_text(const ColumnStatistics& column, std::size_t row) {
  if (row == 0) return emulator::format_count(column.count);
  if (row == 1) return emulator::format_count(column.missing);
  if (row == 5)
    return (column.distinct_is_more ? "> " : "") + emulator::format_count(column.distinct);
  if (!column.is_numeric()) return "–";
  return short_number(row == 2 ? column.least : row == 3 ? column.mean : column.greatest);
}

}  // namespace app
