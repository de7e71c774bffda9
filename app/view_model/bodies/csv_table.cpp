#include "app/view_model/bodies/csv_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "app/view_model/bodies/visible_text.h"
#include "app/view_model/elide.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr std::size_t kMostColumns = 10'000;
constexpr std::size_t kMostFieldColumns = 48;

// Behind the record that begins at `at`, its line end included.
std::size_t end_of_record(std::string_view text, std::size_t at) {
  bool quoted = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (quoted) continue;
    if (text[at] == '\n') return at + 1;
    if (text[at] == '\r') return at + (at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1);
  }
  return at;
}

char guess_separator(std::string_view record) {
  constexpr std::array kSeparators = {',', '\t', ';'};
  return *std::ranges::max_element(kSeparators, {},
                                   [&](char c) { return std::ranges::count(record, c); });
}

// Calls `take(field)` for each raw field until it returns false; quotes are still there.
template <typename Take>
void each_field(std::string_view record, char separator, Take take) {
  bool quoted = false;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= record.size(); ++i) {
    if (i < record.size() && record[i] == '"') quoted = !quoted;
    if (i < record.size() && (quoted || record[i] != separator)) continue;
    if (!take(record.substr(start, i - start))) return;
    start = i + 1;
  }
}

std::string unquoted(std::string_view field) {
  if (field.size() < 2 || field.front() != '"' || field.back() != '"') return std::string(field);
  field = field.substr(1, field.size() - 2);
  std::string value;
  for (std::size_t i = 0; i < field.size(); ++i) {
    value += field[i];
    if (field[i] == '"' && i + 1 < field.size() && field[i + 1] == '"') ++i;
  }
  return value;
}

void widen(CsvTable& table, std::string_view record) {
  std::size_t column = 0;
  each_field(record, table.separator, [&](std::string_view field) {
    if (column >= kMostColumns) return false;
    if (column == table.widths.size()) table.widths.push_back(1);
    const std::size_t width = std::min(code_points(field), kMostFieldColumns);
    table.widths[column] = std::max(table.widths[column], static_cast<std::uint16_t>(width));
    ++column;
    return true;
  });
}

bool guess_header(const CsvTable& table, std::string_view text) {
  if (table.records() < 2) return false;
  const auto first = csv_fields(table, text, 0);
  const auto second = csv_fields(table, text, 1);
  return std::ranges::none_of(first, is_number) && std::ranges::any_of(second, is_number);
}

}  // namespace

bool is_number(std::string_view field) {
  field = emulator::trim(field);
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  return error == std::errc{} && end == field.data() + field.size() && !field.empty();
}

CsvTable build_csv_table(std::string_view text) {
  CsvTable table;
  table.bytes = std::min<std::size_t>(text.size(), std::numeric_limits<std::uint32_t>::max());
  text = text.substr(0, table.bytes);
  table.separator = guess_separator(text.substr(0, end_of_record(text, 0)));
  for (std::size_t at = 0; at < text.size();) {
    table.starts.push_back(static_cast<std::uint32_t>(at));
    at = end_of_record(text, at);
    widen(table, csv_record(table, text.substr(0, at), table.records() - 1));
  }
  table.header_likely = guess_header(table, text);
  return table;
}

std::string_view csv_record(const CsvTable& table, std::string_view text, std::size_t record) {
  const std::size_t start = table.starts[record];
  const std::size_t end = record + 1 < table.records() ? table.starts[record + 1] : text.size();
  std::string_view line = text.substr(start, end - start);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void csv_cells(const CsvTable& table, std::string_view record, const CsvSpan& span,
               std::vector<std::string>& cells) {
  std::size_t column = 0;
  each_field(record, table.separator, [&](std::string_view field) {
    if (column++ < span.first) return true;
    if (column > span.last) return false;
    cells.push_back(unquoted(field.substr(0, span.most_bytes)));
    return column < span.last;
  });
}

std::vector<std::string> csv_fields(const CsvTable& table, std::string_view text,
                                    std::size_t record) {
  std::vector<std::string> fields;
  csv_cells(table, csv_record(table, text, record), {0, kMostColumns, 4 * kMostFieldColumns},
            fields);
  for (std::string& field : fields) field = visible_text(field, kMostFieldColumns);
  return fields;
}

}  // namespace app
