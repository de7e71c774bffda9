#pragma once

#include "app/panels/panel.h"

namespace app {

// What is played in slow motion: play and pause, hop by hop, a scrubber, how long it takes, and
// what happens in a sentence.
PanelResult draw_playback_bar(const PanelInput& in, PlaybackState& state, Selection& selection,
                              const Style& style);

// Lets the time of what is played pass, and keeps the selection on the hop that is seen. What is
// selected otherwise is played from there.
void follow_playback(const emulator::EngineSnapshot& now, PlaybackState& state,
                     Selection& selection, bool reduced_motion);

}  // namespace app
