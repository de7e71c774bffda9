#pragma once

#include <stop_token>
#include <string>

#include "emulator/runtime/runtime.h"

namespace emulator {

// What came of one GET /ping.
struct PingResult {
  int status = 0;   // 0: no whole answer in time
  std::string why;  // where status is 0: "connection refused", "no answer in time"
  bool ok() const { return status == 200; }  // contract 2.21: whatever the body
};

// Sends GET <base>/ping and reads the whole answer. Never takes longer than `deadline`, however
// slowly the other side answers; gives up at once when stop is requested.
PingResult ping_stage(const StageAddress& address, SteadyTime deadline,
                      const std::stop_token& stop);

}  // namespace emulator
