#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace app {

// Where the rows of a text begin when it is wrapped. Four bytes a row; the text itself stays where
// it is.
struct TextIndex {
  std::size_t columns = 0;            // what it was wrapped to
  std::size_t bytes = 0;              // how much of the text it covers
  std::vector<std::uint32_t> starts;  // of each row; the next row's start ends it
  std::size_t rows() const { return starts.size(); }
};

// Rows of at most `columns` columns over the first `most_bytes` (a code point is not cut in two).
// Texts above 4 GB are cut there.
TextIndex index_text(std::string_view text, std::size_t columns, std::size_t most_bytes);

// A row as it is drawn: without its line break, controls visible.
std::string text_row(const TextIndex& index, std::string_view text, std::size_t row);

// 16 bytes of a body from row × 16: "00000010  89 50 4e 47 …  |.PNG…|".
std::string hex_row(std::string_view bytes, std::size_t row);
std::size_t hex_rows(std::size_t bytes);

}  // namespace app
