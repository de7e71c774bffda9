#include "app/view_model/bodies/grid.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <string_view>

#include "emulator/base/text.h"

namespace app {
namespace {

// What the rows are compared by: small where the cells are numbers.
class Keys {
 public:
  void add(std::string cell) {
    Key key;
    const std::string_view field = emulator::trim(cell);
    if (read_number(field, key.number)) {
      key.kind = std::isnan(key.number) ? Kind::Missing : Kind::Number;
    } else if (!field.empty()) {
      key = {0, static_cast<std::uint32_t>(texts_.size()), Kind::Text};
      texts_.push_back(std::move(cell));
    }
    keys_.push_back(key);
  }

  bool comes_before(std::uint32_t a, std::uint32_t b, bool descending) const {
    const bool a_missing = keys_[a].kind == Kind::Missing,
               b_missing = keys_[b].kind == Kind::Missing;
    if (a_missing || b_missing) return !a_missing && b_missing;
    const Key& first = keys_[descending ? b : a];
    const Key& second = keys_[descending ? a : b];
    if (first.kind != second.kind) return first.kind == Kind::Number;
    if (first.kind == Kind::Number) return first.number < second.number;
    return texts_[first.text] < texts_[second.text];
  }

 private:
  enum class Kind : std::uint8_t { Number, Text, Missing };
  struct Key {
    double number = 0;
    std::uint32_t text = 0;  // which of them
    Kind kind = Kind::Missing;
  };
  std::vector<Key> keys_;
  std::vector<std::string> texts_;
};

std::string first_of(std::size_t shown, std::size_t all, std::string_view what) {
  return "The first " + emulator::format_count(shown) + " of " + emulator::format_count(all) + " " +
         std::string(what);
}

}  // namespace

std::string Grid::cell(std::size_t row, std::size_t column) const {
  std::vector<std::string> cells;
  read(row, column, column + 1, cells);
  return cells.empty() ? "" : std::move(cells.front());
}

std::string Grid::row_text(std::size_t row) const {
  std::vector<std::string> cells;
  read(row, 0, columns(), cells);
  std::string text;
  for (const std::string& each : cells) text += (text.empty() ? "" : ",") + each;
  return text;
}

std::size_t shown_columns(const Grid& grid) { return std::min(grid.columns(), kMostGridColumns); }
std::size_t shown_rows(const Grid& grid) { return std::min(grid.rows(), kMostGridRows); }

std::string left_out_text(const Grid& grid) {
  std::string text;
  if (grid.rows() > kMostGridRows) text = first_of(kMostGridRows, grid.rows(), "rows");
  if (grid.columns() > kMostGridColumns)
    text += (text.empty() ? "" : ". ") + first_of(kMostGridColumns, grid.columns(), "columns");
  return text;
}

bool read_number(std::string_view field, double& number) {
  field = emulator::trim(field);
  if (field.empty()) return false;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
  return error == std::errc{} && end == field.data() + field.size();
}

GridOrder sort_grid(const Grid& grid, const GridSort& sort) {
  GridOrder order{sort, std::vector<std::uint32_t>(std::min<std::size_t>(grid.rows(), UINT32_MAX))};
  std::iota(order.rows.begin(), order.rows.end(), 0U);
  Keys keys;
  for (const std::uint32_t row : order.rows) keys.add(grid.cell(row, sort.column));
  std::ranges::stable_sort(order.rows, [&](std::uint32_t a, std::uint32_t b) {
    return keys.comes_before(a, b, sort.descending);
  });
  return order;
}

std::string column_text(const Grid& grid, const GridOrder* order, std::size_t column) {
  std::string text;
  for (std::size_t i = 0; i < grid.rows(); ++i)
    text += grid.cell(order != nullptr ? order->rows[i] : i, column) + "\n";
  return text;
}

}  // namespace app
