#include <bit>
#include <cstring>
#include <limits>

#include "emulator/base/text.h"
#include "emulator/payload/npy.h"
#include "emulator/payload/number_text.h"

namespace emulator {
namespace {

using Kind = NpyType::Kind;

std::uint64_t whole(std::string_view bytes, bool big_endian) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t at = big_endian ? i : bytes.size() - 1 - i;
    value = value << 8 | static_cast<unsigned char>(bytes[at]);
  }
  return value;
}

std::int64_t signed_whole(std::string_view bytes, bool big_endian) {
  const unsigned unused = static_cast<unsigned>(64 - 8 * bytes.size());
  const auto shifted = static_cast<std::int64_t>(whole(bytes, big_endian) << unused);
  return shifted >> unused;
}

std::string real(std::string_view bytes, bool big_endian) {
  const std::uint64_t bits = whole(bytes, big_endian);
  if (bytes.size() == 2) return number_text(half_to_float(static_cast<std::uint16_t>(bits)));
  if (bytes.size() == 4) return number_text(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  return number_text(std::bit_cast<double>(bits));
}

std::string complex(std::string_view bytes, bool big_endian) {
  const std::size_t half = bytes.size() / 2;
  std::string imaginary = real(bytes.substr(half), big_endian);
  if (imaginary.front() != '-') imaginary.insert(0, "+");
  return real(bytes.substr(0, half), big_endian) + imaginary + "j";
}

void append_utf8(std::string& text, std::uint32_t c) {
  const auto tail = [&](unsigned shift) {
    text += static_cast<char>(0x80U | (c >> shift & 0x3FU));
  };
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0U | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0U | c >> 12);
    tail(6), tail(0);
  } else {
    text += static_cast<char>(0xF0U | c >> 18);
    tail(12), tail(6), tail(0);
  }
}

// UCS-4, filled up with NUL.
std::string unicode(std::string_view bytes, bool big_endian) {
  std::string text;
  std::size_t end = bytes.size();
  while (end >= 4 && whole(bytes.substr(end - 4, 4), big_endian) == 0) end -= 4;
  for (std::size_t at = 0; at + 4 <= end; at += 4)
    append_utf8(text, static_cast<std::uint32_t>(whole(bytes.substr(at, 4), big_endian)));
  return text;
}

std::string byte_text(std::string_view bytes) {
  while (bytes.ends_with('\0')) bytes.remove_suffix(1);
  return std::string(bytes);
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 0xF];
  }
  return text;
}

std::string moment(std::string_view bytes, bool big_endian) {
  const std::int64_t value = signed_whole(bytes, big_endian);
  return value == std::numeric_limits<std::int64_t>::min() ? "NaT" : std::to_string(value);
}

std::string element_text(const NpyType& type, std::string_view bytes) {
  switch (type.kind) {
    case Kind::Bool:
      return bytes.front() == '\0' ? "False" : "True";
    case Kind::Signed:
      return std::to_string(signed_whole(bytes, type.big_endian));
    case Kind::Unsigned:
      return std::to_string(whole(bytes, type.big_endian));
    case Kind::Float:
      return real(bytes, type.big_endian);
    case Kind::Complex:
      return complex(bytes, type.big_endian);
    case Kind::Bytes:
      return byte_text(bytes);
    case Kind::Text:
      return unicode(bytes, type.big_endian);
    case Kind::Moment:
    case Kind::Span:
      return moment(bytes, type.big_endian);
    case Kind::Raw:
      return hex(bytes);
  }
  return "";
}

// Where an element stands in a file in Fortran order, whose first axis runs fastest.
std::uint64_t fortran_index(const std::vector<std::uint64_t>& shape, std::uint64_t index) {
  std::uint64_t place = 0, stride = 1;
  for (const std::uint64_t axis : shape) stride *= axis;
  for (std::size_t i = shape.size(); i > 0; --i) {
    const std::uint64_t axis = shape[i - 1];
    stride /= axis;
    place += index % axis * stride;
    index /= axis;
  }
  return place;
}

}  // namespace

std::string npy_type_name(const NpyType& type) {
  const std::string bits = std::to_string(type.bytes * 8);
  const std::string unit = type.unit.empty() ? "" : " in " + type.unit;
  switch (type.kind) {
    case Kind::Bool:
      return "bool";
    case Kind::Signed:
      return "int" + bits;
    case Kind::Unsigned:
      return "uint" + bits;
    case Kind::Float:
      return "float" + bits;
    case Kind::Complex:
      return "complex" + bits;
    case Kind::Bytes:
      return "bytes of " + std::to_string(type.bytes);
    case Kind::Text:
      return "text of " + std::to_string(type.bytes / 4);
    case Kind::Moment:
      return "datetime64" + unit;
    case Kind::Span:
      return "timedelta64" + unit;
    case Kind::Raw:
      return "raw bytes of " + std::to_string(type.bytes);
  }
  return "";
}

bool is_npy_number(const NpyType& type) {
  return type.kind == Kind::Signed || type.kind == Kind::Unsigned || type.kind == Kind::Float ||
         type.kind == Kind::Moment || type.kind == Kind::Span;
}

std::string npy_element(const NpyArray& array, std::string_view bytes, std::uint64_t index) {
  if (array.type.bytes == 0) return "";
  if (array.fortran_order) index = fortran_index(array.shape, index);
  return element_text(array.type,
                      bytes.substr(array.data_offset + index * array.type.bytes, array.type.bytes));
}

}  // namespace emulator
