#pragma once

#include <optional>

namespace app {

// Where the window stands, in screen units. Size and position are those it has while it is not
// maximised.
struct WindowPlacement {
  struct Position {
    int x = 0, y = 0;
    bool operator==(const Position&) const = default;
  };
  int width = 1440;
  int height = 900;
  std::optional<Position> position;  // none: the desktop decides, or does not tell
  bool maximised = false;
  bool operator==(const WindowPlacement&) const = default;
};

}  // namespace app
