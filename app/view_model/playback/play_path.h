#pragma once

#include <optional>
#include <vector>

#include "app/view_model/playback/timeline.h"
#include "app/view_model/strip_layout.h"

namespace app {

// Where the moving request is on the pipeline strip.
struct PlayDot {
  Point at;
  std::vector<Point> trail;         // the way of this phase, corner by corner, up to the dot
  std::optional<std::size_t> card;  // that is worked in
};

// `cards` holds for each hop the card of its stage; none where the strip has it no more. Nothing
// where the dot would be at such a card.
std::optional<PlayDot> play_dot(const StripLayout& layout,
                                const std::vector<std::optional<std::size_t>>& cards,
                                const PlayMoment& moment, float scale);

}  // namespace app
