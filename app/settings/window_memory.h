#pragma once

#include <filesystem>
#include <vector>

#include "app/view_model/window_layout.h"
#include "app/window/window_placement.h"

namespace app {

// How the window was left.
struct WindowMemory {
  WindowPlacement place;
  Splits splits;
  bool left_shown = true;
  bool drawer_shown = true;
  std::vector<std::filesystem::path> recent;  // pipelines, the last one first
  bool operator==(const WindowMemory&) const = default;
};

}  // namespace app
