#include "emulator/api/invoke/event_stream.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace emulator {
namespace {

constexpr char kStringHeader = 7;                 // the type of a header's value
constexpr std::size_t kPreludeBytes = 4 + 4 + 4;  // both lengths and their checksum
constexpr std::size_t kChecksumBytes = 4;

struct FrameHeader {
  std::string_view name;
  std::string_view value;
};

using CrcTable = std::array<std::array<std::uint32_t, 256>, 4>;

// Four bytes a step: table k is for a byte with k more behind it.
constexpr CrcTable make_crc_table() {
  CrcTable table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ ((value & 1) != 0 ? 0xEDB88320U : 0U);
    table[0][i] = value;
  }
  for (std::uint32_t i = 0; i < 256; ++i)
    for (std::size_t k = 1; k < table.size(); ++k)
      table[k][i] = table[k - 1][i] >> 8 ^ table[0][table[k - 1][i] & 0xFF];
  return table;
}
constexpr CrcTable kCrcTable = make_crc_table();

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

void append_number(std::uint32_t number, int bytes, std::string& out) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
    out += static_cast<char>(number >> shift & 0xFF);
}

void append_frame(std::initializer_list<FrameHeader> headers, std::string_view payload,
                  std::string& out) {
  std::size_t header_bytes = 0;
  for (const FrameHeader& header : headers)
    header_bytes += 1 + header.name.size() + 1 + 2 + header.value.size();
  const std::size_t total = kPreludeBytes + header_bytes + payload.size() + kChecksumBytes;
  const std::size_t begin = out.size();
  const auto written = [&] { return std::string_view(out).substr(begin); };
  out.reserve(begin + total);
  append_number(static_cast<std::uint32_t>(total), 4, out);
  append_number(static_cast<std::uint32_t>(header_bytes), 4, out);
  append_number(crc32(written()), 4, out);
  for (const FrameHeader& header : headers) {
    append_number(static_cast<std::uint32_t>(header.name.size()), 1, out);
    out += header.name;
    out += kStringHeader;
    append_number(static_cast<std::uint32_t>(header.value.size()), 2, out);
    out += header.value;
  }
  out += payload;
  append_number(crc32(written()), 4, out);
}

}  // namespace

std::uint32_t crc32(std::string_view bytes, std::uint32_t seed) {
  std::uint32_t value = ~seed;
  std::size_t i = 0;
  for (; i + 4 <= bytes.size(); i += 4) {
    value ^= byte_at(bytes, i) | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2) << 16 |
             byte_at(bytes, i + 3) << 24;
    value = kCrcTable[3][value & 0xFF] ^ kCrcTable[2][value >> 8 & 0xFF] ^
            kCrcTable[1][value >> 16 & 0xFF] ^ kCrcTable[0][value >> 24];
  }
  for (; i < bytes.size(); ++i)
    value = value >> 8 ^ kCrcTable[0][(value ^ byte_at(bytes, i)) & 0xFF];
  return ~value;
}

void append_payload_parts(std::string_view bytes, std::string& out) {
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, kMostFramePayload);
    append_frame({{":event-type", "PayloadPart"},
                  {":content-type", "application/octet-stream"},
                  {":message-type", "event"}},
                 part, out);
    bytes.remove_prefix(part.size());
  }
}

std::string exception_frame(std::string_view exception, std::string_view json) {
  std::string out;
  append_frame({{":exception-type", exception},
                {":content-type", "application/json"},
                {":message-type", "exception"}},
               json, out);
  return out;
}

}  // namespace emulator
