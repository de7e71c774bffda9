#include "app/view_model/bodies/text_index.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

#include "app/view_model/bodies/visible_text.h"

namespace app {
namespace {

constexpr std::size_t kHexColumns = 16;
constexpr std::size_t kLeastColumns = 8;

// A line without ASCII surprises needs no look at its code points.
bool is_plain(std::string_view line) {
  return std::ranges::all_of(line, [](char c) { return c >= 0x20 && c < 0x7F; });
}

void wrap_line(std::string_view line, std::size_t offset, TextIndex& index) {
  if (line.size() <= index.columns && is_plain(line)) {
    index.starts.push_back(static_cast<std::uint32_t>(offset));
    return;
  }
  index.starts.push_back(static_cast<std::uint32_t>(offset));
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint c = code_point_at(line, at);
    std::size_t columns = shown_columns(c.value, column);
    if (column > 0 && column + columns > index.columns) {
      index.starts.push_back(static_cast<std::uint32_t>(offset + at));
      column = 0;
      columns = shown_columns(c.value, 0);
    }
    column += columns;
    at += c.bytes;
  }
}

std::string_view head_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && most - end < 4 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

TextIndex index_text(std::string_view text, std::size_t columns, std::size_t most_bytes) {
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  text = head_of(text, std::min(most_bytes, kMost));
  TextIndex index;
  index.columns = std::max(columns, kLeastColumns);
  index.bytes = text.size();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    wrap_line(line, at, index);
    at = end + 1;
  }
  return index;
}

std::string text_row(const TextIndex& index, std::string_view text, std::size_t row) {
  const std::size_t start = index.starts[row];
  const std::size_t end = row + 1 < index.rows() ? index.starts[row + 1] : index.bytes;
  std::string_view line = text.substr(start, end - start);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return visible_text(line, std::string_view::npos);
}

std::size_t hex_rows(std::size_t bytes) { return (bytes + kHexColumns - 1) / kHexColumns; }

std::string hex_row(std::string_view bytes, std::size_t row) {
  const std::size_t at = row * kHexColumns;
  std::array<char, 24> number{};
  std::snprintf(number.data(), number.size(), "%08zx  ", at);
  std::string line = number.data();
  std::string text;
  for (std::size_t i = 0; i < kHexColumns; ++i) {
    if (at + i >= bytes.size()) {
      line += "   ";
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes[at + i]);
    std::snprintf(number.data(), number.size(), "%02x ", byte);
    line += number.data();
    text += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : '.';
  }
  return line + " |" + text + "|";
}

}  // namespace app
