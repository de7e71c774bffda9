#include "tests/bench/table.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace bench {
namespace {

std::string text_of(const Cell& cell, const Column& column) {
  if (const auto* words = std::get_if<std::string>(&cell)) return *words;
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", column.decimals, std::get<double>(cell));
  return text.data();
}

bool is_figure(const Table& table, std::size_t column) {
  return !table.rows.empty() && std::holds_alternative<double>(table.rows.front()[column]);
}

void print_line(const Table& table, const std::vector<std::string>& cells,
                const std::vector<std::size_t>& widths) {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const int width = static_cast<int>(widths[c]);
    std::printf("  %*s", is_figure(table, c) ? width : -width, cells[c].c_str());
  }
  std::printf("\n");
}

}  // namespace

void print(const Table& table) {
  std::printf("\n%s\n", table.title.c_str());
  if (!table.skipped.empty()) {
    std::printf("  skipped: %s\n", table.skipped.c_str());
    return;
  }
  if (!table.cannot.empty()) {
    std::printf("  not measured: %s\n", table.cannot.c_str());
    return;
  }
  std::vector<std::vector<std::string>> lines(1);
  for (const Column& column : table.columns) lines.front().push_back(column.heading);
  for (const auto& row : table.rows) {
    auto& line = lines.emplace_back();
    for (std::size_t c = 0; c < row.size(); ++c) line.push_back(text_of(row[c], table.columns[c]));
  }
  std::vector<std::size_t> widths(table.columns.size(), 0);
  for (const auto& line : lines)
    for (std::size_t c = 0; c < line.size(); ++c) widths[c] = std::max(widths[c], line[c].size());
  for (const auto& line : lines) print_line(table, line, widths);
  std::fflush(stdout);
}

nlohmann::ordered_json to_json(const Table& table) {
  nlohmann::ordered_json json{{"Title", table.title}};
  if (!table.skipped.empty()) {
    json["Skipped"] = table.skipped;
    return json;
  }
  if (!table.cannot.empty()) {
    json["NotMeasured"] = table.cannot;
    return json;
  }
  json["Rows"] = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json members;
    for (std::size_t c = 0; c < row.size(); ++c)
      std::visit([&](const auto& value) { members[table.columns[c].key] = value; }, row[c]);
    json["Rows"].push_back(std::move(members));
  }
  return json;
}

}  // namespace bench
