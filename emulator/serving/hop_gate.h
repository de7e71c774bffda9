#pragma once

#include <optional>
#include <stop_token>

#include "emulator/model/hop.h"

namespace emulator {

struct RouteStage;

// What becomes of a hop that was held.
struct GateVerdict {
  bool go_on = true;                   // false: the invocation ends here
  std::optional<HttpResponse> answer;  // taken in place of the stage's
};

// May hold the thread that walks an invocation, before a stage is asked and after it answered.
// Called on the walking thread; `stop` lets it go. One gate may serve many invocations at once.
class HopGate {
 public:
  virtual ~HopGate() = default;
  // True: there is nothing to ask it about at the moment. Called for every hop, so it is cheap.
  virtual bool idle() const { return false; }
  // May change what is sent. `prepared` tells position and stage; it has no outcome yet.
  virtual GateVerdict before(const Hop& prepared, HttpRequest& request, std::stop_token stop) = 0;
  // May change the answer. Not called for a hop without an answer.
  virtual GateVerdict after(const Hop& hop, HttpResponse& response, std::stop_token stop) = 0;
};

}  // namespace emulator
