#include "app/view_model/setting_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "emulator/base/text.h"

namespace app {

std::string limit_text(double value) {
  if (value == std::floor(value) && value < 1e15)
    return emulator::format_count(static_cast<std::uint64_t>(value));
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

std::optional<double> typed_limit(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c != ',' && c != ' ' && c != '_') digits += c;
  double value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, std::chars_format::fixed);
  if (digits.empty() || error != std::errc{} || stop != end) return std::nullopt;
  if (!std::isfinite(value) || value < 0) return std::nullopt;
  return value;
}

}  // namespace app
