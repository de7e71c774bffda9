#pragma once

#include <vector>

#include "emulator/engine/snapshot.h"

namespace app {

// What is odd right now, worst first: about the definition, the launch and the invocation that is
// looked at. Points into the snapshot.
struct FindingRows {
  std::vector<const emulator::Finding*> rows;
  bool any_error = false;
};

FindingRows finding_rows(const emulator::EngineSnapshot& now, emulator::InvocationId selected);

}  // namespace app
