#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace app {

struct Rgba {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Rgba&) const = default;
};

// Colours by role; panels never name a colour. Both themes have the same roles.
enum class Role {
  Window,
  Panel,
  Card,
  Hover,
  Field,
  Border,
  Text,
  TextDim,
  TextFaint,
  Accent,
  OnAccent,
  Selection,
  Ok,
  Running,
  Warning,
  Error,
  Idle,
  PhaseQueue,
  PhaseSend,
  PhaseWait,
  PhaseReceive,
  Stage1,
  Stage2,
  Stage3,
  Stage4,
  Stage5,
  Stage6,
  Count,
};

struct Theme {
  std::string_view name;  // "dark", "light"
  bool dark = true;
  std::array<Rgba, static_cast<std::size_t>(Role::Count)> colors{};
  Rgba operator[](Role role) const { return colors[static_cast<std::size_t>(role)]; }
};

const Theme& dark_theme();
const Theme& light_theme();

}  // namespace app
