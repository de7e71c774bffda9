#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/emulator/api/invoke/endpoint_world.h"

using namespace emulator;
using namespace test_support;
using Catch::Matchers::ContainsSubstring;

namespace {

void check_error(const FakeAnswer& answer, int status, std::string_view type) {
  CHECK(answer.head.status == status);
  CHECK(answer.header("x-amzn-ErrorType") == type);
  CHECK(answer.header("Content-Type") == "application/json");
  CHECK_FALSE(answer.header("x-amzn-RequestId").empty());
}

std::string message_of(const FakeAnswer& answer) {
  return answer.json().at("Message").get<std::string>();
}

}  // namespace

TEST_CASE("the three paths of the runtime are known, and no others (4.1–4.3)") {
  const auto operation = [](std::string_view path) {
    const auto target = invoke_target(path);
    REQUIRE(target);
    CHECK(target->endpoint == "wine");
    return target->operation;
  };
  CHECK(operation("/endpoints/wine/invocations") == InvokeOperation::InvokeEndpoint);
  CHECK(operation("/endpoints/wine/invocations?x=1") == InvokeOperation::InvokeEndpoint);
  CHECK(operation("/endpoints/wine/invocations-response-stream") ==
        InvokeOperation::InvokeEndpointWithResponseStream);
  CHECK(operation("/endpoints/wine/async-invocations") == InvokeOperation::InvokeEndpointAsync);
  for (const char* path : {"", "/", "/endpoints", "/endpoints/", "/endpoints/wine",
                           "/endpoints/wine/", "/endpoints/wine/invocations/",
                           "/endpoints/a/b/invocations", "/Endpoints/wine/invocations", "/metrics"})
    CHECK_FALSE(invoke_target(path));
}

TEST_CASE("a request goes through the pipeline, its headers both ways (4.1)") {
  EndpointWorld world(plan_of({"model"}));
  HttpResponse reply_of_model = reply(200, "application/json", "{}");
  reply_of_model.headers.add("X-Amzn-SageMaker-Custom-Attributes", "trace=2");
  ScriptedTransport transport({{1, reply_of_model}});
  const FakeAnswer answer =
      world.ask(front_request({{"content-type", "text/csv"},
                               {"ACCEPT", "application/json"},
                               {"x-amzn-sagemaker-custom-attributes", "trace=1"},
                               {"X-Amzn-SageMaker-Inference-Id", "id-7"},
                               {"User-Agent", "Boto3/1.26"}}),
                transport);
  REQUIRE(transport.sent.size() == 1);
  const Headers& sent = transport.sent[0].headers;
  CHECK(sent.get("Content-Type") == "text/csv");
  CHECK(sent.get("Accept") == "application/json");
  CHECK(sent.get("X-Amzn-SageMaker-Custom-Attributes") == "trace=1");
  CHECK(sent.get("X-Amzn-SageMaker-Inference-Id") == "id-7");
  CHECK(answer.head.status == 200);
  CHECK(answer.body == "{}");
  CHECK(answer.header("Content-Type") == "application/json");
  CHECK(answer.header("x-Amzn-Invoked-Production-Variant") == "AllTraffic");
  CHECK(answer.header("X-Amzn-SageMaker-Custom-Attributes") == "trace=2");
  REQUIRE(world.done.size() == 1);
  CHECK(world.done[0].client == "127.0.0.1:51002 Boto3/1.26");
  CHECK(world.done[0].uuid == answer.header("x-amzn-RequestId"));
  CHECK(world.done[0].endpoint.region == "eu-west-1");
  CHECK(world.hosting.recorded.empty());
}

TEST_CASE("a failing container is ModelError, in the name of the endpoint (3.15)") {
  EndpointWorld world;
  ScriptedTransport transport({{1, reply(500, "", "oops")}});
  const FakeAnswer answer = world.ask(front_request(), transport);
  check_error(answer, 424, "ModelError");
  CHECK(answer.json()["LogStreamArn"] ==
        "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/Endpoints/wine");
  CHECK(answer.json()["OriginalStatusCode"] == 500);
}

TEST_CASE("an endpoint that is not there is told with the caller's account (4.18)") {
  EndpointWorld world;
  const FakeAnswer answer = world.refused(front_request(), "/endpoints/Wine/invocations");
  check_error(answer, 400, "ValidationError");
  CHECK(message_of(answer) == "Endpoint Wine of account 999900001111 not found.");
  CHECK(world.done.empty());
  REQUIRE(world.hosting.recorded.size() == 1);
  const auto& [call, recorded] = world.hosting.recorded[0];
  CHECK(call.endpoint.endpoint == "Wine");
  CHECK(call.client == "127.0.0.1:51002");
  CHECK(recorded.headers.get("x-amzn-RequestId") == answer.header("x-amzn-RequestId"));
  CHECK(text_of(recorded.body) == answer.body);
}

TEST_CASE("an endpoint answers while it is in service or updated, and not before or after") {
  EndpointWorld world;
  for (const char* status : {"InService", "Updating"}) {
    world.route.status = status;
    ScriptedTransport transport({{1, reply(200, "", "a")}, {2, reply(200, "", "b")}});
    CHECK(world.ask(front_request(), transport).head.status == 200);
  }
  for (const char* status : {"Creating", "Failed", "Deleting"}) {
    world.route.status = status;
    const FakeAnswer answer = world.refused(front_request());
    check_error(answer, 400, "ValidationError");
    CHECK_THAT(message_of(answer), ContainsSubstring(status));
  }
}

TEST_CASE("names that no endpoint can have are refused as such") {
  EndpointWorld world;
  for (const std::string& name : {std::string(), std::string("-a"), std::string("a-"),
                                  std::string("a_b"), std::string("a%20b"), std::string(64, 'a')}) {
    const FakeAnswer answer = world.refused(front_request(), "/endpoints/" + name + "/invocations");
    check_error(answer, 400, "ValidationError");
    CHECK_THAT(message_of(answer), ContainsSubstring("at 'endpointName' failed to satisfy"));
  }
}

TEST_CASE("other methods than POST are answered 405, which says what is allowed") {
  EndpointWorld world;
  FrontRequest request = front_request();
  request.http.method = "GET";
  const FakeAnswer answer = world.refused(std::move(request));
  CHECK(answer.head.status == 405);
  CHECK(answer.header("Allow") == "POST");
  CHECK(world.hosting.recorded.size() == 1);
}

TEST_CASE("async invocations are not for pipelines (1.17)") {
  EndpointWorld world;
  const FakeAnswer answer = world.refused(front_request(), "/endpoints/wine/async-invocations");
  check_error(answer, 400, "ValidationError");
  CHECK_THAT(message_of(answer), ContainsSubstring("not supported for inference pipelines"));
}

TEST_CASE("a body that was not read gets the answer of one that was too large (3.22)") {
  RoutePlan plan = plan_of({"model"});
  plan.profile.request_bytes = 5;
  EndpointWorld world(plan);
  FrontRequest unread = front_request({}, "");
  unread.too_large = true;
  unread.body_bytes = 200'000'000;
  const FakeAnswer answer = world.refused(std::move(unread));
  check_error(answer, 400, "ValidationError");
  CHECK(answer.body == world.refused(front_request({}, "123456")).body);
  CHECK(world.hosting.recorded.size() == 1);
  CHECK(world.done.size() == 2);
  CHECK(world.done[0].hops.empty());
}

TEST_CASE("TargetVariant names who answers; one that is not there is refused") {
  EndpointWorld world(plan_of({"old"}));
  const auto other = std::make_shared<FakeHosted>(plan_of({"one", "new"}));
  world.route.variants.push_back({"Next", 0, other});
  ScriptedTransport transport({{1, reply(200, "", "a")}, {2, reply(200, "", "b")}});
  const FakeAnswer answer =
      world.ask(front_request({{"X-Amzn-SageMaker-Target-Variant", "Next"}}), transport);
  CHECK(answer.header("x-Amzn-Invoked-Production-Variant") == "Next");
  const FakeAnswer refused =
      world.refused(front_request({{"X-Amzn-SageMaker-Target-Variant", "next"}}));
  check_error(refused, 400, "ValidationError");
  CHECK_THAT(message_of(refused), ContainsSubstring("Variant next of endpoint wine"));
}

TEST_CASE("a pipeline out of service is 503 ServiceUnavailable (3.24)") {
  EndpointWorld world;
  world.hosted->in_service = false;
  for (const char* path :
       {"/endpoints/wine/invocations", "/endpoints/wine/invocations-response-stream"})
    check_error(world.refused(front_request(), path), 503, "ServiceUnavailable");
  world.route.variants[0].pipeline = nullptr;
  check_error(world.refused(front_request()), 503, "ServiceUnavailable");
  world.route.variants.clear();
  check_error(world.refused(front_request()), 503, "ServiceUnavailable");
  CHECK(world.hosting.recorded.size() == 4);
}

TEST_CASE("an invocation that is cancelled by the shut-down is 503") {
  EndpointWorld world;
  std::stop_source stopped;
  stopped.request_stop();
  ScriptedTransport nobody({});
  for (const char* path :
       {"/endpoints/wine/invocations", "/endpoints/wine/invocations-response-stream"})
    check_error(world.ask(front_request(), nobody, path, stopped.get_token()), 503,
                "ServiceUnavailable");
}
