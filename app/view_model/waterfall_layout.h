#pragma once

#include <string>
#include <vector>

#include "emulator/model/invocation.h"
#include "emulator/model/pipeline.h"

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
  Skipped,    // bypassed: not part of the route
};

// Time in which no container was asked: our own overhead.
struct WaterfallGap {
  enum class Place { BeforeFirst, Between, AfterLast };
  Place place = Place::Between;
  float x = 0;
  float width = 0;
  emulator::Nanoseconds length{0};
};
// "Overhead 31 µs: Hoplens between the stages"
std::string gap_text(const WaterfallGap& gap);

struct WaterfallRow {
  int hop = 0;  // 1-based; 0: a stage that was skipped
  std::string name;
  WaterfallRowState state = WaterfallRowState::Answered;
  std::vector<PhaseBar> bars;
  std::string total;               // "84.0 ms"; "not called", …
  std::vector<WaterfallGap> gaps;  // around its bars
};

// A bypassed stage, to be shown where it would stand in the route.
struct SkippedStage {
  std::string name;
  std::size_t before = 0;  // position in Invocation::order of the stage that follows it
};
// Those of the pipeline, where it is still the one that the invocation ran through.
std::vector<SkippedStage> skipped_stages(const emulator::Pipeline& pipeline, std::uint64_t revision,
                                         const emulator::Invocation& invocation);

struct AxisTick {
  float x = 0;
  std::string label;  // empty for the ticks in between
};

struct WaterfallInput {
  float plot_width = 0;    // pixels
  float least_bar = 3;     // pixels
  float least_tick = 90;   // pixels between labels
  emulator::WallTime now;  // for an invocation that still runs
  std::vector<SkippedStage> skipped;
};

struct WaterfallLayout {
  std::vector<WaterfallRow> rows;  // one per stage of the route and skipped one, in route order
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
