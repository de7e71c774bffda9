#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "app/theme/theme.h"

namespace app {

struct RoleColor {
  Role role;
  std::uint32_t rgb;  // 0xRRGGBB
};

constexpr Rgba rgba(std::uint32_t rgb) {
  return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8 & 0xFF),
          static_cast<std::uint8_t>(rgb & 0xFF), 255};
}

inline Theme make_theme(std::string_view name, bool dark, std::initializer_list<RoleColor> table) {
  Theme theme{.name = name, .dark = dark};
  for (const RoleColor& row : table) {
    theme.colors[static_cast<std::size_t>(row.role)] = rgba(row.rgb);
  }
  return theme;
}

}  // namespace app
