#include <array>

#include "app/actions/rows.h"

// Slow-motion playback of what was recorded.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;

bool can_play(const EngineSnapshot& now, const AppState& state) {
  const auto invocation = selected_invocation(now, state.selection);
  return invocation && invocation->finished && !invocation->hops.empty();
}
void play_back(const ActionContext& c) {
  PlaybackState& playback = c.state.playback;
  if (!playback.invocation) {
    playback.invocation = c.state.selection.invocation;
    playback.position = 0;
    playback.hop = 0;
    playback.playing = false;
    c.state.region.zoomed.reset();  // the strip is where it is seen
  }
  if (!playback.playing && playback.position >= playback.length) playback.position = 0;
  playback.playing = !playback.playing;
}

bool plays(const EngineSnapshot&, const AppState& state) {
  return static_cast<bool>(state.playback.invocation);
}
void end_playback(const ActionContext& c) {
  c.state.playback.invocation = {};
  c.state.playback.playing = false;
}

// The position stays at the same moment.
void change_length(const ActionContext& c) {
  constexpr std::array kLengths = {5.0, 10.0, 20.0};
  PlaybackState& playback = c.state.playback;
  std::size_t next = 0;
  for (std::size_t i = 0; i + 1 < kLengths.size(); ++i)
    if (playback.length == kLengths[i]) next = i + 1;
  playback.position *= kLengths[next] / playback.length;
  playback.length = kLengths[next];
}
void change_scale(const ActionContext& c) {
  c.state.playback.true_scale = !c.state.playback.true_scale;
}

constexpr std::array kRows = {
    Action{Id::PlayBack, "play-back", "Play in slow motion, or pause", ImGuiKey_P, 0, kNotTyping,
           kOnce, can_play, play_back},
    Action{Id::EndPlayback, "end-playback", "End the slow motion", ImGuiKey_Escape, 0, kNotTyping,
           kOnce, plays, end_playback},
    Action{Id::PlaybackLength, "playback-length", "Slow motion in 5, 10 or 20 seconds", 0, 0,
           kNotTyping, kOnce, plays, change_length},
    Action{Id::PlaybackScale, "playback-scale", "Slow motion to scale, or short phases stretched",
           0, 0, kNotTyping, kOnce, plays, change_scale},
};

}  // namespace

std::span<const Action> playback_actions() { return kRows; }

}  // namespace app
