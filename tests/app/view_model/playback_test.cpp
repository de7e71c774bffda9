#include <algorithm>
#include <cmath>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "app/view_model/playback/play_path.h"
#include "app/view_model/playback/play_words.h"
#include "app/view_model/playback/playback_layout.h"
#include "tests/support/fake_snapshot.h"

using namespace app;
using Catch::Approx;

namespace {

emulator::InvocationPtr abalone() { return tests::fake_invocation(tests::abalone_invocation(1)); }

// Two hops, the second one refuses.
emulator::InvocationPtr refused() {
  tests::FakeInvocation invocation{.id = 2, .status = 424, .duration_ms = 30};
  invocation.hops = {{.stage = "preprocess", .content_type = "text/csv; charset=utf-8"},
                     {.stage = "model", .start_ms = 12, .status = 415}};
  return tests::fake_invocation(invocation);
}

PlayMoment in_phase(const Timeline& timeline, int hop, PlayPhase phase) {
  for (const PlayPiece& piece : timeline.pieces)
    if (piece.hop == hop && piece.phase == phase)
      return moment_at(timeline, (piece.from + piece.to) / 2);
  return {};
}

}  // namespace

TEST_CASE("the whole takes as long as was chosen, piece by piece without a gap") {
  for (const double seconds : {5.0, 10.0, 20.0})
    for (const bool true_scale : {false, true}) {
      const Timeline timeline = timeline_of(*abalone(), {seconds, true_scale});
      REQUIRE(timeline.pieces.size() == 3 * 4 + 1);
      CHECK(timeline.pieces.front().from == 0);
      CHECK(timeline.pieces.back().to == seconds);
      for (std::size_t i = 0; i + 1 < timeline.pieces.size(); ++i)
        CHECK(timeline.pieces[i].to == timeline.pieces[i + 1].from);
    }
}

TEST_CASE("short phases are stretched so that they can be seen, and are not when it is to scale") {
  const Timeline stretched = timeline_of(*abalone(), {10, false});
  const Timeline to_scale = timeline_of(*abalone(), {10, true});
  for (const PlayPiece& piece : stretched.pieces) CHECK(piece.to - piece.from > 0.2);
  double shortest = 10;
  for (const PlayPiece& piece : to_scale.pieces)
    shortest = std::min(shortest, piece.to - piece.from);
  CHECK(shortest < 0.1);
  // The long one stays the longest.
  const auto length = [](const PlayPiece& piece) { return piece.to - piece.from; };
  for (const Timeline* timeline : {&stretched, &to_scale}) {
    const auto longest = std::ranges::max_element(timeline->pieces, {}, length);
    CHECK(longest->hop == 2);
    CHECK(longest->phase == PlayPhase::Wait);
  }
}

TEST_CASE("fifteen hops fit into five seconds") {
  tests::FakeInvocation invocation{.id = 3, .duration_ms = 200};
  for (int i = 0; i < 15; ++i)
    invocation.hops.push_back({.stage = "s" + std::to_string(i), .start_ms = i * 12.0});
  const Timeline timeline = timeline_of(*tests::fake_invocation(invocation), {5, false});
  CHECK(timeline.pieces.back().to == 5);
  for (const PlayPiece& piece : timeline.pieces) CHECK(piece.to > piece.from);
}

TEST_CASE("a position tells the hop, the phase, how far it is and the time as it was") {
  const auto invocation = abalone();
  const Timeline timeline = timeline_of(*invocation, {10, true});
  const PlayMoment start = moment_at(timeline, 0);
  CHECK(start.hop == 1);
  CHECK(start.time.count() == 0);
  const PlayMoment wait = in_phase(timeline, 2, PlayPhase::Wait);
  CHECK(wait.progress == Approx(0.5).margin(0.01));
  const PlayMoment end = moment_at(timeline, 10);
  CHECK(end.hop == 0);
  CHECK(end.phase == PlayPhase::Answer);
  CHECK(end.progress == 1);
}

TEST_CASE("stepping goes to the starts of hops, back to this one's own first") {
  const Timeline timeline = timeline_of(*abalone(), {10, false});
  const double second = start_of(timeline, 2), third = start_of(timeline, 3);
  CHECK(step_from(timeline, 0, 1) == second);
  CHECK(step_from(timeline, second, 1) == third);
  CHECK(step_from(timeline, third, 1) == start_of(timeline, 0));
  CHECK(step_from(timeline, start_of(timeline, 0), 1) == 10);
  CHECK(step_from(timeline, third - 0.1, -1) == second);
  CHECK(step_from(timeline, second, -1) == 0);
  CHECK(step_from(timeline, 0, -1) == 0);
}

TEST_CASE("without motion each hop is one still picture: the container at work") {
  const Timeline timeline = timeline_of(*abalone(), {10, false});
  const PlayMoment still = moment_at(timeline, still_at(timeline, start_of(timeline, 2)));
  CHECK(still.hop == 2);
  CHECK(still.phase == PlayPhase::Wait);
  CHECK(still_at(timeline, start_of(timeline, 2)) ==
        still_at(timeline, start_of(timeline, 3) - 0.01));
}

TEST_CASE("every phase is told in a sentence with the fact that it rests on") {
  const auto well = abalone();
  const Timeline timeline = timeline_of(*well, {10, false});
  CHECK(caption_of(*well, in_phase(timeline, 1, PlayPhase::Queue)).fact == "3.2");
  CHECK(caption_of(*well, in_phase(timeline, 1, PlayPhase::Send)).fact == "3.4");
  CHECK(caption_of(*well, in_phase(timeline, 2, PlayPhase::Queue)).fact == "3.1");
  CHECK(caption_of(*well, in_phase(timeline, 2, PlayPhase::Send)).fact == "3.3");
  CHECK(caption_of(*well, in_phase(timeline, 3, PlayPhase::Send)).fact == "3.7");
  CHECK(caption_of(*well, in_phase(timeline, 2, PlayPhase::Wait)).fact == "2.24");
  CHECK(caption_of(*well, moment_at(timeline, 10)).fact == "3.13");
  const auto bad = refused();
  const Timeline broken = timeline_of(*bad, {10, false});
  const PlayMoment answer = in_phase(broken, 2, PlayPhase::Receive);
  CHECK(caption_of(*bad, answer).fact == "3.20");
  CHECK(caption_of(*bad, answer).text.find("model answers 415") != std::string::npos);
  CHECK(moves_failure(*bad, answer));
  CHECK_FALSE(moves_failure(*bad, in_phase(broken, 1, PlayPhase::Receive)));
  CHECK(caption_of(*bad, moment_at(broken, 10)).fact == "3.14");
}

TEST_CASE("the request moves from the client into the card, along it and on to the next one") {
  const auto invocation = abalone();
  const Timeline timeline = timeline_of(*invocation, {10, false});
  const StripLayout layout = strip_layout(3, 1440, 1);
  const std::vector<std::optional<std::size_t>> cards{0, 1, 2};
  const auto at = [&](double position) {
    return play_dot(layout, cards, moment_at(timeline, position), 1).value();
  };
  CHECK(at(0).at == Point{layout.client.right(), layout.client.center_y()});
  const auto sending = play_dot(layout, cards, in_phase(timeline, 2, PlayPhase::Send), 1);
  REQUIRE(sending);
  CHECK(sending->at.x > layout.cards[0].right());
  CHECK(sending->at.x < layout.cards[1].x);
  CHECK_FALSE(sending->card);
  const auto working = play_dot(layout, cards, in_phase(timeline, 2, PlayPhase::Wait), 1);
  REQUIRE(working);
  CHECK(working->card == 1u);
  CHECK(working->at.y == layout.cards[1].bottom());
  CHECK(at(10).at == Point{layout.answer.x, layout.answer.center_y()});
  // Nothing jumps: from frame to frame it is a short way.
  Point before = at(0).at;
  for (double position = 0; position <= 10; position += 1.0 / 60) {
    const Point now = at(position).at;
    CHECK(std::hypot(now.x - before.x, now.y - before.y) < 30);
    before = now;
  }
}

TEST_CASE("cards that are passed over are gone round, and a stage that is gone has no dot") {
  const auto invocation = abalone();
  const Timeline timeline = timeline_of(*invocation, {10, false});
  const StripLayout layout = strip_layout(4, 1440, 1);
  const std::vector<std::optional<std::size_t>> over{0, 2, 3}, gone{0, std::nullopt, 2};
  const PlayMoment sending = in_phase(timeline, 2, PlayPhase::Send);
  const auto dot = play_dot(layout, over, sending, 1);
  REQUIRE(dot);
  CHECK(dot->at.y < layout.cards[0].y);
  CHECK_FALSE(play_dot(layout, gone, sending, 1));
  CHECK_FALSE(play_dot(layout, gone, in_phase(timeline, 3, PlayPhase::Send), 1));
}

TEST_CASE("the bar keeps its scrubber in a narrow window and gives up the time") {
  const PlaybackLayout wide = playback_layout({0, 160, 1440, playback_height()}, 1);
  CHECK(wide.time.w > 0);
  const PlaybackLayout narrow = playback_layout({0, 160, 640, playback_height()}, 1);
  CHECK(narrow.time.w == 0);
  CHECK(narrow.scrubber.w > 100);
  CHECK(narrow.close.right() <= 640);
  CHECK(narrow.caption.bottom() <= 160 + playback_height());
}
