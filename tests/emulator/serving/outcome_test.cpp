#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/small_pipeline.h"

using namespace emulator;
using namespace test_support;
using Catch::Matchers::ContainsSubstring;
using Json = nlohmann::json;

namespace {

const std::string kSee =
    "See https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1"
    "#logEventViewer:group=/aws/sagemaker/Endpoints/wine in account 000000000000 for more "
    "information.";

Json error_of(const Story& story) {
  const auto answer = story.answer();
  REQUIRE(answer);
  CHECK(answer->status == 424);
  CHECK(answer->headers.get("x-amzn-ErrorType") == "ModelError");
  CHECK(answer->headers.get("x-amzn-RequestId") == "id-1");
  CHECK(answer->headers.get("Content-Type") == "application/json");
  CHECK(answer->headers.get("Content-Length") == std::to_string(answer->body->size()));
  return Json::parse(text_of(answer->body));
}

// The chain prep, model whose second container answers this.
Json second_answers(std::variant<HttpResponse, TransportError> outcome, RoutePlan plan) {
  return error_of(Story(std::move(plan), csv_request(),
                        {{1, reply(200, "text/csv", "a")}, {2, std::move(outcome)}}));
}
Json second_answers(std::variant<HttpResponse, TransportError> outcome) {
  return second_answers(std::move(outcome), plan_of({"prep", "model"}));
}

TransportError with_part(TransportErrorKind kind, HttpResponse part) {
  TransportError error = broken(kind);
  error.partial = std::make_shared<const HttpResponse>(std::move(part));
  return error;
}

}  // namespace

TEST_CASE("a success carries the last container's body, type and attributes only (3.13)") {
  HttpResponse last = reply(201, "application/json; x=1", "{}");
  last.headers.add("x-amzn-sagemaker-custom-attributes", "trace=2");
  last.headers.add("Server", "gunicorn");
  const Story story(plan_of({"prep", "model"}), csv_request(),
                    {{1, reply(200, "text/csv", "a")}, {2, last}});
  const auto answer = story.answer();
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->headers == Headers{{"x-amzn-RequestId", "id-1"},
                                   {"x-Amzn-Invoked-Production-Variant", "AllTraffic"},
                                   {"Content-Type", "application/json; x=1"},
                                   {"X-Amzn-SageMaker-Custom-Attributes", "trace=2"},
                                   {"Content-Length", "2"}});
  CHECK(answer->body == last.body);
}

TEST_CASE("a 4xx is a client error of the container that is named (3.15, 3.16)") {
  const Json error = second_answers(reply(415, "text/plain", "no \"csv\""));
  CHECK(error ==
        Json{{"ErrorCode", "CLIENT_ERROR_FROM_MODEL"},
             {"LogStreamArn",
              "arn:aws:logs:us-east-1:000000000000:log-group:/aws/sagemaker/Endpoints/"
              "wine"},
             {"Message",
              "Received client error (415) from model with message \"no \"csv\"\". " + kSee},
             {"OriginalMessage", "no \"csv\""},
             {"OriginalStatusCode", 415}});
}

TEST_CASE("a 5xx is a server error (3.16)") {
  const Json error = second_answers(reply(500, "", "oops"));
  CHECK(error["Message"] ==
        "Received server error (500) from model with message \"oops\". " + kSee);
  CHECK(error["OriginalStatusCode"] == 500);
  CHECK(error["ErrorCode"] == "INTERNAL_FAILURE_FROM_MODEL");
}

TEST_CASE("a redirect is a client error (3.23)") {
  CHECK_THAT(second_answers(reply(302, "", ""))["Message"].get<std::string>(),
             ContainsSubstring("Received client error (302) from model with message \"\". See"));
}

TEST_CASE("a single container is called primary (3.16)") {
  const Json error = error_of(Story(plan_of({"model"}), csv_request(), {{1, reply(400, "", "x")}}));
  CHECK_THAT(error["Message"].get<std::string>(),
             ContainsSubstring("Received client error (400) from primary with message \"x\""));
}

TEST_CASE("an error whose text is too big or broke off is named without it (3.16)") {
  const std::string expected =
      "Received client error (413) from model and could not load the entire response body. " + kSee;
  const Json big = second_answers(reply(413, "", std::string(70'000, 'x')));
  CHECK(big["Message"] == expected);
  CHECK(big["OriginalMessage"] == "");
  CHECK(big["OriginalStatusCode"] == 413);
  const Json cut =
      second_answers(with_part(TransportErrorKind::Closed, reply(413, "", "Request Ent")));
  CHECK(cut["Message"] == expected);
  CHECK(cut["OriginalStatusCode"] == 413);
}

TEST_CASE("a time-out is status 0 with the text of 3.17") {
  const std::string text =
      "Your invocation timed out while waiting for a response from container model. Review the "
      "latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.";
  for (const Json& error :
       {second_answers(broken(TransportErrorKind::Timeout)),
        second_answers(with_part(TransportErrorKind::Timeout, reply(200, "", "half")))}) {
    CHECK(error["OriginalStatusCode"] == 0);
    CHECK(error["OriginalMessage"] == text);
    CHECK(error["Message"] ==
          "Received server error (0) from model with message \"" + text + "\". " + kSee);
  }
}

TEST_CASE("a dead container is status 0 with the text of 3.19") {
  for (const auto kind :
       {TransportErrorKind::Connect, TransportErrorKind::Closed, TransportErrorKind::BadHttp}) {
    const Json error = second_answers(broken(kind));
    CHECK(error["OriginalStatusCode"] == 0);
    CHECK_THAT(error["Message"].get<std::string>(),
               ContainsSubstring("Received server error (0) from model with message \"Amazon "
                                 "SageMaker could not get a response from the wine endpoint. This "
                                 "can occur when CPU or memory utilization is high."));
  }
}

TEST_CASE("a body too large to hand on is told with both names and its size (3.21)") {
  const RoutePlan plan = plan_of({"MyContainerName1", "MyContainerName2"});
  const Story story(plan, csv_request(), {{1, reply(200, "", std::string(6'000'000, 'x'))}});
  CHECK(error_of(story)["Message"] ==
        "Received response from MyContainerName1 with status code 200. However, the request "
        "payload from MyContainerName1 to MyContainerName2 is 6000000 bytes, which has exceeded "
        "the maximum limit of 5 MB.");
}

TEST_CASE("an inner answer too large even to read is told the same way (3.21)") {
  HttpResponse head = reply(200, "", "xxx");
  head.headers.add("content-length", "200000000");
  const Story story(plan_of({"a", "b"}), csv_request(),
                    {{1, with_part(TransportErrorKind::TooLarge, head)}});
  CHECK(error_of(story)["Message"] ==
        "Received response from a with status code 200. However, the request payload from a to b "
        "is 200000000 bytes, which has exceeded the maximum limit of 5 MB.");
}

TEST_CASE("a last answer that is too large is told as the sibling of 3.21") {
  RoutePlan plan = plan_of({"prep", "model"});
  plan.profile.response_bytes = 3;
  CHECK(second_answers(reply(200, "", "12345"), plan)["Message"] ==
        "Received response from model with status code 200. However, the response payload from "
        "the container is 5 bytes, which has exceeded the maximum limit of 3 bytes.");
  plan.profile.response_bytes = 25'000'000;
  CHECK(second_answers(with_part(TransportErrorKind::TooLarge, reply(200, "", "x")),
                       plan)["Message"] ==
        "Received response from model with status code 200. However, the response payload from "
        "the container is more than 25000000 bytes, which has exceeded the maximum limit of 25 "
        "MB.");
}

TEST_CASE("an empty body under EmptyBody=stop is a 424 (3.23)") {
  RoutePlan plan = plan_of({"prep", "model"});
  plan.profile.empty_body = EmptyBody::Stop;
  const Story story(plan, csv_request(), {{1, reply(204, "", "")}});
  CHECK(error_of(story)["Message"] ==
        "Received response from prep with status code 204. However, the request payload from prep "
        "to model is empty.");
}

TEST_CASE("an error text that is not UTF-8 still gives valid JSON") {
  const Json error = second_answers(reply(400, "", "caf\xe9 \xff"));
  CHECK_THAT(error["OriginalMessage"].get<std::string>(), ContainsSubstring("caf\xEF\xBF\xBD"));
}

TEST_CASE("a cancelled invocation has no answer") {
  const Story story(plan_of({"prep", "model"}), csv_request(),
                    {{1, broken(TransportErrorKind::Cancelled)}});
  CHECK_FALSE(story.answer());
  CHECK_FALSE(invoke_result(story.plan, story.request, {}, {}, "id"));
}

TEST_CASE("a request within the limits is not refused") {
  InvokeRequest request = csv_request();
  request.accept = std::string(1024, 'a');
  request.inference_id = "i";
  CHECK_FALSE(refuse_request(plan_of({"a"}), request, "id"));
}

TEST_CASE("a request larger than RequestBytes is refused before the first container (3.22)") {
  RoutePlan plan = plan_of({"a"});
  plan.profile.request_bytes = 3;
  CHECK_FALSE(refuse_request(plan, csv_request("123"), "id"));
  const auto answer = refuse_request(plan, csv_request("1234"), "id");
  REQUIRE(answer);
  CHECK(answer->status == 400);
  CHECK(answer->headers.get("x-amzn-ErrorType") == "ValidationError");
  CHECK(Json::parse(text_of(answer->body))["Message"] ==
        "1 validation error detected: Value at 'body' failed to satisfy constraint: Member must "
        "have length less than or equal to 3");
}

TEST_CASE("members that break their limits are refused (4.1)") {
  const auto refused = [](auto change) {
    InvokeRequest request = csv_request();
    change(request);
    return refuse_request(plan_of({"a"}), request, "id").has_value();
  };
  CHECK(refused([](InvokeRequest& r) { r.content_type = std::string(1025, 'a'); }));
  CHECK(refused([](InvokeRequest& r) { r.accept = "text/csv\r\nX: y"; }));
  CHECK(refused([](InvokeRequest& r) { r.custom_attributes = "caf\xc3\xa9"; }));
  CHECK(refused([](InvokeRequest& r) { r.custom_attributes = std::string(1025, 'a'); }));
  CHECK(refused([](InvokeRequest& r) { r.inference_id = ""; }));
  CHECK(refused([](InvokeRequest& r) { r.inference_id = std::string(65, 'a'); }));
  CHECK(refuse_request(RoutePlan{}, csv_request(), "id"));
}

namespace {

Json refusal_of(const RoutePlan& plan, const InvokeRequest& request) {
  const auto answer = refuse_request(plan, request, "id-1", "my-endpoint");
  REQUIRE(answer);
  CHECK(answer->status == 400);
  CHECK(answer->headers.get("x-amzn-ErrorType") == "ValidationError");
  return Json::parse(text_of(answer->body));
}

}  // namespace

TEST_CASE("TargetModel without a MultiModel container is refused in AWS's words (3.26)") {
  InvokeRequest request = csv_request();
  request.target_model = "m.tar.gz";
  CHECK(refusal_of(plan_of({"a", "b"}), request) ==
        Json{{"ErrorCode", "TARGET_MODEL_HEADER_NOT_SUPPORTED"},
             {"Message",
              "Endpoint my-endpoint is not a multi-model endpoint and does not support "
              "target model header."}});
  CHECK_THAT(text_of(refuse_request(plan_of({"a"}), request, "id")->body),
             ContainsSubstring("Endpoint wine is not"));
}

TEST_CASE("a MultiModel container wants a TargetModel") {
  RoutePlan plan = plan_of({"a", "b"});
  plan.stages[1].multi_model = true;
  CHECK(refusal_of(plan, csv_request())["ErrorCode"] == "TARGET_MODEL_HEADER_REQUIRED");
  InvokeRequest request = csv_request();
  request.target_model = "m.tar.gz";
  CHECK_FALSE(refuse_request(plan, request, "id"));
}

TEST_CASE("Direct mode wants the name of a container, Serial none (3.25)") {
  RoutePlan plan = plan_of({"a", "b"});
  InvokeRequest request = csv_request();
  request.target_container_hostname = "b";
  CHECK(refusal_of(plan, request)["ErrorCode"] == "TARGET_CONTAINER_HOSTNAME_HEADER_NOT_SUPPORTED");
  plan.mode = ExecutionMode::Direct;
  CHECK_FALSE(refuse_request(plan, request, "id"));
  request.target_container_hostname = "c";
  const Json unknown = refusal_of(plan, request);
  CHECK(unknown["ErrorCode"] == "TARGET_CONTAINER_HOSTNAME_NOT_FOUND");
  CHECK(unknown["Message"] == "Endpoint my-endpoint has no container with hostname c.");
  request.target_container_hostname.reset();
  CHECK(refusal_of(plan, request)["ErrorCode"] == "TARGET_CONTAINER_HOSTNAME_HEADER_REQUIRED");
}

TEST_CASE("in Direct mode TargetModel is for the container that is named") {
  RoutePlan plan = plan_of({"a", "b"});
  plan.mode = ExecutionMode::Direct;
  plan.stages[1].multi_model = true;
  InvokeRequest request = csv_request();
  request.target_container_hostname = "a";
  CHECK_FALSE(refuse_request(plan, request, "id"));
  request.target_model = "m.tar.gz";
  CHECK(refusal_of(plan, request)["ErrorCode"] == "TARGET_MODEL_HEADER_NOT_SUPPORTED");
  request.target_container_hostname = "b";
  CHECK_FALSE(refuse_request(plan, request, "id"));
}

TEST_CASE("the newer members keep to their limits (4.1)") {
  RoutePlan plan = plan_of({"a"});
  plan.stages[0].multi_model = true;
  const auto accepted = [&](auto member, std::string value) {
    InvokeRequest request = csv_request();
    request.target_model = "m";
    request.*member = std::move(value);
    return !refuse_request(plan, request, "id");
  };
  CHECK(accepted(&InvokeRequest::target_model, std::string(1024, 'm')));
  CHECK(accepted(&InvokeRequest::target_model, "a b/c"));
  for (const std::string& wrong :
       {std::string(), std::string(1025, 'm'), std::string(" m"), std::string("m\t")})
    CHECK_FALSE(accepted(&InvokeRequest::target_model, wrong));
  for (const auto member : {&InvokeRequest::target_variant, &InvokeRequest::inference_component}) {
    CHECK(accepted(member, std::string(63, 'v')));
    CHECK_FALSE(accepted(member, std::string(64, 'v')));
    CHECK_FALSE(accepted(member, "a_b"));
  }
  CHECK(accepted(&InvokeRequest::session_id, "NEW_SESSION"));
  CHECK(accepted(&InvokeRequest::session_id, std::string(256, 's')));
  CHECK_FALSE(accepted(&InvokeRequest::session_id, std::string(257, 's')));
  CHECK_FALSE(accepted(&InvokeRequest::session_id, "OLD_SESSION"));
  CHECK(accepted(&InvokeRequest::enable_explanations, std::string(64, '`')));
  CHECK_FALSE(accepted(&InvokeRequest::enable_explanations, ""));
  CHECK_FALSE(accepted(&InvokeRequest::enable_explanations, std::string(65, '`')));
}

TEST_CASE("ids of sessions pass from the last container to the client (4.1)") {
  HttpResponse last = reply(200, "text/plain", "hello");
  last.headers.add("x-amzn-sagemaker-new-session-id", "s1; Expires=2026-01-31T12:00:00Z");
  last.headers.add("X-Amzn-SageMaker-Closed-Session-Id", "s0");
  InvokeRequest request = csv_request();
  request.session_id = "NEW_SESSION";
  const Story story(plan_of({"model"}), request, {{1, last}});
  CHECK(story.sent[0].headers.get("X-Amzn-SageMaker-Session-Id") == "NEW_SESSION");
  const auto answer = story.answer();
  REQUIRE(answer);
  CHECK(answer->headers.get("X-Amzn-SageMaker-New-Session-Id") ==
        "s1; Expires=2026-01-31T12:00:00Z");
  CHECK(answer->headers.get("X-Amzn-SageMaker-Closed-Session-Id") == "s0");
}
