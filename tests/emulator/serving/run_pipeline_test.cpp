#include "emulator/serving/run_pipeline.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/small_pipeline.h"

using namespace emulator;
using namespace test_support;
using namespace std::chrono_literals;

TEST_CASE("each answer becomes the next request, and every hop is recorded") {
  RoutePlan plan = plan_of({"prep", "model", "post"});
  plan.stages[1].address.base_path = "/prefix";
  const Story story(plan, csv_request(),
                    {{1, reply(200, "text/csv", "a"), {}, {.wait = 5us}},
                     {2, reply(200, "application/json", "b")},
                     {3, reply(200, "text/plain", "c")}});
  REQUIRE(story.hops.size() == 3);
  CHECK(text_of(story.sent[1].body) == "a");
  CHECK(story.sent[2].headers.get("Content-Type") == "application/json");
  const Hop& second = *story.hops[1];
  CHECK(second.index == 2);
  CHECK(second.stage == StageId{2});
  CHECK(second.container_hostname == "model");
  CHECK(second.runtime == "url");
  CHECK(second.url == "http://127.0.0.1:2/prefix/invocations");
  CHECK(story.sent[1].target == "/prefix/invocations");
  CHECK(second.start >= story.hops[0]->start);
  CHECK(story.hops[0]->timing.wait == 5us);
  CHECK(second.request_notes.size() == 5);
  CHECK(second.response_notes.size() == 1);
}

TEST_CASE("the chain stops at the first failing container (3.20)") {
  for (const int status : {101, 302, 404, 500}) {
    const Story story(plan_of({"prep", "model", "post"}), csv_request(),
                      {{1, reply(200, "text/csv", "a")}, {2, reply(status, "", "no")}});
    CHECK(story.hops.size() == 2);
  }
  const Story story(plan_of({"prep", "model"}), csv_request(),
                    {{1, broken(TransportErrorKind::Connect)}});
  CHECK(story.hops.size() == 1);
}

TEST_CASE("no header of an answer that ends the chain travels on (3.14)") {
  const Story story(plan_of({"prep", "model"}), csv_request(),
                    {{1, reply(415, "text/plain", "no")}});
  REQUIRE(story.hops.size() == 1);
  REQUIRE(story.hops[0]->response_notes.size() == 1);
  CHECK(story.hops[0]->response_notes[0].flow == HeaderFlow::Stripped);
}

TEST_CASE("a body too large to hand on stops the chain (3.21)") {
  RoutePlan plan = plan_of({"prep", "model"});
  plan.profile.between_containers_bytes = 2;
  CHECK(Story(plan, csv_request(), {{1, reply(200, "", "abc")}}).hops.size() == 1);
  plan.profile.between_containers_bytes = 3;
  CHECK(Story(plan, csv_request(), {{1, reply(200, "", "abc")}, {2, reply(200, "", "d")}})
            .hops.size() == 2);
}

TEST_CASE("EmptyBody decides whether an empty middle answer is handed on (3.23)") {
  RoutePlan plan = plan_of({"prep", "model"});
  const Story forward(plan, csv_request(), {{1, reply(204, "", "")}, {2, reply(200, "", "d")}});
  CHECK(forward.sent[1].body->size() == 0);
  plan.profile.empty_body = EmptyBody::Stop;
  CHECK(Story(plan, csv_request(), {{1, reply(204, "", "")}}).hops.size() == 1);
}

TEST_CASE("the time-out counts for each container or for the chain (2.24, 3.18)") {
  const auto deadlines = [](TimeoutScope scope, Nanoseconds timeout) {
    RoutePlan plan = plan_of({"prep", "model"});
    plan.profile.timeout_scope = scope;
    plan.profile.invocation_timeout = timeout;
    ScriptedTransport transport({{1, reply(200, "", "a")}, {2, reply(200, "", "b")}});
    run_pipeline(plan, csv_request(), transport, {}, {});
    return std::pair(transport.limits.at(0).deadline, transport.limits.at(1).deadline);
  };
  const auto container = deadlines(TimeoutScope::Container, 60s);
  CHECK(container.first < container.second);
  const auto chain = deadlines(TimeoutScope::Chain, 60s);
  CHECK(chain.first == chain.second);
  for (const TimeoutScope scope : {TimeoutScope::Container, TimeoutScope::Chain})
    CHECK(deadlines(scope, 0s) == std::pair(SteadyTime::max(), SteadyTime::max()));
}

TEST_CASE("the transport may read as much as any hop may answer") {
  RoutePlan plan = plan_of({"only"});
  plan.profile.between_containers_bytes = 7;
  plan.profile.response_bytes = 9;
  ScriptedTransport transport({{1, reply(200, "", "a")}});
  run_pipeline(plan, csv_request(), transport, {}, {});
  CHECK(transport.limits.at(0).response_bytes == 9);
}

TEST_CASE("each hop is reported when it is finished, and a stop request ends the walk") {
  const RoutePlan plan = plan_of({"prep", "model"});
  ScriptedTransport transport({{1, reply(200, "", "a")}});
  std::stop_source source;
  std::vector<HopPtr> reported;
  const auto hops = run_pipeline(
      plan, csv_request(), transport,
      [&](const HopPtr& hop) {
        reported.push_back(hop);
        source.request_stop();
      },
      source.get_token());
  CHECK(hops == reported);
  CHECK(hops.size() == 1);
  CHECK_FALSE(invoke_result(plan, csv_request(), hops, {}, "id"));
}
