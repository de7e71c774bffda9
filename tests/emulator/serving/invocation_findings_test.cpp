#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "emulator/model/diagnoses.h"
#include "tests/support/small_pipeline.h"

using namespace emulator;
using namespace test_support;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

// "D03 error model": id, severity and the container it is about.
std::vector<std::string> briefly(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& finding : findings) {
    CHECK_FALSE(finding.message.empty());
    CHECK_FALSE(finding.fix.empty());
    out.push_back(finding.id + " " + std::string(to_text(finding.severity)) +
                  (finding.container_hostname.empty() ? "" : " " + finding.container_hostname));
  }
  return out;
}

using Brief = std::vector<std::string>;

RoutePlan two() { return plan_of({"prep", "model"}); }

// What is found when prep answers `first` and model, if it is called, `second`.
Brief found(HttpResponse first, std::variant<HttpResponse, TransportError> second) {
  return briefly(
      Story(two(), csv_request(), {{1, std::move(first)}, {2, std::move(second)}}).findings());
}
Brief found_alone(std::variant<HttpResponse, TransportError> only,
                  InvokeRequest request = csv_request()) {
  return briefly(Story(plan_of({"model"}), std::move(request), {{1, std::move(only)}}).findings());
}

const HttpResponse kCsv = reply(200, "text/csv", "1");
const HttpResponse kDone = reply(200, "application/json", "{}");

TransportError with_part(TransportErrorKind kind) {
  TransportError error = broken(kind, "The connection closed after 4 of 9 bytes");
  error.partial = std::make_shared<const HttpResponse>(reply(200, "text/csv", "half"));
  return error;
}

}  // namespace

TEST_CASE("a run in which nothing is odd has no findings") {
  CHECK(found(kCsv, kDone).empty());
  CHECK(found_alone(kDone).empty());
  CHECK(found(kCsv, reply(204, "", "")).empty());
}

TEST_CASE("D03: a type with parameters that the next container refuses") {
  const HttpResponse charset = reply(200, "text/csv; charset=utf-8", "1");
  CHECK(found(charset, kDone).empty());
  CHECK(found(charset, reply(415, "", "no")) == Brief{"D03 error model"});
  CHECK(found(charset,
              reply(500, "text/plain", "Content type text/csv; charset=utf-8 is not supported")) ==
        Brief{"D03 error model"});
  CHECK(found(charset, reply(500, "", "division by zero")).empty());
  CHECK(found(kCsv, reply(415, "", "no")).empty());
  const Story story(two(), csv_request(), {{1, charset}, {2, reply(415, "", "no")}});
  const Finding finding = story.findings().at(0);
  CHECK(finding.stage == StageId{2});
  CHECK_THAT(finding.message, ContainsSubstring("text/csv; charset=utf-8"));
  CHECK_THAT(finding.fix, ContainsSubstring("prep") && ContainsSubstring("\"text/csv\""));
}

TEST_CASE("D04: JSON by default that the next container refuses") {
  const HttpResponse json = reply(200, "application/json", "[[1]]");
  CHECK(found(json, kDone).empty());
  CHECK(found(json, reply(415, "", "no")) == Brief{"D04 error model"});
  CHECK(found(json, reply(500, "", "application/json is not acceptable")) ==
        Brief{"D04 error model"});
  CHECK(found(json, reply(500, "", "division by zero")).empty());
}

TEST_CASE("D05: a container inside the pipeline that answers HTML") {
  const HttpResponse html = reply(200, "text/html; charset=utf-8", "1");
  CHECK(found(html, kDone) == Brief{"D05 warning prep"});
  CHECK(found_alone(html).empty());
}

TEST_CASE("D07: the client's Accept is refused") {
  InvokeRequest request = csv_request();
  request.accept = "application/json";
  CHECK(found_alone(reply(406, "", "no"), request) == Brief{"D07 error model"});
  CHECK(found_alone(
            reply(400, "", "Accept value passed via request or environment variable is not valid"),
            request) == Brief{"D07 error model"});
  CHECK(found_alone(reply(400, "", "bad row"), request).empty());
  CHECK(found_alone(reply(406, "", "no")).empty());
}

TEST_CASE("D09: the client named no type") {
  InvokeRequest request = csv_request();
  request.content_type.reset();
  CHECK(found_alone(reply(415, "", "no"), request) == Brief{"D09 error model"});
  CHECK(found_alone(kDone, request) == Brief{"D09 warning model"});
}

TEST_CASE("D10: a body too large between containers") {
  const HttpResponse big = reply(200, "text/csv", std::string(5'000'001, 'x'));
  CHECK(briefly(Story(two(), csv_request(), {{1, big}}).findings()) == Brief{"D10 error prep"});
  RoutePlan generous = two();
  generous.profile.between_containers_bytes = 6'000'000;
  CHECK(briefly(Story(generous, csv_request(), {{1, big}, {2, kDone}}).findings()) ==
        Brief{"D10 warning prep"});
  RoutePlan strict = two();
  strict.profile.between_containers_bytes = 1;
  CHECK(briefly(Story(strict, csv_request(), {{1, reply(200, "text/csv", "12")}}).findings()) ==
        Brief{"D10 error prep"});
}

TEST_CASE("D11: a container refuses the size") {
  CHECK(found(kCsv, reply(413, "text/html", "Request Entity Too Large")) ==
        Brief{"D11 error model"});
}

TEST_CASE("D12: a container takes too long") {
  CHECK(found(kCsv, broken(TransportErrorKind::Timeout)) == Brief{"D12 error model"});
  const auto taking = [](Nanoseconds one, Nanoseconds other) {
    return briefly(
        Story(two(), csv_request(), {{1, kCsv, {}, {.wait = one}}, {2, kDone, {}, {.wait = other}}})
            .findings());
  };
  CHECK(taking(1s, 61s) == Brief{"D12 warning model"});
  CHECK(taking(31s, 30s) == Brief{"chain-over-60-s warning"});
  CHECK(taking(30s, 30s).empty());
}

TEST_CASE("D29: SparkML says that it has no schema") {
  CHECK(found_alone(reply(400, "",
                          "Input schema has to be provided either via environment variable or via "
                          "the request")) == Brief{"D29 error model"});
}

TEST_CASE("D31: a container looks for an Accept that it was not sent") {
  RoutePlan plan = two();
  const HttpResponse crash = reply(500, "", "KeyError: 'HTTP_ACCEPT'");
  CHECK(briefly(Story(plan, csv_request(), {{1, crash}}).findings()).empty());
  plan.profile.inner_accept = InnerAccept::Absent;
  CHECK(briefly(Story(plan, csv_request(), {{1, crash}}).findings()) == Brief{"D31 error prep"});
}

TEST_CASE("D32 and empty-body: a middle container answers nothing") {
  const HttpResponse nothing = reply(204, "", "");
  CHECK(briefly(Story(two(), csv_request(""), {{1, nothing}, {2, kDone}}).findings()) ==
        Brief{"D32 warning prep"});
  CHECK(found(nothing, kDone) == Brief{"empty-body warning prep"});
  RoutePlan plan = two();
  plan.profile.empty_body = EmptyBody::Stop;
  CHECK(briefly(Story(plan, csv_request(), {{1, nothing}}).findings()) ==
        Brief{"empty-body error prep"});
}

TEST_CASE("D33: a bare list where instances are wanted") {
  const HttpResponse list = reply(200, "application/json", " [[1,2]]");
  CHECK(found(list, reply(400, "", "missing key \"instances\"")) == Brief{"D33 error model"});
  CHECK(found(list, reply(400, "", "bad row")).empty());
  CHECK(found(kDone, reply(400, "", "missing key \"instances\"")).empty());
}

TEST_CASE("no-content-type: an answer that does not say what it is") {
  CHECK(found(reply(200, "", "1"), kDone) == Brief{"no-content-type warning prep"});
  CHECK(found(kCsv, reply(200, "", "1")) == Brief{"no-content-type warning model"});
}

TEST_CASE("redirect: an answer that points elsewhere") {
  HttpResponse moved = reply(308, "", "");
  moved.headers.add("Location", "/invocations/");
  const Story story(plan_of({"model"}), csv_request(), {{1, moved}});
  CHECK(briefly(story.findings()) == Brief{"redirect error model"});
  CHECK_THAT(story.findings().at(0).message, ContainsSubstring("/invocations/"));
}

TEST_CASE("attributes-lost: attributes that an inner container sets") {
  HttpResponse prep = kCsv;
  prep.headers.add("X-Amzn-SageMaker-Custom-Attributes", "a");
  CHECK(found(prep, kDone) == Brief{"attributes-lost info prep"});
  CHECK(found_alone(prep).empty());
}

TEST_CASE("large-request: more than the documented 6 MB, or than is allowed") {
  const InvokeRequest request = csv_request(std::string(6'291'457, 'x'));
  CHECK(found_alone(kDone, request) == Brief{"large-request warning"});
  RoutePlan plan = plan_of({"model"});
  plan.profile.request_bytes = 6'000'000;
  CHECK(briefly(invocation_findings(plan, request, {})) == Brief{"large-request error"});
}

TEST_CASE("large-response: the last answer is larger than allowed") {
  RoutePlan plan = plan_of({"model"});
  plan.profile.response_bytes = 1;
  CHECK(briefly(Story(plan, csv_request(), {{1, kDone}}).findings()) ==
        Brief{"large-response error model"});
}

TEST_CASE("an answer that did not come through is named for what happened") {
  CHECK(found(kCsv, with_part(TransportErrorKind::Closed)) ==
        Brief{"truncated-answer error model"});
  CHECK(found(kCsv, broken(TransportErrorKind::Closed)) == Brief{"no-answer error model"});
  CHECK(found(kCsv, broken(TransportErrorKind::Connect)) == Brief{"no-answer error model"});
  CHECK(found(kCsv, broken(TransportErrorKind::BadHttp)) == Brief{"not-http error model"});
  CHECK(found(kCsv, with_part(TransportErrorKind::TooLarge)) ==
        Brief{"answer-too-large error model"});
  CHECK(found(kCsv, broken(TransportErrorKind::Cancelled)).empty());
}

TEST_CASE("a streamed pipeline is marked: nobody knows what SageMaker does (3.28)") {
  const RoutePlan plan = plan_of({"prep", "model"});
  Invocation invocation;
  invocation.request = csv_request();
  invocation.order = {"prep", "model"};
  CHECK(invocation_findings(plan, invocation).empty());
  invocation.streamed = true;
  const auto findings = invocation_findings(plan, invocation);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].id == "streamed-pipeline");
  CHECK(findings[0].severity == Severity::Info);
  invocation.order = {"model"};
  CHECK(invocation_findings(plan, invocation).empty());
}

TEST_CASE("a streamed answer may take longer than a minute, not longer than eight (2.24)") {
  const RoutePlan plan = plan_of({"model"});
  const auto ids = [&](std::chrono::seconds time, bool streamed) {
    const Story story(plan, csv_request(), {{1, kDone, {}, {.receive = time}}});
    Invocation invocation;
    invocation.request = story.request;
    invocation.hops = story.hops;
    invocation.order = {"model"};
    invocation.streamed = streamed;
    return briefly(invocation_findings(plan, invocation));
  };
  CHECK(ids(100s, true).empty());
  CHECK(ids(100s, false) == Brief{"D12 warning model"});
  CHECK(ids(500s, true) == Brief{"D12 warning model"});
}

namespace {

RoutePlan with_images(const char* first, const char* second) {
  RoutePlan plan = two();
  plan.stages[0].image = first;
  plan.stages[1].image = second;
  return plan;
}

}  // namespace

TEST_CASE("D06: the next container wants features and was sent one value a row") {
  const InvokeRequest rows = csv_request("1,2,3\n4,5,6\n");
  const auto after = [&](std::string_view type, std::string_view made, std::string_view words) {
    return briefly(
        Story(two(), rows, {{1, reply(200, type, made)}, {2, reply(400, "text/plain", words)}})
            .findings());
  };
  const Brief labels{"D06 error model"};
  CHECK(after("text/csv", "0\n1\n",
              "Unable to evaluate payload provided: Feature size of csv inference data 1 is not "
              "consistent with feature size of trained model 31") == labels);
  CHECK(after("text/csv", "0\n1\n", "ValueError: Feature shape mismatch, expected: 8, got 1") ==
        labels);
  CHECK(after("application/json", "[0, 1]",
              "X has 1 features, but LinearRegression is expecting 8 features as input.") ==
        labels);
  CHECK(after("text/csv", "0,1\n1,1\n", "Feature shape mismatch, expected: 8, got 2").empty());
  CHECK(after("text/csv", "0\n1\n", "division by zero").empty());
}

TEST_CASE("D08: linear learner is asked for CSV") {
  InvokeRequest request = csv_request();
  request.accept = "text/csv";
  const HttpResponse refusal = reply(406, "", "Accept text/csv is not supported");
  const char* learner = "382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1";
  CHECK(briefly(Story(with_images("a", learner), request, {{1, kCsv}, {2, refusal}}).findings()) ==
        Brief{"D08 error model"});
  CHECK(briefly(Story(with_images("a", "b"), request, {{1, kCsv}, {2, refusal}}).findings()) ==
        Brief{"D07 error model"});
  CHECK(briefly(Story(with_images("a", learner), request, {{1, kCsv}, {2, kDone}}).findings())
            .empty());
}

TEST_CASE("D28: SparkML is sent several CSV lines") {
  const RoutePlan plan = with_images("sagemaker-sparkml-serving:3.3", "b");
  const auto sent = [&](std::string_view rows) {
    return briefly(Story(plan, csv_request(rows), {{1, kCsv}, {2, kDone}}).findings());
  };
  CHECK(sent("1,2\n3,4\n") == Brief{"D28 warning prep"});
  CHECK(sent("1,2\n").empty());
}

TEST_CASE("D33: an object where rows are wanted") {
  const HttpResponse object = reply(200, "application/json", "{\"instances\": [[1]]}");
  CHECK(
      found(object, reply(500, "text/plain",
                          "ValueError: Expected 2D array, got scalar array instead:\narray={}")) ==
      Brief{"D33 error model"});
  CHECK(found(object, reply(500, "text/plain", "division by zero")).empty());
}

TEST_CASE("an answer's own words name the mistake, once") {
  CHECK(found(kCsv, reply(500, "text/plain",
                          "OSError: [Errno 30] Read-only file system: '/opt/ml/model/cache'")) ==
        Brief{"D15 error model"});
  CHECK(found(kCsv, reply(500, "text/plain",
                          "AttributeError: module '__main__' has no attribute 'Clip'")) ==
        Brief{"D17 error model"});
  CHECK(found(kCsv, reply(500, "text/plain",
                          "Input schema has to be provided either via environment variable or via "
                          "the request")) == Brief{"D29 error model"});
  CHECK(found(kCsv, reply(200, "text/plain", "Read-only file system")).empty());
}

TEST_CASE("D24 and D25: a request that names what is not there") {
  const auto refused = [](const RoutePlan& plan, const InvokeRequest& request,
                          std::string_view words) {
    Invocation invocation;
    invocation.request = request;
    invocation.endpoint.endpoint = "Wine";
    invocation.response = reply(400, "application/json", words);
    return briefly(invocation_findings(plan, invocation));
  };
  InvokeRequest target = csv_request();
  target.target_container_hostname = "model";
  CHECK(refused(two(), target, "no") == Brief{"D24 error"});
  InvokeRequest model = csv_request();
  model.target_model = "a.tar.gz";
  CHECK(refused(two(), model, "no") == Brief{"D24 error"});
  RoutePlan direct = two();
  direct.mode = ExecutionMode::Direct;
  CHECK(refused(direct, csv_request(), "no") == Brief{"D24 error"});
  target.target_container_hostname = "Model";
  CHECK(refused(direct, target, "no") == Brief{"D24 error"});
  RoutePlan multi = two();
  multi.stages[1].multi_model = true;
  CHECK(refused(multi, csv_request(), "no") == Brief{"D24 error"});
  CHECK(refused(multi, model, "no").empty());
  CHECK(refused({}, csv_request(), "Endpoint Wine of account 0 not found.") == Brief{"D25 error"});
  CHECK(refused({}, csv_request(), "The endpoint is not in service").empty());
}

TEST_CASE("findings of known mistakes carry numbers of the catalogue") {
  const Story story(two(), csv_request(), {{1, kCsv}, {2, reply(413, "", "too large")}});
  for (const Finding& finding : story.findings()) CHECK(diagnosis(finding.id) != nullptr);
}
