#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emulator/base/clock.h"
#include "emulator/model/http_message.h"
#include "emulator/model/ids.h"

// What may answer in a stage's place, and what may be made to go wrong with it. For trying things
// here only: never part of the pipeline's file, never exported.
namespace emulator {

// Who gave a hop's answer.
enum class HopSource {
  Container,  // the stage itself
  Recording,  // an answer that was recorded for the same or the closest request
  Canned,     // an answer that the user wrote down for the stage
  Hand,       // an answer typed while the hop was held
  Kept,       // the hop of an earlier invocation that this one goes on from
};

// "container", "recording", "canned", "hand", "kept".
std::string_view to_text(HopSource source);

// One exchange that was recorded with a stage. Its bodies are in memory.
struct Recording {
  InvocationId invocation;
  HttpRequest request;
  HttpResponse response;
};

struct FromRecordings {
  std::vector<Recording> recordings;  // oldest first
};
struct CannedAnswer {
  HttpResponse response;
};
// monostate: the container answers.
using StandIn = std::variant<std::monostate, FromRecordings, CannedAnswer>;

enum class FaultKind {
  None,
  Delay,        // the answer comes `delay` later
  Status,       // … with `status` and `body`
  WrongType,    // … with `content_type`
  Truncated,    // the connection ends in the middle of the body
  Oversize,     // the answer is larger than may pass on (contract 3.21, 3.22)
  Dropped,      // the connection ends before the answer
  PingFailing,  // the stage answers /ping with 503 (contract 2.19)
};

struct Fault {
  FaultKind kind = FaultKind::None;
  std::string preset;  // the id of the preset that it came from; "": none
  Nanoseconds delay{0};
  int status = 500;
  std::string content_type;
  std::string body;
};

// How a stage is rehearsed. Immutable; shared with the plans of running invocations.
struct Rehearsal {
  StandIn stand_in;
  Fault fault;
  bool is_real() const { return stand_in.index() == 0 && fault.kind == FaultKind::None; }
};
using RehearsalPtr = std::shared_ptr<const Rehearsal>;

}  // namespace emulator
