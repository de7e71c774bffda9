#include "emulator/engine/breakpoint_condition.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/scripted_transport.h"

using namespace emulator;
using namespace test_support;
using namespace std::chrono_literals;

namespace {

// A hop that was sent CSV and answered JSON with 415 after 60 ms.
Hop hop() {
  Hop out;
  out.request.headers.add("Content-Type", "text/csv");
  out.request.body = make_body("1,2,3");
  out.outcome = reply(415, "application/json", R"({"error":{"code":7,"text":"no csv"}})");
  out.timing.wait = 60ms;
  return out;
}

bool holds(std::string_view condition, HoldMoment moment) {
  const auto parsed = BreakpointCondition::parse(condition, moment);
  REQUIRE(parsed);
  const Hop at = hop();
  return parsed->holds(at, moment, at.request);
}
bool before(std::string_view condition) { return holds(condition, HoldMoment::BeforeRequest); }
bool after(std::string_view condition) { return holds(condition, HoldMoment::AfterResponse); }

std::string problem(std::string_view condition, HoldMoment moment = HoldMoment::AfterResponse) {
  const auto parsed = BreakpointCondition::parse(condition, moment);
  return parsed ? "" : parsed.error().what;
}

}  // namespace

TEST_CASE("an empty condition always holds") {
  CHECK(before(""));
  CHECK(after("  "));
}

TEST_CASE("status and time are the answer's") {
  CHECK(after("status:>=400"));
  CHECK(after("status:415"));
  CHECK(after("status:200|4xx"));
  CHECK_FALSE(after("status:200"));
  CHECK(after("-status:200"));
  CHECK(after("time:>50ms"));
  CHECK_FALSE(after("time:>1s"));
}

TEST_CASE("size, header and json are about what is about to travel on") {
  CHECK(before("size:<6B"));
  CHECK_FALSE(after("size:<6B"));
  CHECK(before("header:content-type=text/csv"));
  CHECK(after("header:Content-Type=application/json"));
  CHECK(after("header:content-type"));
  CHECK_FALSE(after("header:x-none"));
  CHECK(after("json:$.error.code=7"));
  CHECK(after("json:$.error.code>5"));
  CHECK(after("json:$.error"));
  CHECK_FALSE(after("json:$.error.code=8"));
  CHECK_FALSE(before("json:$.error"));
}

TEST_CASE("all terms must hold") {
  CHECK(after("status:>=400 time:>50ms json:$.error.text~csv"));
  CHECK_FALSE(after("status:>=400 time:>90ms"));
}

TEST_CASE("a condition that means nothing is refused with its position") {
  CHECK(problem("status:>=400 stauts:1").find("character 14") != std::string::npos);
  CHECK(problem("stauts:1").find("`status`") != std::string::npos);
  CHECK(problem("status:abc").find("not a number") != std::string::npos);
  CHECK(problem("json:$..a").find("not a path") != std::string::npos);
  CHECK_FALSE(problem("error").empty());
  CHECK_FALSE(problem("header:\"x").empty());
  CHECK(problem("status:500", HoldMoment::BeforeRequest).find("after the answer only") !=
        std::string::npos);
  CHECK(problem("time:>5ms", HoldMoment::BeforeRequest).find("after the answer only") !=
        std::string::npos);
}
