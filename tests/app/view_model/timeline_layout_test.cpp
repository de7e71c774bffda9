#include "app/view_model/timeline_layout.h"

#include <random>
#include <set>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/fake_snapshot.h"

using namespace app;
using namespace std::chrono_literals;
using Catch::Approx;
using emulator::Invocation;
using emulator::InvocationId;
using emulator::Nanoseconds;

namespace {

constexpr std::size_t kAll = 1'000'000;

// Milliseconds after the epoch.
emulator::InvocationPtr ran(std::uint64_t id, int from_ms, int length_ms, int status = 200) {
  auto made = std::make_shared<Invocation>();
  made->id = InvocationId{id};
  made->started_at = emulator::WallTime{std::chrono::milliseconds{from_ms}};
  made->finished = status != 0;
  made->duration = std::chrono::milliseconds{status == 0 ? 0 : length_ms};
  if (status != 0) {
    made->response.emplace();
    made->response->status = status;
  }
  return made;
}

std::vector<std::uint64_t> ids_of(const std::vector<InvocationId>& ids) {
  std::vector<std::uint64_t> values;
  for (const InvocationId id : ids) values.push_back(id.value);
  return values;
}

}  // namespace

TEST_CASE("rows of a range are those that ran within it, newest first") {
  emulator::TraceStore store;
  store.put(ran(1, 0, 10));
  store.put(ran(2, 5, 100));
  store.put(ran(3, 20, 10));
  store.put(ran(4, 60, 0, 0));
  TimelineIndex index;
  index.update(*store.view(), kAll);
  CHECK(ids_of(index.within({15ms, 25ms})) == std::vector<std::uint64_t>{3, 2});
  CHECK(ids_of(index.within({70ms, 80ms})) == std::vector<std::uint64_t>{4, 2});
  CHECK(ids_of(index.within({0ms, 500ms})) == std::vector<std::uint64_t>{4, 3, 2, 1});
}

TEST_CASE("an index that was kept up to date knows what a look at everything finds") {
  std::mt19937 random(3);
  emulator::TraceStore store(200);
  TimelineIndex index;
  std::uint64_t last = 0;
  std::set<std::uint64_t> ended;
  for (int step = 0; step < 300; ++step) {
    for (unsigned i = 0; i < random() % 4; ++i) {
      const int status = random() % 4 == 0 ? 0 : 200;
      store.put(ran(++last, step * 10, 5 + static_cast<int>(random() % 80), status));
      if (status != 0) ended.insert(last);
    }
    if (random() % 5 == 0) last += 1;  // reported late, below
    if (last > 8) {
      const std::uint64_t late = last - random() % 8;
      if (ended.insert(late).second) store.put(ran(late, step * 10, 7));
    }
    if (random() % 60 == 0) store.clear();
    const auto trace = store.view();
    index.update(*trace, 3 + random() % 100);
    if (index.behind() > 0) continue;
    const TimeRange range{std::chrono::milliseconds{step * 5}, std::chrono::milliseconds{step * 9}};
    std::vector<std::uint64_t> expected;
    for (std::size_t i = trace->size(); i-- > 0;) {
      const Invocation& one = *(*trace)[i];
      const Nanoseconds from = one.started_at.time_since_epoch();
      const Nanoseconds to =
          one.finished ? from + std::max(one.duration, Nanoseconds{1}) : Nanoseconds::max();
      if (from <= range.to && to >= range.from) expected.push_back(one.id.value);
    }
    CHECK(ids_of(index.within(range)) == expected);
  }
}

TEST_CASE("parts tell how many ran at once, and where one failed") {
  emulator::TraceStore store;
  store.put(ran(1, 0, 50));
  store.put(ran(2, 20, 40));
  store.put(ran(3, 30, 5, 424));
  TimelineIndex index;
  index.update(*store.view(), kAll);
  const auto parts = index.parts({0ms, 100ms}, 10);
  CHECK(parts[0].running == 1);
  CHECK(parts[2].running == 2);
  CHECK(parts[3].running == 3);
  CHECK(parts[3].failed);
  CHECK_FALSE(parts[4].failed);
  CHECK(parts[9].running == 0);
}

TEST_CASE("a bar is split by stages where they can be told apart") {
  const auto invocation = tests::fake_invocation(tests::abalone_invocation(1));
  const Nanoseconds from = invocation->started_at.time_since_epoch();
  const TimelineBar bar =
      timeline_bar(*invocation, {{from, from + 200ms}, 2'000}, 3, tests::fake_now());
  CHECK(bar.width == Approx(1'012).margin(1));
  REQUIRE(bar.segments.size() == 3);
  CHECK(bar.segments[1].hop == 2);
  CHECK(bar.segments[1].x == Approx(131).margin(1));
  CHECK(bar.segments[1].width == Approx(840).margin(1));
  const TimelineBar tiny =
      timeline_bar(*invocation, {{from, from + 200s}, 2'000}, 3, tests::fake_now());
  CHECK(tiny.segments.empty());
  CHECK(tiny.width == 3);
  const TimelineBar beyond =
      timeline_bar(*invocation, {{from + 1s, from + 2s}, 2'000}, 3, tests::fake_now());
  CHECK(beyond.width == 0);
}

TEST_CASE("the stage that is being asked grows until now") {
  auto fake = tests::abalone_invocation(1);
  fake.status = 0;
  fake.seconds_ago = 1;
  fake.hops.resize(1);
  const auto invocation = tests::fake_invocation(fake);
  const Nanoseconds from = invocation->started_at.time_since_epoch();
  const TimelineBar bar =
      timeline_bar(*invocation, {{from, from + 2s}, 2'000}, 3, tests::fake_now());
  REQUIRE(bar.segments.size() == 2);
  CHECK(bar.segments[1].running);
  CHECK(bar.segments[1].x + bar.segments[1].width == Approx(1'000).margin(1));
}
