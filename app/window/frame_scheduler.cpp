#include "app/window/frame_scheduler.h"

#include <algorithm>

namespace app {

std::optional<FrameScheduler::Milliseconds> FrameScheduler::period(const Facts& facts) const {
  if (facts.moving) return kMotionTick;
  if (facts.busy) return kElapsedTick;
  if (facts.text_input_active) return kCursorBlink;
  return std::nullopt;
}

FrameScheduler::Plan FrameScheduler::plan(Time now, const Facts& facts) {
  // Nobody looks: whatever is due is drawn after the window is back, which is an event.
  if (facts.iconified) return {};
  if (facts.generation != generation_) {
    generation_ = facts.generation;
    frames_left_ = std::max(frames_left_, kFramesAfterGeneration);
  }
  if (frames_left_ > 0) return {.draw = true};
  const std::optional<Milliseconds> every = period(facts);
  if (!every) return {};
  const auto left = std::chrono::ceil<Milliseconds>(last_frame_ + *every - now);
  if (left <= Milliseconds::zero()) return {.draw = true};
  return {.sleep = std::clamp(left, kShortestSleep, kLongestSleep)};
}

void FrameScheduler::frame_drawn(Time now) {
  frames_left_ = std::max(0, frames_left_ - 1);
  last_frame_ = now;
}

}  // namespace app
