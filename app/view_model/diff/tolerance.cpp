#include "app/view_model/diff/tolerance.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "emulator/base/text.h"

namespace app {

bool same_number(double before, double after, const Tolerance& tolerance) {
  if (before == after || (std::isnan(before) && std::isnan(after))) return true;
  if (!std::isfinite(before) || !std::isfinite(after)) return false;
  const double larger = std::max(std::abs(before), std::abs(after));
  return std::abs(before - after) <= std::max(tolerance.absolute, tolerance.relative * larger);
}

std::optional<double> number_in(std::string_view text) {
  text = emulator::trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

bool same_value(std::string_view before, std::string_view after, const Tolerance& tolerance,
                bool& near) {
  near = false;
  if (before == after) return true;
  const auto was = number_in(before);
  const auto is = was ? number_in(after) : std::nullopt;
  if (!is || !same_number(*was, *is, tolerance)) return false;
  near = *was != *is;
  return true;
}

std::string short_number(double number) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
  std::string out(text.data(), error == std::errc{} ? end : text.data());
  const std::size_t e = out.find('e');  // "1e-09"
  if (e != out.npos && e + 2 < out.size() && out[e + 2] == '0') out.erase(e + 2, 1);
  return out;
}

std::string to_text(const Tolerance& tolerance) {
  const std::string relative = short_number(tolerance.relative) + " relative";
  if (tolerance.absolute <= 0) return tolerance.relative <= 0 ? "exactly" : relative;
  const std::string absolute = short_number(tolerance.absolute) + " absolute";
  return tolerance.relative <= 0 ? absolute : absolute + " or " + relative;
}

std::optional<double> typed_tolerance(std::string_view text) {
  text = emulator::trim(text);
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const auto number = number_in(text);
  if (!number || !(*number >= 0) || !std::isfinite(*number)) return std::nullopt;
  return percent ? *number / 100 : *number;
}

}  // namespace app
