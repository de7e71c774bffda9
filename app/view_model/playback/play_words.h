#pragma once

#include <string>
#include <string_view>

#include "app/view_model/playback/timeline.h"

namespace app {

// What happens at a moment, in a sentence, and the contract fact that it rests on.
struct PlayCaption {
  std::string text;
  std::string_view fact;  // "3.3"
};
PlayCaption caption_of(const emulator::Invocation& invocation, const PlayMoment& moment);

// "queue", "send", "wait", "receive", "answer"
std::string_view phase_word(PlayPhase phase);

// Size of what moves: the request, then the response. "3.4 KB"; "no answer".
std::string moving_size(const emulator::Invocation& invocation, const PlayMoment& moment);
// What moves is, or leads to, an answer that is no success.
bool moves_failure(const emulator::Invocation& invocation, const PlayMoment& moment);

}  // namespace app
