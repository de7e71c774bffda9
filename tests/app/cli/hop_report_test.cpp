#include "app/cli/hop_report.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace app::cli;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using emulator::Hop;
using emulator::HttpResponse;
using emulator::Invocation;

namespace {

HttpResponse answer(int status, std::string_view type, std::string_view body) {
  HttpResponse response;
  response.status = status;
  response.reason = status == 200 ? "OK" : "Bad";
  response.headers.add("Content-Type", std::string(type));
  response.body = emulator::make_body(body);
  return response;
}

Hop make_hop(int index, std::string name, emulator::Nanoseconds start, emulator::Nanoseconds wait) {
  Hop hop;
  hop.index = index;
  hop.container_hostname = std::move(name);
  hop.start = start;
  hop.timing.wait = wait;
  hop.request.headers.add("Content-Type", "text/csv");
  hop.request.body = emulator::make_body("1,2,3\n");
  hop.outcome = answer(200, "text/csv; charset=utf-8", "4,5");
  return hop;
}

Invocation three_stages() {
  Invocation invocation;
  invocation.model_name = "wine";
  invocation.order = {"preprocess", "model", "postprocess"};
  invocation.duration = 10ms;
  invocation.finished = true;
  return invocation;
}

Invocation answered() {
  Invocation invocation = three_stages();
  invocation.hops = {std::make_shared<Hop>(make_hop(1, "preprocess", 0ms, 2ms)),
                     std::make_shared<Hop>(make_hop(2, "model", 2ms, 6ms)),
                     std::make_shared<Hop>(make_hop(3, "postprocess", 8ms, 2ms))};
  invocation.response = answer(200, "application/json", "{}");
  return invocation;
}

// The second stage refuses what it gets.
Invocation refused() {
  Invocation invocation = three_stages();
  Hop model = make_hop(2, "model", 2ms, 1ms);
  model.outcome = answer(415, "text/plain", "I only take\njson");
  invocation.hops = {std::make_shared<Hop>(make_hop(1, "preprocess", 0ms, 2ms)),
                     std::make_shared<Hop>(std::move(model))};
  invocation.response = answer(424, "application/json", "{}");
  return invocation;
}

std::ptrdiff_t count(const std::vector<Phase>& cells, Phase phase) {
  return std::ranges::count(cells, phase);
}

}  // namespace

TEST_CASE("a bar stands where its hop stands in the invocation") {
  const auto cells = bar_cells(make_hop(2, "model", 2ms, 6ms), 10ms, 10);
  REQUIRE(cells.size() == 10);
  CHECK(cells[1] == Phase::None);
  CHECK(cells[2] == Phase::Wait);
  CHECK(cells[7] == Phase::Wait);
  CHECK(cells[8] == Phase::None);
}

TEST_CASE("each phase of a hop fills its share of the bar, in order") {
  Hop hop = make_hop(1, "model", 2ms, 3ms);
  hop.timing.queue = 2ms;
  hop.timing.connect = 1ms;
  hop.timing.send = 1ms;
  hop.timing.receive = 3ms;
  const auto cells = bar_cells(hop, 10ms, 10);
  const std::vector<Phase> expected = {Phase::Queue,   Phase::Queue,  Phase::Send, Phase::Send,
                                       Phase::Wait,    Phase::Wait,   Phase::Wait, Phase::Receive,
                                       Phase::Receive, Phase::Receive};
  CHECK(cells == expected);
}

TEST_CASE("a hop too short for a cell still gets one, inside of the bar") {
  CHECK(count(bar_cells(make_hop(1, "a", 5s, 1us), 10s, 20), Phase::Wait) == 1);
  const auto at_the_end = bar_cells(make_hop(1, "a", 10s, 1us), 10s, 20);
  CHECK(at_the_end.back() == Phase::Wait);
}

TEST_CASE("a bar survives an invocation that took no time") {
  CHECK(bar_cells(make_hop(1, "a", 0ms, 0ms), 0ms, 8).size() == 8);
}

TEST_CASE("every hop has a row with status, time, types and sizes") {
  const std::string text = hop_report(answered(), Paint(false), 140);
  CHECK_THAT(text, ContainsSubstring("✓ 200 OK  10.0 ms  containers 10.0 ms, overhead 0"));
  CHECK_THAT(text, ContainsSubstring(" 2  model      "));
  CHECK_THAT(text, ContainsSubstring("6.00 ms  text/csv 6 B → text/csv; charset=utf-8 3 B"));
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("a narrow terminal gets types and sizes on a line of their own") {
  const std::string text = hop_report(answered(), Paint(false), 80);
  CHECK_THAT(text, ContainsSubstring("\n    text/csv 6 B → text/csv; charset=utf-8 3 B\n"));
}

TEST_CASE("stages behind a failing one are named as not reached") {
  const std::string text = hop_report(refused(), Paint(false), 140);
  CHECK_THAT(text, ContainsSubstring("✗ 415"));
  CHECK_THAT(text, ContainsSubstring(" 3  postprocess  not reached"));
}

TEST_CASE("colours are in the report only where they are wanted") {
  CHECK_THAT(hop_report(answered(), Paint(true), 140), ContainsSubstring("\x1b[32m"));
}

TEST_CASE("a refusal is explained with the stage's own words on one line") {
  const std::string text = failure_text(refused(), Paint(false));
  CHECK_THAT(text, ContainsSubstring("model answered 415 Bad"));
  CHECK_THAT(text, ContainsSubstring("It said: I only take json"));
}

TEST_CASE("an answer that broke off is explained with kind and message") {
  Invocation invocation = refused();
  Hop hop = *invocation.hops[1];
  emulator::TransportError error;
  error.kind = emulator::TransportErrorKind::Closed;
  error.message = "closed after 12 of 40 bytes";
  error.partial = std::make_shared<HttpResponse>(answer(200, "text/csv", "half"));
  hop.outcome = error;
  invocation.hops[1] = std::make_shared<Hop>(hop);
  CHECK_THAT(failure_text(invocation, Paint(false)),
             ContainsSubstring("gave no complete answer (closed): closed after 12 of 40 bytes"));
  CHECK_THAT(hop_report(invocation, Paint(false), 140),
             ContainsSubstring("text/csv 4 B, broken off"));
}

TEST_CASE("a good answer needs no explanation") {
  CHECK(failure_text(answered(), Paint(false)).empty());
  CHECK(answered_well(answered()));
  CHECK_FALSE(answered_well(refused()));
  CHECK_FALSE(answered_well(three_stages()));
}

TEST_CASE("what a stage says cannot command the terminal") {
  Invocation invocation = refused();
  Hop hop = *invocation.hops[1];
  hop.outcome = answer(500, "text/\x1b[31mred", "fine");
  invocation.hops[1] = std::make_shared<Hop>(hop);
  CHECK(hop_report(invocation, Paint(false), 140).find('\x1b') == std::string::npos);
}
