#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/view_model/message_draft.h"
#include "emulator/engine/commands.h"
#include "emulator/engine/snapshot.h"

namespace app {

// What a message is written for.
enum class WritingPurpose {
  HeldRequest,   // sent in place of the one that is held
  HeldResponse,  // handed on in place of the one that is held
  HandAnswer,    // an answer in place of the stage's
  Rerun,         // what hop k sends when it is run again
  StageAlone,    // what one stage is sent by itself
  Canned,        // what a stage answers from now on
};

// A message while it is written in its dialog.
struct MessageWriting {
  WritingPurpose purpose = WritingPurpose::HeldRequest;
  MessageDraft draft;
  MessageDraft before;              // as it was first; reset goes back to it
  emulator::HttpRequest request;    // what draft and before are of
  emulator::HttpResponse response;  // the same, of an answer
  emulator::InvocationId invocation;
  int hop = 0;
  emulator::StageId stage;
  std::string stage_name;
};

// What was written for an invocation that is held, until it goes on.
struct HeldEdit {
  emulator::InvocationId invocation;
  int hop = 0;
  emulator::HoldMoment moment = emulator::HoldMoment::BeforeRequest;
  std::optional<emulator::HttpRequest> request;
  std::optional<emulator::HttpResponse> response;
  std::string parts;  // what is edited, in words
};

// One breakpoint while it is written in its dialog.
struct BreakpointWriting {
  emulator::StageId stage;
  emulator::HoldMoment moment = emulator::HoldMoment::BeforeRequest;
  bool once = false;
  std::string condition;
};

// What the screen remembers about invocations that are held, and about mocks and faults.
struct DebuggerState {
  std::vector<HeldEdit> edits;
  MessageWriting writing;        // while Dialog::Message is open
  BreakpointWriting breakpoint;  // while Dialog::Breakpoints is open
};

// The hold that debugger actions are about: of the selected invocation, else the longest one.
inline const emulator::HeldHop* held_in_view(const emulator::DebugView& debug,
                                             emulator::InvocationId selected) {
  if (const emulator::HeldHop* held = debug.held_at(selected)) return held;
  return debug.held.empty() ? nullptr : &debug.held.front();
}

// What was written for it; null: nothing.
inline const HeldEdit* edit_of(const DebuggerState& state, const emulator::HeldHop& held) {
  for (const HeldEdit& edit : state.edits)
    if (edit.invocation == held.invocation && edit.hop == held.hop && edit.moment == held.moment)
      return &edit;
  return nullptr;
}

}  // namespace app
