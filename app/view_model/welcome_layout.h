#pragma once

#include <cstddef>
#include <vector>

#include "app/view_model/geometry.h"

namespace app {

struct WelcomeInput {
  float width = 0;  // of the area, pixels
  float height = 0;
  float scale = 1;
  std::size_t recent = 0;            // pipelines that were open before
  std::vector<float> button_widths;  // pixels, from the left
};

// Pixels, from the area's corner. What a small area has no room for is empty.
struct WelcomeLayout {
  Rect chain;  // the picture
  Rect title;
  std::vector<Rect> buttons;
  Rect hint;
  Rect heading;              // above the recent pipelines
  std::vector<Rect> recent;  // at most five
  Rect keys;
};

// One column in the middle. The keys go first where there is no room, then the picture, then
// recent pipelines from the last one.
WelcomeLayout welcome_layout(const WelcomeInput& input);

}  // namespace app
