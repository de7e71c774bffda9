#pragma once

namespace app {

// What the user chose once and wants to find again.
struct Settings {
  enum class ThemeChoice { Desktop, Dark, Light };  // Desktop: as the desktop says, else dark
  ThemeChoice theme = ThemeChoice::Desktop;
  float zoom = 1.0f;  // 0.75 … 3, on top of the desktop's own scale
  bool reduced_motion = false;
  bool operator==(const Settings&) const = default;
};

}  // namespace app
