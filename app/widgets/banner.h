#pragma once

#include <optional>
#include <span>
#include <string>

#include "app/theme/style.h"

namespace app {

// One line across the panel that says what is wrong and what can be done about it, with buttons at
// its end: the ways out in their order, then a quiet one that lets it be.
struct BannerText {
  std::string what;
  std::string detail;
};

// The button that was pressed; the quiet one counts behind the ways.
std::optional<std::size_t> draw_banner(const Style& style, const BannerText& text,
                                       std::span<const std::string> ways,
                                       const std::string& let_be);

}  // namespace app
