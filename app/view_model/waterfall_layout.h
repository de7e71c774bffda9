#pragma once

#include <string>
#include <vector>

#include "emulator/model/invocation.h"

namespace app {

enum class Phase { Queue, Send, Wait, Receive };

struct PhaseBar {
  Phase phase = Phase::Wait;
  float x = 0;      // pixels from the plot's left edge
  float width = 0;  // at least WaterfallInput::least_bar
};

enum class WaterfallRowState {
  Answered,   // 2xx
  Refused,    // the container answered with an error
  NoAnswer,   // the wire failed
  Running,    // being asked at this moment
  Waiting,    // not reached yet
  NotCalled,  // never reached: the chain stopped before it
};

struct WaterfallRow {
  int hop = 0;  // 1-based
  std::string name;
  WaterfallRowState state = WaterfallRowState::Answered;
  std::vector<PhaseBar> bars;
  std::string total;  // "84.0 ms"; "not called", …
};

struct AxisTick {
  float x = 0;
  std::string label;  // empty for the ticks in between
};

struct WaterfallInput {
  float plot_width = 0;    // pixels
  float least_bar = 3;     // pixels
  float least_tick = 90;   // pixels between labels
  emulator::WallTime now;  // for an invocation that still runs
};

struct WaterfallLayout {
  std::vector<WaterfallRow> rows;  // one per stage of the route, in route order
  std::vector<AxisTick> ticks;
  emulator::Nanoseconds span{0};  // time at the plot's right edge
};

// Rows and bars of one invocation: x is time from receipt, our own overhead is the gap between
// one row's bars and the next.
WaterfallLayout waterfall_layout(const emulator::Invocation& invocation,
                                 const WaterfallInput& input);

// The smallest of 1, 2, 5 × 10ⁿ that is not less than `least`.
emulator::Nanoseconds nice_step(emulator::Nanoseconds least);

}  // namespace app
