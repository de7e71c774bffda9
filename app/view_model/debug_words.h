#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/base/clock.h"
#include "emulator/engine/snapshot.h"

// What is tried with a pipeline, in words.
namespace app {

// The status of an invocation that is held.
inline constexpr const char* kPausedWord = "paused";
// "Paused before hop 2", "Paused after hop 2".
std::string held_title(const emulator::HeldHop& held);
// Where what is held came from, and what it will become; with the contract's facts.
std::string held_sentence(const emulator::HeldHop& held, const emulator::Invocation& invocation);
// Who waits for the answer: "boto3 waits; its read time-out is 60 s by default". "": nobody but us.
std::string held_client(const emulator::HeldHop& held);

// Where an invocation came from: "replay of 12 from hop 2", "model alone"; "": nothing to say.
std::string provenance(const emulator::Invocation& invocation);
// Why its answer is not only the containers' own: "MOCK, FAULT, edited, by hand"; "": it is.
std::string tampering(const emulator::Invocation& invocation);
// The same of one hop: "MOCK + FAULT", "edited", "by hand", "kept"; "": it is what the stage said.
std::string hop_mark(const emulator::Hop& hop);
// … as a sentence: "Answered by a recording: answer of invocation 12, …".
std::string source_sentence(const emulator::Hop& hop);

// What a card is marked with: MOCK, FAULT, or both.
std::string rehearsal_mark(const emulator::Rehearsal& rehearsal);
// "Answered from 12 recordings, answers 5 s late".
std::string rehearsal_sentence(const emulator::Rehearsal& rehearsal);

// "model, before, once, size:>1MB".
std::string breakpoint_words(const emulator::Breakpoint& breakpoint);
// Why a breakpoint's condition cannot be read; "": it can.
std::string condition_problem(const std::string& condition, emulator::HoldMoment moment);

}  // namespace app
