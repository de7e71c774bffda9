#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/view_model/time_axis.h"
#include "emulator/model/invocation.h"
#include "emulator/model/pipeline.h"

namespace app {

enum class Phase {
  Queue,
  Send,
  Wait,
  Receive,
  Held,  // at the user's wish, before the stage was asked or after it answered
};

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
  std::string made_up;             // "MOCK", "edited"…: why it is no real exchange; else empty
  emulator::Nanoseconds held{0};
};

// When a hop was held: the engine tells how long in all, and the hops around it tell where.
struct HeldTimes {
  emulator::Nanoseconds before{0};
  emulator::Nanoseconds after{0};
};
std::vector<HeldTimes> held_times(const emulator::Invocation& invocation);

// A bypassed stage, to be shown where it would stand in the route.
struct SkippedStage {
  std::string name;
  std::size_t before = 0;  // position in Invocation::order of the stage that follows it
};
// Those of the pipeline, where it is still the one that the invocation ran through.
std::vector<SkippedStage> skipped_stages(const emulator::Pipeline& pipeline, std::uint64_t revision,
                                         const emulator::Invocation& invocation);

// From receipt to the answer; until now, while it runs.
emulator::Nanoseconds elapsed_until(const emulator::Invocation& invocation, emulator::WallTime now);

struct WaterfallInput {
  float plot_width = 0;    // pixels
  float least_bar = 3;     // pixels
  float least_tick = 90;   // pixels between labels
  emulator::WallTime now;  // for an invocation that still runs
  std::vector<SkippedStage> skipped;
  std::optional<TimeRange> shown;                 // none: all of it
  std::optional<emulator::Nanoseconds> held_for;  // since when it is held, where it is now
};

struct WaterfallLayout {
  std::vector<WaterfallRow> rows;  // one per stage of the route and skipped one, in route order
  std::vector<AxisTick> ticks;
  TimeRange whole;                  // all there is, with room after its end
  TimeRange shown;                  // from the plot's left edge to its right one
  emulator::Nanoseconds length{0};  // of the invocation, until now where it still runs
};

// Rows and bars of one invocation: x is time from receipt, our own overhead is the gap between
// one row's bars and the next. Bars beyond what is shown are left out, or end at the edge.
WaterfallLayout waterfall_layout(const emulator::Invocation& invocation,
                                 const WaterfallInput& input);

}  // namespace app
