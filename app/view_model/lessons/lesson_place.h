#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/view_model/geometry.h"

namespace app {

struct LessonPlaceInput {
  Rect window;      // where the card may stand
  float width = 0;  // of the card
  float height = 0;
  float margin = 0;  // to the window's edges, and to what is pointed at
  std::optional<Rect> spot;
  std::size_t corner = 0;  // where it stands already
};
struct LessonPlace {
  std::size_t corner = 0;
  Rect card;
};
// A corner of the window that leaves what is pointed at free: the one where the card stands
// already, else the first of bottom right, bottom left, top right, top left. Where none does, the
// one that covers least.
LessonPlace lesson_place(const LessonPlaceInput& input);

// The window without the holes, as rectangles that do not overlap.
std::vector<Rect> around(const Rect& window, std::span<const Rect> holes);

}  // namespace app
