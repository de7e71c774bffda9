#pragma once

#include <string>
#include <vector>

#include "emulator/base/clock.h"
#include "emulator/model/http_message.h"
#include "emulator/model/ids.h"

// Where invocations are held, and what is held.
namespace emulator {

// Where a hop may be held: with the request that is about to be sent, or with the answer that is
// about to travel on.
enum class HoldMoment { BeforeRequest, AfterResponse };

// One place where invocations stop. A value: its id is its position in the engine's list.
struct Breakpoint {
  StageId stage;
  HoldMoment moment = HoldMoment::BeforeRequest;
  bool once = false;  // gone when it has held an invocation
  bool enabled = true;
  // What must hold besides: terms as in "status:>=400 size:>1MB header:content-type=text/csv
  // json:$.a.b=3 time:>50ms", all of them. Empty: always.
  std::string condition;
  bool operator==(const Breakpoint&) const = default;
};

// An invocation that waits for the user.
struct HeldHop {
  InvocationId invocation;
  int hop = 0;  // 1-based
  StageId stage;
  std::string container_hostname;
  HoldMoment moment = HoldMoment::BeforeRequest;
  std::string reason;     // "step", or the breakpoint in words
  HttpRequest request;    // what is about to be sent, or was
  HttpResponse response;  // AfterResponse only
  SteadyTime since{};
  std::string client;        // as Invocation::client; "": sent from here
  bool client_gone = false;  // nobody waits for the answer any more
};

}  // namespace emulator
