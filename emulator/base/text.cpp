#include "emulator/base/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <numeric>

namespace emulator {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

// Bytes that follow `lead` in a UTF-8 sequence, or -1.
int continuation_count(unsigned char lead) {
  if (lead < 0x80) return 0;
  if (lead >= 0xC2 && lead <= 0xDF) return 1;
  if (lead >= 0xE0 && lead <= 0xEF) return 2;
  if (lead >= 0xF0 && lead <= 0xF4) return 3;
  return -1;
}

// The first continuation byte has a narrower range after these leads (overlong forms,
// surrogates, beyond U+10FFFF).
bool first_continuation_valid(unsigned char lead, unsigned char next) {
  switch (lead) {
    case 0xE0:
      return next >= 0xA0;
    case 0xED:
      return next <= 0x9F;
    case 0xF0:
      return next >= 0x90;
    case 0xF4:
      return next <= 0x8F;
    default:
      return true;
  }
}

// `value` with three significant digits.
std::string three_digits(double value) {
  std::array<char, 32> text{};
  const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::tm local_time(WallTime time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm out{};
  localtime_r(&seconds, &out);
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({change, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const int count = continuation_count(lead);
    if (count < 0 || i + static_cast<std::size_t>(count) >= bytes.size()) return false;
    for (int k = 1; k <= count; ++k) {
      const auto next = static_cast<unsigned char>(bytes[++i]);
      if ((next & 0xC0) != 0x80) return false;
      if (k == 1 && !first_continuation_valid(lead, next)) return false;
    }
  }
  return true;
}

std::string base64_encode(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      out += k <= count ? kBase64[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

bool base64_decode(std::string_view text, std::string& bytes) {
  std::string out;
  std::uint32_t group = 0;
  int count = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == ' ' || c == '\t') continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const std::size_t value = kBase64.find(c);
    if (value == std::string_view::npos || padding > 0) return false;
    group = group << 6 | static_cast<std::uint32_t>(value);
    if (++count == 4) {
      for (int shift = 16; shift >= 0; shift -= 8) out += static_cast<char>(group >> shift & 255);
      group = 0;
      count = 0;
    }
  }
  if (count == 1 || padding > 2 || (count == 0) != (padding == 0)) return false;
  if (count != 0 && static_cast<std::size_t>(count) + padding != 4) return false;
  if (count == 2) out += static_cast<char>(group >> 4 & 255);
  if (count == 3) {
    out += static_cast<char>(group >> 10 & 255);
    out += static_cast<char>(group >> 2 & 255);
  }
  bytes = std::move(out);
  return true;
}

std::string format_size(std::uint64_t bytes) {
  if (bytes < 1000) return std::to_string(bytes) + " B";
  static constexpr std::array kUnits{"KB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes) / 1000.0;
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < kUnits.size()) {
    value /= 1000.0;
    ++unit;
  }
  return three_digits(value) + " " + kUnits[unit];
}

std::string format_duration(Nanoseconds duration) {
  const auto nanoseconds = static_cast<double>(duration.count());
  if (nanoseconds == 0) return "0";
  if (nanoseconds < 999.5e3) return three_digits(nanoseconds / 1e3) + " µs";
  if (nanoseconds < 999.5e6) return three_digits(nanoseconds / 1e6) + " ms";
  return three_digits(nanoseconds / 1e9) + " s";
}

std::string format_count(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string format_iso8601(WallTime time) {
  const auto since = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch());
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> day{};
  std::strftime(day.data(), day.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%s.%06ldZ", day.data(),
                static_cast<long>(since.count() % 1'000'000));
  return out.data();
}

std::string format_time_of_day(WallTime time, bool with_milliseconds) {
  const std::tm local = local_time(time);
  std::array<char, 16> clock{};
  std::strftime(clock.data(), clock.size(), "%H:%M:%S", &local);
  if (!with_milliseconds) return clock.data();
  const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%s.%03ld", clock.data(),
                static_cast<long>(since.count() % 1000));
  return out.data();
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t at = text.find(separator); at != std::string_view::npos;
       at = text.find(separator, start)) {
    parts.emplace_back(text.substr(start, at - start));
    start = at + 1;
  }
  parts.emplace_back(text.substr(start));
  return parts;
}

std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string wanted = lowered(word);
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string found;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, lowered(candidate));
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

bool looks_secret(std::string_view variable_name) {
  static constexpr std::array<std::string_view, 9> kWords{"SECRET", "TOKEN",      "PASSWORD",
                                                          "PASSWD", "PASSPHRASE", "CREDENTIAL",
                                                          "APIKEY", "PRIVATE",    "AUTH"};
  std::string name(variable_name);
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const auto holds = [&name](std::string_view word) { return name.find(word) != name.npos; };
  if (std::ranges::any_of(kWords, holds)) return true;
  return name == "KEY" || name.ends_with("_KEY") || name.ends_with("_KEY_ID") ||
         name.find("_KEY_") != name.npos;
}

}  // namespace emulator
