#pragma once

#include "app/panels/panel.h"

namespace app {

// The hold to show in the inspector's place; null: the inspector itself. An earlier hop of the
// same invocation can still be looked at.
const emulator::HeldHop* shown_hold(const emulator::EngineSnapshot& now,
                                    const Selection& selection);

// An invocation that waits for the user: where it is, what is about to travel on, what to do.
PanelResult draw_held_panel(const PanelInput& in, const emulator::HeldHop& held, AppState& state,
                            const Style& style);

}  // namespace app
