#include "emulator/codec/run_json.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

using namespace emulator;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

HttpResponse response(int status, std::string_view body) {
  return {status, "OK", "1.1", {{"Content-Type", "text/csv; charset=utf-8"}}, make_body(body)};
}

Hop hop(int index, std::variant<HttpResponse, TransportError> outcome) {
  Hop out;
  out.index = index;
  out.container_hostname = "model";
  out.runtime = "process";
  out.url = "http://127.0.0.1:41001/invocations";
  out.start = 12us;
  out.request.headers = {{"Content-Type", "text/csv"}, {"accept", "*/*"}};
  out.request.body = make_body("1,2\n");
  out.outcome = std::move(outcome);
  out.timing = {.queue = 1500ns, .connect = 0ns, .send = 20us, .wait = 1670us, .receive = 10us};
  return out;
}

json document(std::vector<Hop> hops, std::optional<HttpResponse> answer) {
  auto invocation = std::make_shared<Invocation>();
  invocation->uuid = "a-b-c";
  invocation->duration = 5310200ns;
  for (Hop& one : hops) invocation->hops.push_back(std::make_shared<const Hop>(std::move(one)));
  invocation->response = std::move(answer);
  return json::parse(run_json({"wine", {"preprocess", "model"}, invocation, {}}));
}

}  // namespace

TEST_CASE("an invocation's document holds every member that was promised") {
  const json out = document({hop(1, response(200, "0.5\n"))}, response(200, "0.5\n"));
  CHECK(out["InvocationId"] == "a-b-c");
  CHECK(out["ModelName"] == "wine");
  CHECK(out["Order"] == json{"preprocess", "model"});
  CHECK(out["StartedAt"] == "1970-01-01T00:00:00.000000Z");
  CHECK(out["StatusCode"] == 200);
  CHECK(out["DurationMicroseconds"] == 5310.2);
  CHECK(out["ContainerMicroseconds"] == 1700.0);
  CHECK(out["OverheadMicroseconds"] == 3610.2);
  const json& one = out["Hops"].at(0);
  CHECK(one["Index"] == 1);
  CHECK(one["ContainerHostname"] == "model");
  CHECK(one["Runtime"] == "process");
  CHECK(one["Url"] == "http://127.0.0.1:41001/invocations");
  CHECK(one["StartMicroseconds"] == 12.0);
  CHECK(one["DurationMicroseconds"] == 1700.0);
  CHECK(one["Timings"] == json::parse(R"({"Queue":1.5,"Connect":0.0,"Send":20.0,"Wait":1670.0,
                                          "Receive":10.0})"));
  CHECK(one["Request"] == json::parse(R"({"Headers":[["Content-Type","text/csv"],
      ["accept","*/*"]],"BodyBytes":4,"Body":"1,2\n"})"));
  CHECK(one["Response"]["StatusCode"] == 200);
  CHECK(one["Response"]["Body"] == "0.5\n");
  CHECK(one["Error"].is_null());
  CHECK(out["Response"]["Headers"][0][1] == "text/csv; charset=utf-8");
  CHECK(out["Findings"].empty());
}

TEST_CASE("a hop without answer shows its error and the part that did arrive") {
  const auto part = std::make_shared<const HttpResponse>(response(200, "0."));
  const json out =
      document({hop(1, TransportError{TransportErrorKind::Closed, "it closed", part}),
                hop(2, TransportError{TransportErrorKind::Timeout, "too late", nullptr})},
               std::nullopt);
  CHECK(out["Hops"][0]["Error"] == json{{"Kind", "closed"}, {"Message", "it closed"}});
  CHECK(out["Hops"][0]["Response"]["Body"] == "0.");
  CHECK(out["Hops"][1]["Error"]["Kind"] == "timeout");
  CHECK(out["Hops"][1]["Response"].is_null());
  CHECK(out["Response"].is_null());
  CHECK(out["StatusCode"].is_null());
}

TEST_CASE("a body that is not UTF-8 is given as base64 and one that was let go says so") {
  const json binary = document({}, response(200, "\xff\xfe"));
  CHECK(binary["Response"]["BodyBase64"] == "//4=");
  CHECK_FALSE(binary["Response"].contains("Body"));
  const HttpResponse gone = response(200, "gone");
  gone.body->move_to(BodyPlace::NotKept);
  const json not_kept = document({}, gone);
  CHECK(not_kept["Response"]["Body"].is_null());
  CHECK(not_kept["Response"]["BodyNotKept"] == true);
  CHECK(not_kept["Response"]["BodyBytes"] == 4);
}

TEST_CASE("bytes that are not UTF-8 in headers and messages never break the document") {
  HttpResponse answer = response(500, "");
  answer.headers.add("X-Odd", "caf\xe9");
  const json out =
      document({hop(1, TransportError{TransportErrorKind::BadHttp, "got \xff", nullptr})}, answer);
  CHECK(out["Response"]["Headers"][1][1] == "caf\xEF\xBF\xBD");
  CHECK(out["Hops"][0]["Error"]["Message"] == "got \xEF\xBF\xBD");
}

TEST_CASE("a failed launch has no hops, no response and its reasons as findings") {
  Finding finding{.id = "D13", .severity = Severity::Error, .container_hostname = "model"};
  finding.message = "it did not start";
  finding.fix = "start it";
  const json out = json::parse(run_json({"wine", {"model"}, nullptr, {finding}}));
  CHECK(out["Hops"] == json::array());
  CHECK(out["Response"].is_null());
  CHECK(out["Findings"] == json::parse(R"([{"Id":"D13","Severity":"error",
      "ContainerHostname":"model","Message":"it did not start","Fix":"start it"}])"));
}

TEST_CASE("findings about a file say where it stands") {
  Finding finding{.id = "D19", .severity = Severity::Warning};
  finding.pointer = "/CreateModel";
  finding.line = 3;
  const json out = json::parse(findings_json({finding}));
  CHECK(out["Findings"][0]["Pointer"] == "/CreateModel");
  CHECK(out["Findings"][0]["Line"] == 3);
}
