#include "app/view_model/bodies/grid_makers.h"

#include <algorithm>
#include <utility>

#include "app/view_model/bodies/libsvm_grid.h"
#include "app/view_model/bodies/npy_grid.h"
#include "app/view_model/bodies/record_grid.h"
#include "app/view_model/elide.h"
#include "emulator/base/text.h"
#include "emulator/payload/npz.h"
#include "emulator/payload/sparkml.h"

namespace app {
namespace {

std::string told(const emulator::Error& error) {
  return error.next_step.empty() ? error.what : error.what + " — " + error.next_step;
}

std::vector<GridPart> npy_grids(const BodyContentPtr& body) {
  auto array = emulator::parse_npy(body->view());
  if (!array) return {{"", nullptr, told(array.error())}};
  return {{"", make_npy_grid({body, body->view()}, std::move(*array)), ""}};
}

std::vector<GridPart> npz_grids(const BodyContentPtr& body) {
  auto parsed = emulator::parse_npz(body->view());
  if (!parsed) return {{"", nullptr, told(parsed.error())}};
  const auto entries = std::make_shared<const std::vector<emulator::NpzEntry>>(std::move(*parsed));
  std::vector<GridPart> parts;
  for (const emulator::NpzEntry& entry : *entries) {
    if (entry.array) {
      parts.push_back({entry.name, make_npy_grid({entries, entry.bytes}, *entry.array), ""});
    } else {
      parts.push_back({entry.name, nullptr, told(entry.array.error())});
    }
  }
  if (parts.empty()) parts.push_back({"", nullptr, "The archive holds no array"});
  return parts;
}

class SparkGrid final : public Grid {
 public:
  explicit SparkGrid(emulator::SparkRequest request) : request_(std::move(request)) {
    columns_ = request_.inputs.size();
    for (const auto& row : request_.rows) columns_ = std::max(columns_, row.size());
    for (std::size_t i = 0; i < columns_; ++i) widths_.push_back(width_of(i));
  }

  std::size_t rows() const override { return request_.rows.size(); }
  std::size_t columns() const override { return columns_; }
  std::string column_name(std::size_t column) const override {
    return column < request_.inputs.size() ? request_.inputs[column].name : "";
  }
  std::string column_note(std::size_t column) const override {
    if (column >= request_.inputs.size()) return "not in the schema";
    const emulator::SparkColumn& input = request_.inputs[column];
    return input.structure == "basic" ? input.type : input.type + " " + input.structure;
  }
  std::size_t column_width(std::size_t column) const override { return widths_[column]; }
  std::string row_name(std::size_t row) const override { return std::to_string(row + 1); }
  void read(std::size_t row, std::size_t first, std::size_t last,
            std::vector<std::string>& cells) const override {
    const auto& values = request_.rows[row];
    for (std::size_t i = first; i < last; ++i) cells.push_back(i < values.size() ? values[i] : "");
  }

  std::vector<GridFact> facts() const override {
    std::vector<GridFact> facts = {{"rows", emulator::format_count(rows())},
                                   {"inputs", emulator::format_count(request_.inputs.size())}};
    const emulator::SparkColumn& output = request_.output;
    facts.push_back({"schema", schema_text()});
    if (!output.name.empty())
      facts.push_back({"output", output.name + "  " + output.type + " " + output.structure});
    return facts;
  }
  std::string remark() const override {
    const auto odd = std::ranges::find_if(
        request_.rows, [&](const auto& row) { return row.size() != request_.inputs.size(); });
    if (odd == request_.rows.end()) return "";
    return "Row " + std::to_string(odd - request_.rows.begin() + 1) + " has " +
           std::to_string(odd->size()) + " values, the schema has " +
           std::to_string(request_.inputs.size()) + " inputs";
  }

 private:
  // "sex string, length double, …"
  std::string schema_text() const {
    constexpr std::size_t kMost = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(kMost, request_.inputs.size()); ++i)
      text += (i == 0 ? "" : ", ") + column_name(i) + " " + column_note(i);
    return request_.inputs.size() > kMost ? text + ", …" : text;
  }

  std::size_t width_of(std::size_t column) const {
    constexpr std::size_t kWidest = 48;
    std::size_t width = std::max(column_name(column).size(), column_note(column).size());
    for (const auto& row : request_.rows)
      if (column < row.size()) width = std::max(width, code_points(row[column]));
    return std::min(width, kWidest);
  }

  emulator::SparkRequest request_;
  std::size_t columns_ = 0;
  std::vector<std::size_t> widths_;
};

std::vector<GridPart> spark_grids(const BodyContentPtr& body) {
  auto request = emulator::parse_sparkml(body->view());
  if (!request) return {{"", nullptr, told(request.error())}};
  return {{"", std::make_shared<const SparkGrid>(std::move(*request)), ""}};
}

}  // namespace

std::vector<GridPart> make_grids(BodyForm form, const BodyContentPtr& body) {
  switch (form) {
    case BodyForm::Npy:
      return npy_grids(body);
    case BodyForm::Npz:
      return npz_grids(body);
    case BodyForm::RecordIo: {
      const GridPtr grid = make_record_grid(body);
      if (grid->rows() > 0) return {{"", grid, ""}};
      return {{"", nullptr, grid->remark().empty() ? "No records" : grid->remark()}};
    }
    case BodyForm::Libsvm:
      return {{"", make_libsvm_grid(body), ""}};
    case BodyForm::SparkMl:
      return spark_grids(body);
    default:
      return {{"", nullptr, "No table is made of this"}};
  }
}

}  // namespace app
