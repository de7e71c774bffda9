#include "app/view_model/bodies/visible_text.h"

#include <array>
#include <cstdio>

namespace app {
namespace {

constexpr std::size_t kTabWidth = 4;
constexpr std::uint32_t kBroken = 0xFFFD;

struct Span {
  std::uint32_t first, last;
};

template <std::size_t N>
bool is_in(const std::array<Span, N>& spans, std::uint32_t c) {
  for (const Span& span : spans)
    if (c >= span.first && c <= span.last) return true;
  return false;
}

// Marks, embeddings, overrides, isolates and invisible joiners.
constexpr std::array kUnseen = {Span{0x061C, 0x061C}, Span{0x200B, 0x200F}, Span{0x202A, 0x202E},
                                Span{0x2060, 0x2064}, Span{0x2066, 0x2069}, Span{0xFEFF, 0xFEFF}};
constexpr std::array kRightToLeft = {Span{0x0590, 0x08FF}, Span{0xFB1D, 0xFDFF},
                                     Span{0xFE70, 0xFEFC}, Span{0x10800, 0x10FFF},
                                     Span{0x1E800, 0x1EFFF}};
constexpr std::array kWide = {Span{0x1100, 0x115F}, Span{0x2E80, 0xA4CF},  Span{0xAC00, 0xD7A3},
                              Span{0xF900, 0xFAFF}, Span{0xFE30, 0xFE6F},  Span{0xFF00, 0xFF60},
                              Span{0xFFE0, 0xFFE6}, Span{0x20000, 0x3FFFD}};

bool is_control(std::uint32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

std::string code_name(std::uint32_t c) {
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "<U+%04X>", static_cast<unsigned>(c));
  return name.data();
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_overlong_or_surrogate(std::uint32_t c, std::size_t length) {
  if (c >= 0xD800 && c <= 0xDFFF) return true;
  return (length == 3 && c < 0x800) || (length == 4 && (c < 0x10000 || c > 0x10FFFF));
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = sequence_length(lead);
  if (length == 1) return {lead, 1};
  if (length == 0 || at + length > text.size()) return {kBroken, 1};
  std::uint32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0) != 0x80) return {kBroken, 1};
    value = value << 6 | (next & 0x3FU);
  }
  if (is_overlong_or_surrogate(value, length)) return {kBroken, 1};
  return {value, length};
}

std::size_t shown_columns(std::uint32_t code_point, std::size_t column) {
  if (code_point == '\t') return kTabWidth - column % kTabWidth;
  if (code_point < 0x300) return 1;
  if (is_in(kUnseen, code_point)) return code_name(code_point).size();
  return is_in(kWide, code_point) ? 2 : 1;
}

std::string visible_text(std::string_view text, std::size_t most_columns) {
  std::string shown;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const std::size_t columns = shown_columns(c.value, column);
    if (column + columns > most_columns) break;
    if (c.value == '\t') {
      shown.append(columns, ' ');
    } else if (is_control(c.value)) {
      shown += "·";
    } else if (is_in(kUnseen, c.value)) {
      shown += code_name(c.value);
    } else if (c.value == kBroken) {
      shown += "\xEF\xBF\xBD";
    } else {
      shown += text.substr(at, c.bytes);
    }
    column += columns;
    at += c.bytes;
  }
  return shown;
}

bool has_right_to_left(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0xD6) {  // no such letter begins below
      ++at;
      continue;
    }
    const CodePoint c = code_point_at(text, at);
    if (is_in(kRightToLeft, c.value)) return true;
    at += c.bytes;
  }
  return false;
}

}  // namespace app
