#include "emulator/api/invoke/event_stream.h"

#include <optional>
#include <string>

#include "tests/fuzz/support/fuzz.h"

// Streamed answers, read again by a decoder of its own.
namespace fuzz {
namespace {

constexpr std::size_t kPrelude = 12;
constexpr std::size_t kChecksum = 4;

std::uint32_t plain_crc32(std::string_view bytes) {
  std::uint32_t value = ~0U;
  for (const char c : bytes) {
    value ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ ((value & 1) != 0 ? 0xEDB88320U : 0U);
  }
  return ~value;
}

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  promise(at + size <= bytes.size(), "a number is there");
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < size; ++i) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

struct Frame {
  std::string headers;  // "name=value;" each
  std::string_view payload;
};

// Takes the first frame away from `stream`.
Frame take_frame(std::string_view& stream) {
  const std::size_t total = number(stream, 0, 4);
  const std::size_t headers_end = kPrelude + number(stream, 4, 4);
  promise(total <= stream.size() && headers_end + kChecksum <= total, "a frame is whole");
  const std::string_view frame = stream.substr(0, total);
  promise(number(frame, 8, 4) == plain_crc32(frame.substr(0, 8)), "the prelude's checksum holds");
  promise(number(frame, total - kChecksum, 4) == plain_crc32(frame.substr(0, total - kChecksum)),
          "the frame's checksum holds");
  Frame out;
  for (std::size_t at = kPrelude; at < headers_end;) {
    const std::size_t name = number(frame, at, 1);
    const std::size_t value = number(frame, at + 1 + name + 1, 2);
    promise(frame[at + 1 + name] == 7, "a header is text");
    out.headers.append(frame.substr(at + 1, name)).append("=");
    at += 1 + name + 1 + 2;
    out.headers.append(frame.substr(at, value)).append(";");
    at += value;
    promise(at <= headers_end, "a header is whole");
  }
  out.payload = frame.substr(headers_end, total - kChecksum - headers_end);
  stream.remove_prefix(total);
  return out;
}

void check_parts(std::string_view bytes) {
  std::string stream;
  emulator::append_payload_parts(bytes, stream);
  std::string_view left = stream;
  std::string read;
  while (!left.empty()) {
    const Frame frame = take_frame(left);
    promise(frame.headers ==
                ":event-type=PayloadPart;:content-type=application/octet-stream;"
                ":message-type=event;",
            "a part is a PayloadPart");
    promise(!frame.payload.empty() && frame.payload.size() <= emulator::kMostFramePayload,
            "a part has its size");
    read += frame.payload;
  }
  promise(read == bytes, "what is written is read");
}

}  // namespace

void try_input(std::string_view input) {
  promise(emulator::crc32(input) == plain_crc32(input), "the checksum is CRC-32");
  const std::size_t half = pick(input, input.size() + 1);
  promise(emulator::crc32(input.substr(half), emulator::crc32(input.substr(0, half))) ==
              emulator::crc32(input),
          "also in pieces");
  check_parts(input);
  if (!input.empty() && pick(input, 512, 1) == 0) {
    std::string much;
    while (much.size() <= emulator::kMostFramePayload) much += input;
    check_parts(much);
  }

  const std::string_view name = input.substr(0, input.find('\n'));
  const std::string frame = emulator::exception_frame(name, input);
  std::string_view left = frame;
  const Frame read = take_frame(left);
  promise(left.empty() && read.payload == input, "an exception is one frame");
  promise(read.headers == ":exception-type=" + std::string(name) +
                              ";:content-type=application/json;:message-type=exception;",
          "and says which it is");
}

}  // namespace fuzz
