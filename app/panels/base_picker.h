#pragma once

#include "app/panels/panel.h"

namespace app {

// What the selected invocation is compared with. Looked for anew when something changes.
struct ComparedWith {
  emulator::InvocationPtr other;  // null: there is no other invocation
  std::string why;                // "marked", "previous with the same request"
};
ComparedWith compared_with(const emulator::EngineSnapshot& now,
                           const emulator::Invocation& invocation, const Selection& selection,
                           CompareState& state);

struct BasePicker {
  const emulator::Invocation& invocation;
  const ComparedWith& with;
  bool hop_offers = false;  // also its own messages, and what they were before an edit
};
// A chip that says with what; its list offers others. Returns its right edge in `x`.
PanelResult draw_base_picker(const Pen& pen, const PanelInput& in, const BasePicker& picker,
                             Selection& selection, Rect& place);

// The chip of the tolerance with its two fields; returns its right edge in `place`.
void draw_tolerance(const Pen& pen, CompareState& state, Rect& place);

}  // namespace app
