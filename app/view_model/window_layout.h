#pragma once

#include <optional>

#include "app/view_model/geometry.h"

namespace app {

// Sizes that the user can drag, in design points.
struct Splits {
  float left = 300;
  float composer = 300;
  float waterfall = 188;
  float drawer = 200;
  bool operator==(const Splits&) const = default;
};

// The parts of the window that can be gone to by key, in the order of their numbers.
enum class Region { Strip, Invocations, Request, Waterfall, Inspector, Drawer };

struct WindowLayoutInput {
  float width = 0;  // pixels
  float height = 0;
  float scale = 1;
  Splits splits;
  bool left_shown = true;
  bool drawer_shown = true;
  bool banner_shown = false;
  std::optional<Region> zoomed;  // it has the window to itself, below the top bar
  float playback = 0;            // design points of the bar below the strip; 0: none
  bool tabs_shown = false;
};

// Where each region stands. Regions that are hidden have no size.
struct WindowLayout {
  Rect tab_bar, top_bar, banner, strip, playback, list, composer, waterfall, inspector, drawer;
  bool messages_stacked = false;  // request above response instead of beside it
  Splits splits;                  // as they came out after clamping, design points
};

// Regions tile the window without gaps. The inspector is the last to give up room.
WindowLayout window_layout(const WindowLayoutInput& input);

}  // namespace app
