#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "emulator/model/stand_in.h"
#include "emulator/serving/hop_transport.h"

// Stages that are rehearsed: somebody else answers, or something goes wrong on purpose.
namespace emulator {

// One of several recordings, and how close its request is.
struct ChosenAnswer {
  const Recording* recording = nullptr;
  std::string note;  // "answer of invocation 12, same request"
};

// The recording whose request is the same in body, Content-Type and Accept; else the closest one:
// of the same media type rather than of another, then the one whose body differs in the fewest
// bytes between what both begin and end with, then the newest. nullopt without recordings. Pure;
// needs the bodies in memory.
std::optional<ChosenAnswer> answer_from(const FromRecordings& recorded, const HttpRequest& request);

// The fault changes an answer that was given.
bool spoils_answer(FaultKind kind);

struct RehearsalLimits {
  SteadyTime deadline = SteadyTime::max();
  std::uint64_t hand_over_bytes = 0;  // an oversize answer has more (contract 3.21, 3.22)
};

struct RehearsedAnswer {
  Exchange exchange;
  HopSource source = HopSource::Container;
  std::string note;  // as Hop::source_note
};

// What comes of asking a stage that is rehearsed. `ask` sends to the container; it is called at
// most once, and not at all where somebody stands in or where the fault leaves it nothing to say.
// A delay ends early with the deadline (a time-out) or when stop is requested.
RehearsedAnswer rehearsed_answer(const Rehearsal& rehearsal, HttpRequest request,
                                 const RehearsalLimits& limits, const std::stop_token& stop,
                                 const std::function<Exchange(HttpRequest)>& ask);

}  // namespace emulator
