#include "emulator/codec/recordings/har_time.h"

#include <charconv>

namespace emulator {
namespace {

// Takes exactly that many digits off the front.
bool take_digits(std::string_view& text, std::size_t count, int& out) {
  if (text.size() < count) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + count, out);
  if (error != std::errc{} || end != text.data() + count || text.front() == '-') return false;
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// ".123456789": digits beyond nanoseconds are dropped.
Nanoseconds take_fraction(std::string_view& text) {
  std::int64_t nanoseconds = 0;
  std::int64_t unit = 100'000'000;
  if (!take(text, '.')) return Nanoseconds{0};
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    nanoseconds += (text.front() - '0') * unit;
    unit /= 10;
    text.remove_prefix(1);
  }
  return Nanoseconds{nanoseconds};
}

// "Z", "+01:00", "-0530", nothing (taken for UTC).
std::optional<std::chrono::minutes> take_zone(std::string_view text) {
  if (text.empty() || text == "Z") return std::chrono::minutes{0};
  const bool west = text.front() == '-';
  if (!west && text.front() != '+') return std::nullopt;
  text.remove_prefix(1);
  int hours = 0;
  int minutes = 0;
  if (!take_digits(text, 2, hours)) return std::nullopt;
  take(text, ':');
  if (!take_digits(text, 2, minutes) || !text.empty()) return std::nullopt;
  const std::chrono::minutes offset{hours * 60 + minutes};
  return west ? -offset : offset;
}

}  // namespace

std::optional<WallTime> parse_iso8601(std::string_view text) {
  using namespace std::chrono;
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
  if (!take_digits(text, 4, y) || !take(text, '-') || !take_digits(text, 2, mo) ||
      !take(text, '-') || !take_digits(text, 2, d) || !take(text, 'T') ||
      !take_digits(text, 2, h) || !take(text, ':') || !take_digits(text, 2, mi) ||
      !take(text, ':') || !take_digits(text, 2, s))
    return std::nullopt;
  const year_month_day date{year{y}, month{static_cast<unsigned>(mo)},
                            day{static_cast<unsigned>(d)}};
  if (!date.ok() || y < 1970 || y > 2200 || h > 24 || mi > 59 || s > 60) return std::nullopt;
  const Nanoseconds fraction = take_fraction(text);
  const auto zone = take_zone(text);
  if (!zone) return std::nullopt;
  const auto at = sys_days{date} + hours{h} + minutes{mi} + seconds{s} - *zone;
  return WallTime(duration_cast<WallTime::duration>(at.time_since_epoch() + fraction));
}

}  // namespace emulator
