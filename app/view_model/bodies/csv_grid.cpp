#include <algorithm>

#include "app/view_model/bodies/grid_makers.h"

namespace app {
namespace {

// For the eye: more of a field than any column is wide.
constexpr std::size_t kMostShownBytes = 400;

class CsvGrid final : public Grid {
 public:
  CsvGrid(BodyContentPtr body, std::shared_ptr<const CsvTable> table, bool header)
      : body_(std::move(body)), table_(std::move(table)), header_(header && table_->records() > 0) {
    if (header_) csv_cells(*table_, record(0), {0, columns(), std::string_view::npos}, names_);
  }

  std::size_t rows() const override { return table_->records() - first(); }
  std::size_t columns() const override { return table_->widths.size(); }
  std::string column_name(std::size_t column) const override {
    if (!header_) return std::to_string(column + 1);
    return column < names_.size() ? names_[column] : "";
  }
  std::size_t column_width(std::size_t column) const override { return table_->widths[column]; }
  std::string row_name(std::size_t row) const override { return std::to_string(row + 1); }

  void read(std::size_t row, std::size_t from, std::size_t to,
            std::vector<std::string>& cells) const override {
    take(row, {from, to, std::string_view::npos}, cells);
  }
  void show(std::size_t row, std::size_t from, std::size_t to,
            std::vector<std::string>& cells) const override {
    take(row, {from, to, kMostShownBytes}, cells);
  }
  std::string row_text(std::size_t row) const override {
    return std::string(record(row + first()));
  }

 private:
  std::size_t first() const { return header_ ? 1 : 0; }
  std::string_view record(std::size_t at) const { return csv_record(*table_, body_->view(), at); }
  void take(std::size_t row, const CsvSpan& span, std::vector<std::string>& cells) const {
    const std::size_t wanted = cells.size() + span.last - span.first;
    csv_cells(*table_, record(row + first()), span, cells);
    cells.resize(wanted);
  }

  BodyContentPtr body_;
  std::shared_ptr<const CsvTable> table_;
  bool header_;
  std::vector<std::string> names_;
};

}  // namespace

GridPtr make_csv_grid(BodyContentPtr body, std::shared_ptr<const CsvTable> table, bool header) {
  return std::make_shared<const CsvGrid>(std::move(body), std::move(table), header);
}

}  // namespace app
