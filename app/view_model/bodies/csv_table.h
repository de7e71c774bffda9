#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace app {

// Where the records of a CSV text begin and how wide its columns are. Fields are cut out of the
// text again when they are drawn.
struct CsvTable {
  char separator = ',';
  std::size_t bytes = 0;
  std::vector<std::uint32_t> starts;  // of each record
  std::vector<std::uint16_t> widths;  // columns of code, capped; the first 10,000 columns
  bool header_likely = false;         // the first record names what the others are
  std::size_t records() const { return starts.size(); }
};

// RFC 4180 with any line ends; a quote that is never closed ends with the text. Separator: tab,
// semicolon or comma, whichever the first record has most of. Not for the UI thread when large.
CsvTable build_csv_table(std::string_view text);

// Which fields of a record, and how much of each.
struct CsvSpan {
  std::size_t first = 0, last = 0;
  std::size_t most_bytes = std::string_view::npos;
};
// Appends the fields [first, last) of a record that stands as text, unquoted.
void csv_cells(const CsvTable& table, std::string_view record, const CsvSpan& span,
               std::vector<std::string>& cells);
// Fields of a record, unquoted, line breaks and controls visible.
std::vector<std::string> csv_fields(const CsvTable& table, std::string_view text,
                                    std::size_t record);
// The record as it stands in the text, without its line end.
std::string_view csv_record(const CsvTable& table, std::string_view text, std::size_t record);
// Whether a field is to be aligned as a number.
bool is_number(std::string_view field);

}  // namespace app
