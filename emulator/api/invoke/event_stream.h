#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// The framing of application/vnd.amazon.eventstream (contract 4.4). Pure.
namespace emulator {

// No frame carries more than this of a body; longer parts become several frames.
inline constexpr std::size_t kMostFramePayload = 256 * 1024;

// Appends `bytes` as PayloadPart events. Nothing for no bytes.
void append_payload_parts(std::string_view bytes, std::string& out);

// An exception event: `exception` is AWS's name for it, `json` its members (contract 4.3).
std::string exception_frame(std::string_view exception, std::string_view json);

std::uint32_t crc32(std::string_view bytes, std::uint32_t seed = 0);

}  // namespace emulator
