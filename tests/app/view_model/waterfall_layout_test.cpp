#include "app/view_model/waterfall_layout.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/fake_snapshot.h"

using namespace app;
using namespace std::chrono_literals;
using Catch::Approx;

namespace {

WaterfallInput plot(float width) {
  WaterfallInput input;
  input.plot_width = width;
  input.now = tests::fake_now();
  return input;
}

float end_of(const WaterfallRow& row) { return row.bars.back().x + row.bars.back().width; }

}  // namespace

TEST_CASE("bars stand at their time and have their phase's length") {
  const auto invocation = tests::fake_invocation(tests::abalone_invocation(127));
  const WaterfallLayout layout = waterfall_layout(*invocation, plot(1113.2f));  // 10 px per ms
  REQUIRE(layout.rows.size() == 3);
  const WaterfallRow& model = layout.rows[1];
  CHECK(model.name == "model");
  CHECK(model.total == "84.0 ms");
  REQUIRE(model.bars.size() == 4);
  CHECK(model.bars[0].phase == Phase::Queue);
  CHECK(model.bars[0].x == Approx(128).margin(0.1));  // 13.1 ms, 0.3 ms of them queue
  CHECK(model.bars[2].phase == Phase::Wait);
  CHECK(model.bars[2].width == Approx(826).margin(0.1));
}

TEST_CASE("no bar is thinner than three pixels and none overlaps the one before") {
  auto fake = tests::abalone_invocation(1);
  fake.hops[2].queue_ms = fake.hops[2].send_ms = 0.001;
  const WaterfallLayout layout = waterfall_layout(*tests::fake_invocation(fake), plot(300));
  for (const WaterfallRow& row : layout.rows) {
    for (std::size_t i = 0; i < row.bars.size(); ++i) {
      CHECK(row.bars[i].width >= 3.0f);
      if (i > 0) CHECK(row.bars[i].x >= row.bars[i - 1].x + row.bars[i - 1].width - 0.01f);
    }
    CHECK(end_of(row) <= 300.01f);
  }
}

TEST_CASE("a phase that took no time has no bar") {
  auto fake = tests::abalone_invocation(1);
  fake.hops[0].queue_ms = 0;
  const WaterfallLayout layout = waterfall_layout(*tests::fake_invocation(fake), plot(800));
  CHECK(layout.rows[0].bars.front().phase == Phase::Send);
}

TEST_CASE("stages that were never reached say so") {
  auto fake = tests::abalone_invocation(1);
  fake.status = 424;
  fake.hops.resize(2);
  fake.hops[1].status = 415;
  const WaterfallLayout layout = waterfall_layout(*tests::fake_invocation(fake), plot(800));
  REQUIRE(layout.rows.size() == 3);
  CHECK(layout.rows[1].state == WaterfallRowState::Refused);
  CHECK(layout.rows[2].state == WaterfallRowState::NotCalled);
  CHECK(layout.rows[2].total == "not called");
  CHECK(layout.rows[2].bars.empty());
}

TEST_CASE("a broken wire is another state than a refusal") {
  auto fake = tests::abalone_invocation(1);
  fake.hops.resize(1);
  fake.hops[0].status = 0;
  const WaterfallLayout layout = waterfall_layout(*tests::fake_invocation(fake), plot(800));
  CHECK(layout.rows[0].state == WaterfallRowState::NoAnswer);
}

TEST_CASE("the hop being waited for grows until now") {
  auto fake = tests::abalone_invocation(1);
  fake.status = 0;
  fake.duration_ms = 0;
  fake.seconds_ago = 1;
  fake.hops.resize(1);
  const WaterfallLayout layout = waterfall_layout(*tests::fake_invocation(fake), plot(1100));
  CHECK(layout.rows[1].state == WaterfallRowState::Running);
  CHECK(end_of(layout.rows[1]) == Approx(1000).margin(0.5));
  CHECK(layout.rows[2].state == WaterfallRowState::Waiting);
}

TEST_CASE("the hop that is held waits for the user from then on") {
  auto fake = tests::abalone_invocation(1);
  fake.status = 0;
  fake.duration_ms = 0;
  fake.seconds_ago = 1;
  fake.hops.resize(1);
  WaterfallInput input = plot(1100);
  input.held_for = 600ms;
  const auto invocation = tests::fake_invocation(fake);
  const WaterfallRow asked = waterfall_layout(*invocation, input).rows[1];
  CHECK(asked.total == "held");
  REQUIRE(asked.bars.size() == 2);  // it was asked, answered, and is held since
  CHECK(asked.bars[0].phase == Phase::Wait);
  CHECK(asked.bars[1].phase == Phase::Held);
  CHECK(asked.bars[1].width == Approx(600).margin(0.5));
  input.held_for = 2s;  // since before it was asked
  const WaterfallRow before = waterfall_layout(*invocation, input).rows[1];
  REQUIRE(before.bars.size() == 1);
  CHECK(before.bars[0].phase == Phase::Held);
}

TEST_CASE("ticks stand at round times with labels in one unit") {
  const auto invocation = tests::fake_invocation(tests::abalone_invocation(127));
  const WaterfallLayout layout = waterfall_layout(*invocation, plot(890));
  std::vector<std::string> labels;
  for (const AxisTick& tick : layout.ticks)
    if (!tick.label.empty()) labels.push_back(tick.label);
  CHECK(labels == std::vector<std::string>{"0 ms", "20 ms", "40 ms", "60 ms", "80 ms", "100 ms"});
  CHECK(layout.ticks[1].label.empty());
  CHECK(layout.ticks[1].x == Approx(layout.ticks[2].x / 2));
}

TEST_CASE("steps are one, two or five times a power of ten") {
  CHECK(nice_step(1ns) == 1ns);
  CHECK(nice_step(3ns) == 5ns);
  CHECK(nice_step(11us) == 20us);
  CHECK(nice_step(60ms) == 100ms);
  CHECK(nice_step(100ms) == 100ms);
}

TEST_CASE("an invocation that took no measurable time still has a plot") {
  auto fake = tests::abalone_invocation(1);
  fake.hops.clear();
  fake.duration_ms = 0;
  const WaterfallLayout layout = waterfall_layout(*tests::fake_invocation(fake), plot(800));
  CHECK(layout.whole.length() > 0ns);
  CHECK(layout.rows.size() == 3);
  CHECK_FALSE(layout.ticks.empty());
}
