#pragma once

// Plain rectangles for layouts, so that layout code needs no ImGui. Pixels, origin top left.
namespace app {

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  float right() const { return x + w; }
  float bottom() const { return y + h; }
  float center_x() const { return x + w / 2; }
  float center_y() const { return y + h / 2; }
  bool contains(float px, float py) const {
    return px >= x && px < right() && py >= y && py < bottom();
  }
  bool operator==(const Rect&) const = default;
};

}  // namespace app
