#include "emulator/serving/run_pipeline.h"

#include <catch2/catch_test_macros.hpp>

#include "emulator/serving/hop_rules.h"
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

TEST_CASE(
    "in Direct mode the container that is named is called, alone, as the client asks (3.25)") {
  RoutePlan plan = plan_of({"prep", "model", "post"});
  plan.mode = ExecutionMode::Direct;
  InvokeRequest request = csv_request();
  request.accept = "application/json";
  request.custom_attributes = "trace=1";
  request.target_container_hostname = "model";
  const Story story(plan, request, {{2, reply(200, "application/json", "{}")}});
  REQUIRE(story.hops.size() == 1);
  CHECK(story.hops[0]->index == 1);
  CHECK(story.hops[0]->container_hostname == "model");
  CHECK(story.sent[0].headers.get("Content-Type") == "text/csv");
  CHECK(story.sent[0].headers.get("Accept") == "application/json");
  CHECK(story.sent[0].headers.get("X-Amzn-SageMaker-Custom-Attributes") == "trace=1");
  CHECK(text_of(story.sent[0].body) == "1,2");
  REQUIRE(story.answer());
  CHECK(story.answer()->status == 200);
  CHECK(called_stages(plan, request).size() == 1);
  request.target_container_hostname = "Model";
  CHECK(called_stages(plan, request).empty());
}

TEST_CASE("a failure in Direct mode names the container, and no other is spoken of") {
  RoutePlan plan = plan_of({"prep", "model"});
  plan.mode = ExecutionMode::Direct;
  InvokeRequest request = csv_request();
  request.target_container_hostname = "prep";
  const Story story(plan, request, {{1, reply(500, "", "no")}});
  REQUIRE(story.answer());
  CHECK(text_of(story.answer()->body).find("error (500) from prep") != std::string::npos);
  // Its answer goes to the client: the cap between containers does not count.
  const Story large(plan, request, {{1, reply(200, "text/csv", std::string(5'000'001, 'x'))}});
  CHECK(large.answer()->status == 200);
  CHECK(large.findings().empty());
}

TEST_CASE("TargetModel travels to the MultiModel container and to no other (3.27)") {
  RoutePlan plan = plan_of({"prep", "models", "post"});
  plan.stages[1].multi_model = true;
  plan.stages[1].address.base_path = "/prefix";
  plan.profile.attributes = AttributesScope::All;
  InvokeRequest request = csv_request();
  request.target_model = "wine/red.tar.gz";
  const Story story(plan, request,
                    {{1, reply(200, "", "a")}, {2, reply(200, "", "b")}, {3, reply(200, "", "c")}});
  const std::string name = model_name_of("wine/red.tar.gz");
  CHECK(story.sent[1].target == "/prefix/models/" + name + "/invoke");
  CHECK(story.sent[1].headers.get("X-Amzn-SageMaker-Target-Model") == "wine/red.tar.gz");
  for (const std::size_t other : {0U, 2U}) {
    CHECK(story.sent[other].target == "/invocations");
    CHECK_FALSE(story.sent[other].headers.has("X-Amzn-SageMaker-Target-Model"));
  }
  CHECK(story.hops[1]->request_notes.size() == 5);
}

TEST_CASE("a target model has one name, which fits into a path") {
  const std::string name = model_name_of("wine/red.tar.gz");
  CHECK(name == model_name_of("wine/red.tar.gz"));
  CHECK(name.size() == 32);
  CHECK(name.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(name != model_name_of("wine/red.tar.g"));
  CHECK(name != model_name_of("wine/white.tar.gz"));
}

TEST_CASE("only the last container's answer is listened to, and it has 8 minutes (2.24, 3.28)") {
  struct Listener final : AnswerListener {
    void head(const HttpResponse&) override {}
    void part(std::string_view) override {}
  } listener;
  RoutePlan plan = plan_of({"prep", "model"});
  const auto time_of_last = [&](AnswerListener* hears) {
    ScriptedTransport transport({{1, reply(200, "", "a")}, {2, reply(200, "", "b")}});
    run_pipeline(plan, csv_request(), transport, {}, {}, {.listener = hears});
    CHECK(transport.limits.at(0).listener == nullptr);
    CHECK(transport.limits.at(1).listener == hears);
    return transport.limits.at(1).deadline - transport.limits.at(0).deadline;
  };
  CHECK(time_of_last(&listener) > 5min);
  CHECK(time_of_last(nullptr) < 5min);
  plan.profile.invocation_timeout = 90s;  // it says otherwise
  CHECK(time_of_last(&listener) < 5min);
}
