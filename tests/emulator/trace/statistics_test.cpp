#include "emulator/trace/statistics.h"

#include <algorithm>
#include <random>

#include <catch2/catch_test_macros.hpp>

using namespace emulator;
using namespace std::chrono_literals;

namespace {

struct Reached {
  std::uint64_t stage;
  std::string name;
  Nanoseconds time;
  std::variant<HttpResponse, TransportError> outcome = HttpResponse{.status = 200};
};

HopPtr hop(Reached reached) {
  Hop made;
  made.stage = StageId{reached.stage};
  made.container_hostname = std::move(reached.name);
  made.outcome = std::move(reached.outcome);
  made.timing = {
      .queue = 1h, .connect = 1ns, .send = 1ns, .wait = reached.time - 3ns, .receive = 1ns};
  return std::make_shared<const Hop>(std::move(made));
}

class Recorded {
 public:
  Recorded& add(std::vector<Reached> hops, Nanoseconds duration = 1s, bool answered = true) {
    Invocation made;
    made.id = InvocationId{++last_};
    for (Reached& reached : hops) made.hops.push_back(hop(std::move(reached)));
    made.duration = duration;
    made.finished = true;
    if (answered) made.response = HttpResponse{.status = 200};
    store_.put(std::make_shared<const Invocation>(std::move(made)));
    return *this;
  }
  const TraceView& view() {
    view_ = store_.view();
    return *view_;
  }

 private:
  std::uint64_t last_ = 0;
  TraceStore store_;
  std::shared_ptr<const TraceView> view_;
};

}  // namespace

TEST_CASE("no samples give a summary of zeros") { CHECK(summarise({}) == LatencySummary{}); }

TEST_CASE("a single sample is every percentile") {
  CHECK(summarise({7ns}) == LatencySummary{1, 7ns, 7ns, 7ns, 7ns});
}

TEST_CASE("percentiles are by nearest rank, whatever the order of the samples") {
  std::vector<Nanoseconds> samples;
  for (int i = 1; i <= 1000; ++i) samples.emplace_back(i);
  std::ranges::shuffle(samples, std::mt19937(3));
  CHECK(summarise(samples) == LatencySummary{1000, 500ns, 900ns, 990ns, 1000ns});
  CHECK(summarise({3ns, 1ns, 2ns}) == LatencySummary{3, 2ns, 3ns, 3ns, 3ns});
}

TEST_CASE("stages are listed as they were first reached, with their own times") {
  Recorded trace;
  trace.add({{1, "prep", 10ns}, {2, "model", 30ns}}).add({{1, "prep", 20ns}, {2, "model", 50ns}});
  const auto rows = stage_latencies(trace.view());
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].container_hostname == "prep");
  CHECK(rows[0].container == LatencySummary{2, 10ns, 20ns, 20ns, 20ns});
  CHECK(rows[1].container_hostname == "model");
  CHECK(rows[1].container == LatencySummary{2, 30ns, 50ns, 50ns, 50ns});
}

TEST_CASE("a renamed stage is one stage with its newest name") {
  Recorded trace;
  trace.add({{1, "old", 10ns}}).add({{1, "new", 20ns}});
  const auto rows = stage_latencies(trace.view());
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].container_hostname == "new");
}

TEST_CASE("failed hops count and cancelled ones do not") {
  Recorded trace;
  trace.add({{1, "prep", 10ns, HttpResponse{.status = 500}}})
      .add({{1, "prep", 20ns, TransportError{TransportErrorKind::Timeout, "", nullptr}}})
      .add({{1, "prep", 30ns, TransportError{TransportErrorKind::Cancelled, "", nullptr}}});
  const auto rows = stage_latencies(trace.view());
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].failed_hops == 2);
  CHECK(rows[0].container == LatencySummary{2, 10ns, 20ns, 20ns, 20ns});
}

TEST_CASE("a range limits what is counted") {
  Recorded trace;
  for (int i = 1; i <= 10; ++i) trace.add({{1, "prep", Nanoseconds(i * 10)}}, Nanoseconds(i));
  CHECK(stage_latencies(trace.view(), {2, 5})[0].container ==
        LatencySummary{3, 40ns, 50ns, 50ns, 50ns});
  CHECK(invocation_latency(trace.view(), {8, 99}) == LatencySummary{2, 9ns, 10ns, 10ns, 10ns});
  CHECK(stage_latencies(trace.view(), {10, 20}).empty());
  CHECK(invocation_latency(trace.view(), {7, 3}) == LatencySummary{});
}

TEST_CASE("only invocations with an answer have a latency") {
  Recorded trace;
  trace.add({}, 5ns).add({}, 9ns, false);
  CHECK(invocation_latency(trace.view()) == LatencySummary{1, 5ns, 5ns, 5ns, 5ns});
}
