#pragma once

#include <cstddef>
#include <vector>

#include "emulator/model/invocation.h"

// A recorded invocation as something that can be played: which phase of which hop is seen when.
namespace app {

enum class PlayPhase {
  Queue,    // between the containers
  Send,     // the request is on its way to the container
  Wait,     // the container works
  Receive,  // its answer comes out
  Answer,   // the client's answer
};

struct PlayPiece {
  int hop = 0;  // 1-based; 0: the answer to the client
  PlayPhase phase = PlayPhase::Queue;
  emulator::Nanoseconds start{0};  // from receipt, as it was
  emulator::Nanoseconds length{0};
  double from = 0;  // seconds, as it is shown
  double to = 0;
};

struct Timeline {
  std::vector<PlayPiece> pieces;  // back to back; empty: nothing was recorded to play
  double seconds = 0;
};

struct PlayScale {
  double seconds = 10;      // that the whole takes
  bool true_scale = false;  // else short phases are stretched so that they can be seen
};

Timeline timeline_of(const emulator::Invocation& invocation, const PlayScale& scale);

// What is seen at one moment.
struct PlayMoment {
  int hop = 0;  // 0: the answer to the client
  PlayPhase phase = PlayPhase::Queue;
  double progress = 0;            // of the phase, 0 … 1
  emulator::Nanoseconds time{0};  // from receipt, as it was
};
// The timeline must have pieces.
PlayMoment moment_at(const Timeline& timeline, double position);

// Where a hop begins; hop 0 is the answer.
double start_of(const Timeline& timeline, int hop);
// Where the next hop (1) or the previous one (-1) begins, seen from `position`. Going back from
// within a hop goes to its start first.
double step_from(const Timeline& timeline, double position, int by);
// A still picture for each hop, for those who want no motion: the middle of its work.
double still_at(const Timeline& timeline, double position);

}  // namespace app
