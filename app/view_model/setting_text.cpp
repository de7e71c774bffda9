#include "app/view_model/setting_text.h"

#include <algorithm>
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

std::optional<int> typed_port(std::string_view text) {
  const std::string_view digits = emulator::trim(text);
  int value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (digits.empty() || error != std::errc{} || stop != end) return std::nullopt;
  if (value < 0 || value > 65'535) return std::nullopt;
  return value;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string host_problem(std::string_view host) {
  if (host.empty()) return "Write an address of this machine, such as 127.0.0.1";
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == ':' || c == '_';
  };
  return std::ranges::all_of(host, fits) ? ""
                                         : "Write an address or a name, without http:// or port";
}

}  // namespace app
