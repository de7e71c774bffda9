#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace app {

// Decides when to draw and how long to sleep. Pure: time comes in from outside. One thread.
class FrameScheduler {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Milliseconds = std::chrono::milliseconds;

  static constexpr int kFramesAfterInput = 3;       // popups and sizes settle a frame or two late
  static constexpr int kFramesAfterGeneration = 2;  // new data, then what it moved
  static constexpr Milliseconds kMotionTick{16};    // about 60 frames a second
  static constexpr Milliseconds kElapsedTick{100};  // "Starting 3.2 s"
  static constexpr Milliseconds kCursorBlink{500};
  static constexpr Milliseconds kShortestSleep{1};
  static constexpr Milliseconds kLongestSleep{1000};

  // What the loop knows before each decision.
  struct Facts {
    std::uint64_t generation = 0;    // of the engine's snapshot
    bool busy = false;               // something runs whose elapsed time is shown
    bool moving = false;             // something on the screen is on its way
    bool text_input_active = false;  // a text cursor blinks
    bool iconified = false;
  };

  struct Plan {
    bool draw = false;
    std::optional<Milliseconds> sleep;  // when not drawing; nothing: until an event comes
  };

  // Something happened that a frame must answer: key, mouse, resize, a file dropped.
  void input_arrived() { frames_left_ = kFramesAfterInput; }

  Plan plan(Time now, const Facts& facts);
  void frame_drawn(Time now);

 private:
  std::optional<Milliseconds> period(const Facts& facts) const;

  int frames_left_ = kFramesAfterInput;  // the first frames need no cause
  std::uint64_t generation_ = 0;
  Time last_frame_{};
};

}  // namespace app
