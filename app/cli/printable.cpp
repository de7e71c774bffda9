#include "app/cli/printable.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace app::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Bytes of the code point at the start of `text`; 1 where the bytes are no UTF-8.
std::size_t code_point_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && size < 4 && is_continuation(text[size])) ++size;
  return size;
}

bool is_control(std::string_view code_point) {
  const auto first = static_cast<unsigned char>(code_point[0]);
  if (code_point.size() == 1) return first < 0x20 || first == 0x7F;
  // U+0080 … U+009F: the eight-bit forms of escape sequences.
  return first == 0xC2 && static_cast<unsigned char>(code_point[1]) < 0xA0;
}

// Offset behind the first `count` code points.
std::size_t offset_of(std::string_view text, std::size_t count) {
  std::size_t offset = 0;
  for (; count > 0 && offset < text.size(); --count) offset += code_point_size(text.substr(offset));
  return offset;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view point = text.substr(i, code_point_size(text.substr(i)));
    i += point.size();
    if (point == "\n" || point == "\r") {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (point != "\t" && (!emulator::is_valid_utf8(point) || is_control(point))) {
      out += kReplacement;
    } else {
      out += point;
    }
  }
  return out;
}

std::string printable_lines(std::string_view text, std::string_view indent) {
  std::string out;
  for (const auto& line : emulator::split(text, '\n'))
    if (!emulator::trim(line).empty())
      out.append(indent).append(printable(emulator::trim(line))).append("\n");
  return out;
}

bool is_plain_text(std::string_view text) {
  if (!emulator::is_valid_utf8(text)) return false;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view point = text.substr(i, code_point_size(text.substr(i)));
    i += point.size();
    if (is_control(point) && point != "\t" && point != "\n" && point != "\r") return false;
  }
  return true;
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

std::string cut(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  if (width == 0) return "";
  return std::string(text.substr(0, offset_of(text, width - 1))) + "…";
}

std::string pad_right(std::string_view text, std::size_t width) {
  const std::size_t have = columns(text);
  return std::string(text) + std::string(have < width ? width - have : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::size_t have = columns(text);
  return std::string(have < width ? width - have : 0, ' ').append(text);
}

std::string counted(std::size_t number, std::string_view noun) {
  std::string out = emulator::format_count(number) + " ";
  return out.append(noun).append(number == 1 ? "" : "s");
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
    out += names[i];
  }
  return out;
}

}  // namespace app::cli
