#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "app/view_model/bodies/body_cache.h"
#include "app/view_model/bodies/grid_makers.h"
#include "app/view_model/bodies/grid_statistics.h"
#include "emulator/base/text.h"
#include "tests/emulator/payload/numpy_files.h"

using namespace app;
namespace files = tests::numpy;

namespace {

BodyContentPtr content(std::string_view text) {
  return std::make_shared<const emulator::Bytes>(text);
}

BodyContentPtr decoded(std::string_view base64) {
  std::string bytes;
  REQUIRE(emulator::base64_decode(base64, bytes));
  return content(bytes);
}

GridPtr csv(std::string_view text, bool header) {
  const auto body = content(text);
  return make_csv_grid(body, std::make_shared<const CsvTable>(build_csv_table(body->view())),
                       header);
}

std::vector<std::string> row(const Grid& grid, std::size_t at) {
  std::vector<std::string> cells;
  grid.read(at, 0, grid.columns(), cells);
  return cells;
}

std::vector<std::string> sorted(const Grid& grid, const GridSort& sort) {
  std::vector<std::string> cells;
  for (const std::uint32_t at : sort_grid(grid, sort).rows)
    cells.push_back(grid.cell(at, sort.column));
  return cells;
}

std::string fact(const Grid& grid, std::string_view name) {
  for (const GridFact& each : grid.facts())
    if (each.name == name) return each.value;
  return "";
}

constexpr std::string_view kAbalone = "sex,length\nM,10\nF,9.5\nI,\nM,-2e3\nM,x\n";

}  // namespace

TEST_CASE("a CSV table takes its first record as names, or does not") {
  const GridPtr with = csv(kAbalone, true);
  CHECK(with->rows() == 5);
  CHECK(with->column_name(1) == "length");
  CHECK(row(*with, 0) == std::vector<std::string>{"M", "10"});
  CHECK(with->row_text(3) == "M,-2e3");
  const GridPtr without = csv(kAbalone, false);
  CHECK(without->rows() == 6);
  CHECK(without->column_name(1) == "2");
  CHECK(without->cell(0, 1) == "length");
}

TEST_CASE("a record that lacks fields has empty cells there, and quotes are taken off") {
  const GridPtr grid = csv("a,b,c\n\"x, \"\"y\"\"\"\n", true);
  CHECK(row(*grid, 0) == std::vector<std::string>{"x, \"y\"", "", ""});
}

TEST_CASE("columns sort as numbers before texts, and what is missing stands last either way") {
  const GridPtr grid = csv(kAbalone, true);
  using Cells = std::vector<std::string>;
  CHECK(sorted(*grid, {1, false}) == Cells{"-2e3", "9.5", "10", "x", ""});
  CHECK(sorted(*grid, {1, true}) == Cells{"x", "10", "9.5", "-2e3", ""});
  CHECK(sort_grid(*grid, {0, false}).rows == std::vector<std::uint32_t>{1, 2, 0, 3, 4});
}

TEST_CASE("a column is sorted up, then down, then not at all") {
  const auto up = next_sort(std::nullopt, 2);
  CHECK(up == GridSort{2, false});
  const auto down = next_sort(up, 2);
  CHECK(down == GridSort{2, true});
  CHECK(next_sort(down, 2) == std::nullopt);
  CHECK(next_sort(down, 1) == GridSort{1, false});
}

TEST_CASE("a column's figures tell count, missing, least, mean, greatest and distinct") {
  const GridPtr grid = csv("sex,length\nM,1\nF,2\nM,\nI,6\nM,nan\n", true);
  const GridStatistics statistics = measure_grid(*grid);
  const ColumnStatistics& length = statistics.columns[1];
  CHECK(length.count == 3);
  CHECK(length.missing == 2);
  CHECK(length.is_numeric());
  CHECK(statistic_text(length, 2) == "1");
  CHECK(statistic_text(length, 3) == "3");
  CHECK(statistic_text(length, 4) == "6");
  CHECK(statistics.columns[0].distinct == 3);
  CHECK(statistic_text(statistics.columns[0], 2) == "–");
}

TEST_CASE("a whole column can be copied in the order that is shown") {
  const GridPtr grid = csv("a\n3\n1\n2\n", true);
  const GridOrder order = sort_grid(*grid, {0, true});
  CHECK(column_text(*grid, &order, 0) == "3\n2\n1\n");
  CHECK(column_text(*grid, nullptr, 0) == "3\n1\n2\n");
}

TEST_CASE("a NumPy array is a table of its last axis") {
  const auto parts = make_grids(BodyForm::Npy, decoded(files::kFortran3));
  REQUIRE(parts.size() == 1);
  const Grid& grid = *parts[0].grid;
  CHECK(grid.rows() == 6);
  CHECK(grid.columns() == 4);
  CHECK(grid.row_name(4) == "1, 1");
  CHECK(row(grid, 4) == std::vector<std::string>{"16", "17", "18", "19"});
  CHECK(fact(grid, "shape") == "(2, 3, 4)");
  CHECK(fact(grid, "order") == "Fortran");
  CHECK(fact(grid, "dtype").starts_with("int16"));
}

TEST_CASE("an archive is a table for each of its arrays") {
  const auto parts = make_grids(BodyForm::Npz, decoded(files::kNpz));
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].name == "x");
  CHECK(parts[0].grid->rows() == 3);
  CHECK(parts[1].grid->cell(0, 0) == "1.5");
}

TEST_CASE("what cannot be read says why in place of a table") {
  const auto objects = make_grids(BodyForm::Npy, decoded(files::kObjects));
  CHECK(objects[0].grid == nullptr);
  CHECK(objects[0].problem.find("never unpickled") != std::string::npos);
  CHECK(make_grids(BodyForm::RecordIo, content("oops"))[0].problem.find("byte 0") !=
        std::string::npos);
  CHECK(make_grids(BodyForm::SparkMl, content("{}"))[0].problem == "There is no schema");
}

TEST_CASE("RecordIO is a table of records with label, shape and values") {
  // One record: features values [1.5, 2], label 7.
  std::string body("\x0A\x23\xD7\xCE\x2C\0\0\0", 8);
  body += std::string("\x0A\x16\x0A\x06values\x12\x0C\x12\x0A\x0A\x08\0\0\xC0\x3F\0\0\0\x40", 24);
  body += std::string("\x12\x12\x0A\x06values\x12\x08\x12\x06\x0A\x04\0\0\xE0\x40", 20);
  const auto parts = make_grids(BodyForm::RecordIo, content(body));
  REQUIRE(parts[0].grid);
  const Grid& grid = *parts[0].grid;
  CHECK(grid.remark() == "");
  REQUIRE(grid.rows() == 1);
  CHECK(grid.cell(0, 0) == "7");
  CHECK(grid.cell(0, 1) == "float32 (2,)");
  CHECK(grid.cell(0, 2) == "1.5, 2");
  CHECK(grid.details(0).size() == 5);
}

TEST_CASE("LIBSVM is a table of labels and pairs, and odd lines stand as they are") {
  const auto parts = make_grids(BodyForm::Libsvm, content("1 0:0.5 3:2\n\nwhat?\n0 1:1\n"));
  const Grid& grid = *parts[0].grid;
  REQUIRE(grid.rows() == 3);
  CHECK(row(grid, 0) == std::vector<std::string>{"1", "2", "0:0.5 3:2"});
  CHECK(row(grid, 1) == std::vector<std::string>{"", "", "what?"});
  CHECK(grid.row_name(1) == "3");
  CHECK(fact(grid, "indices") == "0 to 3");
  CHECK(grid.remark().find("1 of 3 lines cannot be read. Not LIBSVM in line 3") == 0);
}

TEST_CASE("a SparkML request is a table with the schema's names") {
  const auto parts = make_grids(BodyForm::SparkMl,
                                content(R"({"schema": {"input": [{"name": "sex", "type": "string"},
        {"name": "v", "type": "double", "struct": "vector"}],
        "output": {"name": "features", "type": "double", "struct": "vector"}},
        "data": [["M", [1, 2]], ["F"]]})"));
  const Grid& grid = *parts[0].grid;
  CHECK(grid.column_name(0) == "sex");
  CHECK(grid.column_note(1) == "double vector");
  CHECK(row(grid, 0) == std::vector<std::string>{"M", "[1,2]"});
  CHECK(grid.remark() == "Row 2 has 1 values, the schema has 2 inputs");
  CHECK(fact(grid, "output") == "features  double vector");
}

TEST_CASE("tables of any size say what of them is left out") {
  CHECK(left_out_text(*csv(kAbalone, true)).empty());
  std::string wide = "1";
  for (int i = 0; i < 12'000; ++i) wide += ",1";
  CHECK(csv(wide, false)->columns() == kMostGridColumns);
}
