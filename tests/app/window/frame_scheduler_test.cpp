#include "app/window/frame_scheduler.h"

#include <catch2/catch_test_macros.hpp>

namespace {

using app::FrameScheduler;
using Facts = FrameScheduler::Facts;
using Ms = FrameScheduler::Milliseconds;

// A loop with a clock of its own: counts the frames that the scheduler asks for.
struct Loop {
  FrameScheduler scheduler;
  FrameScheduler::Time now = FrameScheduler::Time() + std::chrono::hours(1);
  Facts facts;

  FrameScheduler::Plan plan() { return scheduler.plan(now, facts); }

  // Frames drawn one after the other until the loop would sleep.
  int burst() {
    int frames = 0;
    while (plan().draw && frames < 100) {
      scheduler.frame_drawn(now);
      ++frames;
    }
    return frames;
  }

  // Frames in the next `time`, if nothing but time happens.
  int frames_within(Ms time) {
    const auto end = now + time;
    int frames = burst();
    while (true) {
      const auto sleep = plan().sleep;
      if (!sleep || now + *sleep > end) return frames;
      now += *sleep;
      frames += burst();
    }
  }
};

Loop settled() {
  Loop loop;
  loop.burst();
  return loop;
}

}  // namespace

TEST_CASE("the first frames need no cause") { CHECK(Loop().burst() == 3); }

TEST_CASE("an idle window draws nothing and sleeps without end") {
  Loop loop = settled();
  CHECK_FALSE(loop.plan().draw);
  CHECK_FALSE(loop.plan().sleep.has_value());
  CHECK(loop.frames_within(Ms(60'000)) == 0);
}

TEST_CASE("what is on its way is drawn about 60 times a second, and only so long") {
  Loop loop = settled();
  loop.facts.moving = true;
  CHECK(loop.frames_within(Ms(1000)) > 55);
  loop.facts.moving = false;
  CHECK(loop.frames_within(Ms(1000)) == 0);
}

TEST_CASE("input is answered by three frames") {
  Loop loop = settled();
  loop.scheduler.input_arrived();
  CHECK(loop.burst() == 3);
  CHECK(loop.burst() == 0);
}

TEST_CASE("new data is answered by two frames, once") {
  Loop loop = settled();
  loop.facts.generation = 7;
  CHECK(loop.burst() == 2);
  CHECK(loop.burst() == 0);
}

TEST_CASE("new data during input adds no frames") {
  Loop loop = settled();
  loop.scheduler.input_arrived();
  loop.facts.generation = 7;
  CHECK(loop.burst() == 3);
}

TEST_CASE("elapsed time is drawn ten times a second while something runs") {
  Loop loop = settled();
  loop.facts.busy = true;
  CHECK(loop.plan().sleep == Ms(100));
  CHECK(loop.frames_within(Ms(1000)) == 10);
  loop.facts.busy = false;
  CHECK(loop.frames_within(Ms(1000)) == 0);
}

TEST_CASE("a text cursor blinks twice a second, only while there is one") {
  Loop loop = settled();
  loop.facts.text_input_active = true;
  CHECK(loop.frames_within(Ms(2000)) == 4);
  loop.facts.text_input_active = false;
  CHECK(loop.frames_within(Ms(2000)) == 0);
}

TEST_CASE("a minimised window draws nothing, and what it missed when it is back") {
  Loop loop = settled();
  loop.facts = {.generation = 3, .busy = true, .text_input_active = true, .iconified = true};
  loop.scheduler.input_arrived();
  CHECK(loop.burst() == 0);
  CHECK_FALSE(loop.plan().sleep.has_value());
  loop.facts = {.generation = 3};
  CHECK(loop.burst() == 3);
}

TEST_CASE("a sleep is never shorter than a millisecond") {
  Loop loop = settled();
  loop.facts.busy = true;
  loop.now += std::chrono::microseconds(99'950);
  CHECK_FALSE(loop.plan().draw);
  CHECK(loop.plan().sleep == Ms(1));
  loop.now += Ms(1);
  CHECK(loop.plan().draw);
}

TEST_CASE("after a long pause one frame is due, not many") {
  Loop loop = settled();
  loop.facts.busy = true;
  loop.now += std::chrono::hours(2);
  CHECK(loop.burst() == 1);
}
