#pragma once

#include "app/panels/panel.h"
#include "app/state/source_state.h"

namespace app {

// Whether a stage runs as a process, so that its source is worth a word.
bool runs_from_source(const emulator::EngineSnapshot& now, emulator::StageId stage);

// Whether there is a stage to ask about whose source is newer than what runs.
bool tells_source_changed(const emulator::EngineSnapshot& now, const SourceState& state);
// The banner: restart it, do so from now on whenever a file changes, or leave it.
PanelResult draw_source_changed(const PanelInput& in, SourceState& state, Settings& settings,
                                const Style& style);

}  // namespace app
