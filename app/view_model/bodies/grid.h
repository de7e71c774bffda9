#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace app {

// What is said above a table: "dtype float32".
struct GridFact {
  std::string name;
  std::string value;
};

// Anything that is shown as rows and columns: immutable, read from every thread. Cells are cut out
// of the body when they are asked for.
class Grid {
 public:
  virtual ~Grid() = default;

  virtual std::size_t rows() const = 0;
  virtual std::size_t columns() const = 0;
  virtual std::string column_name(std::size_t column) const = 0;
  // More about a column; empty where there is none.
  virtual std::string column_note(std::size_t) const { return ""; }
  // In columns of code.
  virtual std::size_t column_width(std::size_t column) const = 0;
  virtual std::string row_name(std::size_t row) const = 0;
  // Appends the whole cells [first, last) of a row; a cell that the row lacks is empty.
  virtual void read(std::size_t row, std::size_t first, std::size_t last,
                    std::vector<std::string>& cells) const = 0;
  // The same for the eye: cells may be cut behind what can be seen of them.
  virtual void show(std::size_t row, std::size_t first, std::size_t last,
                    std::vector<std::string>& cells) const {
    read(row, first, last, cells);
  }
  // What copying a row gives.
  virtual std::string row_text(std::size_t row) const;
  // All that there is to say about one row, line by line; empty where its cells say it.
  virtual std::vector<std::string> details(std::size_t) const { return {}; }
  virtual std::vector<GridFact> facts() const { return {}; }
  // What is wrong with a part of the body.
  virtual std::string remark() const { return ""; }

  std::string cell(std::size_t row, std::size_t column) const;
};
using GridPtr = std::shared_ptr<const Grid>;

// What of a grid is shown at most.
constexpr std::size_t kMostGridColumns = 10'000;
constexpr std::size_t kMostGridRows = 2'000'000;
std::size_t shown_columns(const Grid& grid);
std::size_t shown_rows(const Grid& grid);
// "The first 2,000,000 of 6,250,000 rows": what is left out; empty where nothing is.
std::string left_out_text(const Grid& grid);

// The whole field as a number, blanks around it allowed.
bool read_number(std::string_view field, double& number);

struct GridSort {
  std::size_t column = 0;
  bool descending = false;
  bool operator==(const GridSort&) const = default;
};
// Row numbers as they are shown.
struct GridOrder {
  GridSort sort;
  std::vector<std::uint32_t> rows;
};
// Numbers by their size, before texts; what is missing stands last either way. Rows that are equal
// keep their order. Not for the UI thread when large.
GridOrder sort_grid(const Grid& grid, const GridSort& sort);

// Every cell of a column, a line each, in the order that is shown; null: as they come.
std::string column_text(const Grid& grid, const GridOrder* order, std::size_t column);

}  // namespace app
