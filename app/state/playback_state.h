#pragma once

#include "emulator/model/ids.h"

namespace app {

// A recorded invocation that is shown in slow motion.
struct PlaybackState {
  emulator::InvocationId invocation;  // none: nothing is played
  bool playing = false;
  double position = 0;      // seconds from the start, of the time as it is shown
  double length = 10;       // seconds that the whole takes
  bool true_scale = false;  // phases as long as they were; else short ones are stretched
  int hop = 0;              // that the selection was put on last; 0: none yet
};

}  // namespace app
