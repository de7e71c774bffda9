#include "app/view_model/playback/timeline.h"

#include <algorithm>
#include <numeric>

namespace app {
namespace {

using emulator::Nanoseconds;

// Seconds that a phase is seen at least, while there is room for all of them.
double least_of(PlayPhase phase) {
  switch (phase) {
    case PlayPhase::Queue:
      return 0.35;
    case PlayPhase::Send:
      return 0.7;
    case PlayPhase::Wait:
      return 0.7;
    case PlayPhase::Receive:
      return 0.45;
    case PlayPhase::Answer:
      return 0.9;
  }
  return 0;
}

void add(Timeline& timeline, int hop, PlayPhase phase, Nanoseconds length) {
  const Nanoseconds start = timeline.pieces.empty()
                                ? Nanoseconds{0}
                                : timeline.pieces.back().start + timeline.pieces.back().length;
  timeline.pieces.push_back({hop, phase, start, std::max(length, Nanoseconds{0}), 0, 0});
}

Nanoseconds recorded(const Timeline& timeline) {
  if (timeline.pieces.empty()) return Nanoseconds{0};
  return timeline.pieces.back().start + timeline.pieces.back().length;
}

// How long each piece is shown.
std::vector<double> shown_lengths(const Timeline& timeline, const PlayScale& scale) {
  constexpr double kMostForLeast = 0.7;  // of the whole; the rest tells long phases from short ones
  double least = 0;
  for (const PlayPiece& piece : timeline.pieces) least += least_of(piece.phase);
  const double whole = static_cast<double>(recorded(timeline).count());
  const bool stretched = !scale.true_scale || whole <= 0;
  const double shrink = std::min(1.0, kMostForLeast * scale.seconds / least);
  const double floor = stretched ? shrink : 0;
  const double rest = scale.seconds - floor * least;
  std::vector<double> lengths;
  for (const PlayPiece& piece : timeline.pieces) {
    const double share = whole > 0 ? static_cast<double>(piece.length.count()) / whole
                                   : 1.0 / static_cast<double>(timeline.pieces.size());
    lengths.push_back(floor * least_of(piece.phase) + rest * share);
  }
  return lengths;
}

const PlayPiece& piece_at(const Timeline& timeline, double position) {
  const auto found = std::ranges::find_if(
      timeline.pieces, [position](const PlayPiece& piece) { return position < piece.to; });
  return found == timeline.pieces.end() ? timeline.pieces.back() : *found;
}

}  // namespace

Timeline timeline_of(const emulator::Invocation& invocation, const PlayScale& scale) {
  Timeline timeline;
  timeline.seconds = scale.seconds;
  for (const emulator::HopPtr& hop : invocation.hops) {
    add(timeline, hop->index, PlayPhase::Queue, hop->timing.queue);
    add(timeline, hop->index, PlayPhase::Send, hop->timing.connect + hop->timing.send);
    add(timeline, hop->index, PlayPhase::Wait, hop->timing.wait);
    add(timeline, hop->index, PlayPhase::Receive, hop->timing.receive);
  }
  if (timeline.pieces.empty()) return timeline;
  Nanoseconds held{0};
  for (const auto& hop : invocation.hops) held += hop->held;
  add(timeline, 0, PlayPhase::Answer, invocation.duration - held - recorded(timeline));
  double at = 0;
  const std::vector<double> lengths = shown_lengths(timeline, scale);
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    timeline.pieces[i].from = at;
    timeline.pieces[i].to = at += lengths[i];
  }
  timeline.pieces.back().to = scale.seconds;
  return timeline;
}

PlayMoment moment_at(const Timeline& timeline, double position) {
  const PlayPiece& piece = piece_at(timeline, position);
  const double length = piece.to - piece.from;
  const double progress = length > 0 ? std::clamp((position - piece.from) / length, 0.0, 1.0) : 1.0;
  const auto into = static_cast<std::int64_t>(static_cast<double>(piece.length.count()) * progress);
  return {piece.hop, piece.phase, progress, piece.start + Nanoseconds{into}};
}

double start_of(const Timeline& timeline, int hop) {
  const auto found = std::ranges::find(timeline.pieces, hop, &PlayPiece::hop);
  return found == timeline.pieces.end() ? 0 : found->from;
}

double step_from(const Timeline& timeline, double position, int by) {
  constexpr double kAtStart = 0.25;  // seconds after which going back means this hop's start
  const PlayPiece& piece = piece_at(timeline, position);
  const double start = start_of(timeline, piece.hop);
  if (by > 0) {
    const auto next = std::ranges::find_if(timeline.pieces, [&](const PlayPiece& other) {
      return other.from >= piece.to && other.hop != piece.hop;
    });
    return next == timeline.pieces.end() ? timeline.seconds : next->from;
  }
  if (position - start > kAtStart) return start;
  double before = 0;
  for (const PlayPiece& other : timeline.pieces)
    if (other.from < start) before = start_of(timeline, other.hop);
  return before;
}

double still_at(const Timeline& timeline, double position) {
  const PlayPiece& piece = piece_at(timeline, position);
  if (piece.hop == 0) return timeline.seconds;
  for (const PlayPiece& other : timeline.pieces)
    if (other.hop == piece.hop && other.phase == PlayPhase::Wait)
      return std::midpoint(other.from, other.to);
  return piece.from;
}

}  // namespace app
