#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/clock.h"

// Small pure functions over text that several modules and both front ends share.
namespace emulator {

bool is_valid_utf8(std::string_view bytes);

std::string base64_encode(std::string_view bytes);
// False when `text` is not base64 (RFC 4648 with padding; line breaks are allowed).
bool base64_decode(std::string_view text, std::string& bytes);

// "0 B", "120 B", "1.2 KB", "3.4 MB": powers of ten, as AWS counts, three significant digits.
std::string format_size(std::uint64_t bytes);
// "84 µs", "12.4 ms", "3.00 s": three significant digits.
std::string format_duration(Nanoseconds duration);
// "5,000,000"
std::string format_count(std::uint64_t number);
// "2026-01-31T12:00:00.123456Z"
std::string format_iso8601(WallTime time);
// Local time of day: "22:07:31", with milliseconds "22:07:31.004".
std::string format_time_of_day(WallTime time, bool with_milliseconds);

bool equals_ignoring_case(std::string_view a, std::string_view b);
std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);

// The candidate with the smallest edit distance to `word`, or "" where none is near enough to
// be what the user meant.
std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);

// True where a variable's name says that its value is nobody's business (SECRET, TOKEN,
// PASSWORD, KEY, CREDENTIAL…). Values of such names are masked wherever they are shown.
bool looks_secret(std::string_view variable_name);

}  // namespace emulator
