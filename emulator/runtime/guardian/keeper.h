#pragma once

#include "emulator/base/descriptor.h"

namespace emulator {

// What a keeper is given by the guardian that forked it.
struct KeeperLinks {
  Descriptor channel;   // to hoplens: StageCommand and orders in, messages out
  Descriptor lifeline;  // closes when the guardian dies
  Descriptor out;       // the stage's stdout
  Descriptor err;       // the stage's stderr
};

// The keeper of one stage, in a process of its own: starts it, reports its exit, and kills what
// is left of it when told to, when it has exited by itself, and when hoplens or the guardian is
// gone. A subreaper, so a daemon that the stage makes stays below it. Never returns.
[[noreturn]] void keep_stage(KeeperLinks links);

}  // namespace emulator
