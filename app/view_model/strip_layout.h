#pragma once

#include <cstddef>
#include <vector>

#include "app/view_model/geometry.h"

namespace app {

// The pipeline strip: where the cards and the arrows between them stand. Pixels, relative to the
// strip's content (which may be wider than the strip: it scrolls sideways).
struct StripLayout {
  Rect client;               // the disc where requests come from
  std::vector<Rect> cards;   // in route order
  std::vector<Rect> arrows;  // one before each card and one after the last; height 0
  Rect answer;               // where the answer goes
  float content_width = 0;
};

StripLayout strip_layout(std::size_t stages, float width, float scale);

// The position that the card `from` would have if it were dropped with the pointer at `x`.
std::size_t landing_index(const StripLayout& layout, std::size_t from, float x);

// Where the landing caret stands for a card moving from `from` to `to`: the middle of the gap.
float caret_x(const StripLayout& layout, std::size_t from, std::size_t to);

}  // namespace app
