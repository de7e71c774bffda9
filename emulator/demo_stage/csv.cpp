#include "emulator/demo_stage/csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "emulator/base/text.h"

namespace demo_stage {
namespace {

// Reads one field from `text` at `position` and leaves `position` on the separator or the end.
bool read_field(std::string_view text, std::size_t& position, std::string& field) {
  if (position >= text.size() || text[position] != '"') {
    const std::size_t end = std::min(text.find_first_of(",\n", position), text.size());
    field = text.substr(position, end - position);
    if (!field.empty() && field.back() == '\r') field.pop_back();
    position = end;
    return true;
  }
  for (++position; position < text.size(); ++position) {
    if (text[position] == '"') {
      ++position;
      const bool doubled = position < text.size() && text[position] == '"';
      if (!doubled) {
        position = std::min(text.find_first_of(",\n", position), text.size());
        return true;
      }
    }
    field += text[position];
  }
  return false;
}

}  // namespace

Outcome<std::vector<TextRow>> read_csv(std::string_view text) {
  std::vector<TextRow> rows;
  TextRow row;
  for (std::size_t position = 0; position < text.size(); ++position) {
    std::string field;
    if (!read_field(text, position, field)) {
      return refuse(
          400, "ParseError",
          "row " + std::to_string(rows.size() + 1) + " opens a quote and never closes it");
    }
    row.push_back(std::move(field));
    const bool more_in_row = position < text.size() && text[position] == ',';
    if (more_in_row && position + 1 < text.size()) continue;
    if (more_in_row) row.emplace_back();
    const bool blank = row.size() == 1 && emulator::trim(row.front()).empty();
    if (!blank) rows.push_back(std::move(row));
    row.clear();
  }
  if (rows.empty()) return refuse(400, "ParseError", "the body holds no rows");
  return rows;
}

Outcome<double> read_number(std::string_view field, std::size_t row, std::size_t column) {
  const std::string_view text = emulator::trim(field);
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = problem == std::errc{} && end == text.data() + text.size();
  if (whole && std::isfinite(number)) return number;
  return refuse(400, "ParseError",
                "row " + std::to_string(row + 1) + ", column " + std::to_string(column + 1) +
                    ": '" + std::string(field.substr(0, 40)) + "' is not a number");
}

Outcome<std::vector<NumberRow>> to_numbers(const std::vector<TextRow>& rows) {
  std::vector<NumberRow> numbers;
  numbers.reserve(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    NumberRow& out = numbers.emplace_back();
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      const Outcome<double> number = read_number(rows[r][c], r, c);
      if (!number) return tl::unexpected(number.error());
      out.push_back(*number);
    }
  }
  return numbers;
}

std::string write_number(double number) {
  std::array<char, 32> text{};
  const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc{} ? std::string(text.data(), end) : std::string("nan");
}

std::string write_csv(const std::vector<NumberRow>& rows) {
  std::string text;
  for (const NumberRow& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) text += ',';
      text += write_number(row[c]);
    }
    text += '\n';
  }
  return text;
}

std::string write_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace demo_stage
