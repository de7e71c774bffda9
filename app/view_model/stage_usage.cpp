#include "app/view_model/stage_usage.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "emulator/base/text.h"

namespace app {
namespace {

constexpr std::array<std::string_view, 5> kUnits = {"B", "KB", "MB", "GB", "TB"};
constexpr double kNear = 0.9;

// "84 MB", "8.4 MB": two digits do for a number that changes all the time.
struct Size {
  std::string number;
  std::string_view unit;
  std::string text() const { return number + " " + std::string(unit); }
};
Size size_of(std::uint64_t bytes) {
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  std::array<char, 32> text{};
  const bool fine = unit > 0 && value < 9.95;
  std::snprintf(text.data(), text.size(), fine ? "%.1f" : "%.0f", value);
  return {text.data(), kUnits[unit]};
}

std::string percent(double cpus) { return std::to_string(std::lround(cpus * 100)) + " %"; }

// An amount as it is written in a text.
struct Amount {
  double number = 0;
  std::optional<double> factor;  // of its unit, where it has one
};

std::optional<double> factor_of(std::string_view unit) {
  const auto at = std::ranges::find(kUnits, unit);
  if (at == kUnits.end()) return std::nullopt;
  return std::pow(1000.0, at - kUnits.begin());
}

std::optional<double> number_of(std::string_view word) {
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool whole = error == std::errc{} && end == word.data() + word.size();
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<Amount> amount_of(std::string_view number, std::string_view unit) {
  const auto value = number_of(number);
  return value ? std::optional(Amount{*value, factor_of(unit)}) : std::nullopt;
}

// "…, 45 MB" or "… step 3"
std::optional<Amount> last_amount(std::string_view text) {
  const auto words = emulator::split(text, ' ');
  const std::size_t count = words.size();
  if (count >= 2 && factor_of(words[count - 1]))
    return amount_of(words[count - 2], words[count - 1]);
  return amount_of(words[count - 1], "");
}

// "120 MB…" or "7…"
std::optional<Amount> first_amount(std::string_view text) {
  auto words = emulator::split(text, ' ');
  words.resize(std::max<std::size_t>(words.size(), 2));
  for (std::string& word : words)
    word.resize(std::min(word.find_last_not_of(",;") + 1, word.size()));
  return amount_of(words[0], words[1]);
}

}  // namespace

UsageWords usage_words(const emulator::StageUsage& usage) {
  UsageWords words;
  words.cpu = percent(usage.cpus);
  const Size used = size_of(usage.memory_bytes);
  words.used = words.memory = used.text();
  if (usage.memory_limit == 0) return words;
  const Size limit = size_of(usage.memory_limit);
  words.memory = (used.unit == limit.unit ? used.number : used.text()) + " of " + limit.text();
  words.near_limit =
      static_cast<double>(usage.memory_bytes) >= kNear * static_cast<double>(usage.memory_limit);
  return words;
}

std::string usage_sentence(const emulator::StageUsage& usage) {
  const std::string memory = size_of(usage.memory_bytes).text();
  const std::string limit =
      usage.memory_limit == 0 ? "" : " of " + size_of(usage.memory_limit).text();
  return percent(usage.cpus) + " of one processor, " + memory + limit + " memory";
}

std::string_view memory_advice(const emulator::StageStatus& status) {
  const bool limited = status.cause.find("out of memory (limit") != std::string::npos;
  return limited ? "Raise MemoryBytes of this stage, or let its server start fewer workers" : "";
}

std::string_view doing_of(const emulator::StageStatus& status) {
  const bool works =
      status.state == emulator::StageState::Starting && !status.cause.starts_with("/ping");
  return works ? std::string_view(status.cause) : std::string_view();
}

std::optional<float> told_progress(std::string_view text) {
  constexpr std::string_view kOf = " of ";
  const std::size_t at = text.rfind(kOf);
  if (at == std::string_view::npos) return std::nullopt;
  const auto done = last_amount(text.substr(0, at));
  const auto all = first_amount(text.substr(at + kOf.size()));
  if (!done || !all || all->number <= 0) return std::nullopt;
  const double unit = all->factor.value_or(1);
  const double share = done->number * done->factor.value_or(unit) / (all->number * unit);
  return static_cast<float>(std::clamp(share, 0.0, 1.0));
}

}  // namespace app
