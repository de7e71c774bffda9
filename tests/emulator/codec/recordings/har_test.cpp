#include "emulator/codec/recordings/har.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/emulator/codec/recordings/har_rules.h"
#include "tests/emulator/codec/recordings/recorded.h"

using namespace emulator;
using namespace test_support;
using nlohmann::json;

namespace {

std::string har_of(const std::vector<InvocationPtr>& invocations) {
  std::string text;
  REQUIRE(write_har(source_of(invocations), [&](std::string_view piece) {
    text += piece;
    return Result<void>();
  }));
  return text;
}

std::string har() { return har_of(recorded(wine_pipeline())); }

bool says(const std::string& text, std::string_view words) {
  if (text.find(words) != text.npos) return true;
  UNSCOPED_INFO("it says: " << text);
  return false;
}

constexpr std::string_view kForeign = R"({"log": {
  "version": "1.2", "creator": {"name": "WebInspector", "version": "537.36"},
  "pages": [{"startedDateTime": "2026-01-31T12:00:00.000Z", "id": "page_1", "title": "x",
             "pageTimings": {"onContentLoad": 12.5, "onLoad": null}}],
  "entries": [
   {"_priority": "High", "pageref": "page_1", "startedDateTime": "2026-01-31T13:00:00.250+01:00",
    "time": 12.5,
    "request": {"method": "POST", "url": "https://runtime.sagemaker.us-east-1.amazonaws.com/endpoints/w/invocations",
      "httpVersion": "h2", "headers": [{"name": ":method", "value": "POST"},
      {"name": "content-type", "value": "text/csv"}], "queryString": [], "cookies": [],
      "headersSize": -1, "bodySize": 3, "postData": {"mimeType": "text/csv", "text": "1,2"}},
    "response": {"status": 200, "statusText": "", "httpVersion": "h2", "headers": [],
      "cookies": [], "content": {"size": 3, "mimeType": "image/png", "text": "iVBO", "encoding": "base64"},
      "redirectURL": "", "headersSize": -1, "bodySize": -1, "_transferSize": 99},
    "cache": {}, "timings": {"blocked": 1.5, "dns": -1, "ssl": 2, "connect": 4, "send": 0.5,
      "wait": 6, "receive": 0.5}},
   {"startedDateTime": "2026-01-31T12:00:01Z", "time": 0,
    "request": {"method": "GET", "url": "http://127.0.0.1/x", "httpVersion": "", "headers": [],
      "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0},
    "response": {"status": 0, "statusText": "", "httpVersion": "", "headers": [], "cookies": [],
      "content": {"size": 0, "mimeType": "x-unknown"}, "redirectURL": "", "headersSize": -1,
      "bodySize": -1, "_error": "net::ERR_CONNECTION_REFUSED"},
    "cache": {}, "timings": {"send": 0, "wait": 0, "receive": 0}}
  ]}})";

}  // namespace

TEST_CASE("the HAR of a recording keeps every rule of the format") {
  const auto problems = har_rules::problems_of(json::parse(har()));
  for (const std::string& problem : problems) UNSCOPED_INFO(problem);
  CHECK(problems.empty());
}

TEST_CASE("the checker of the format's rules notices what is wrong") {
  json broken = json::parse(har());
  json& entry = broken["log"]["entries"][0];
  entry["timings"].erase("wait");
  CHECK_THROWS(har_rules::problems_of(broken));
  entry["timings"]["wait"] = 99.0;
  CHECK(har_rules::problems_of(broken).size() == 1);
  entry["request"].erase("cookies");
  entry["response"]["odd"] = 1;
  CHECK(har_rules::problems_of(broken).size() == 3);
}

TEST_CASE("a HAR has one page for each invocation and one entry for each hop") {
  const json log = json::parse(har())["log"];
  REQUIRE(log["pages"].size() == 3);
  REQUIRE(log["entries"].size() == 5);
  CHECK(log["pages"][0]["id"] == "invocation-7");
  CHECK(log["pages"][0]["title"] == "Invocation 7 of wine: 200");
  CHECK(log["entries"][1]["pageref"] == "invocation-7");
  CHECK(log["entries"][1]["response"]["content"]["encoding"] == "base64");
  CHECK(log["entries"][0]["startedDateTime"] == "2026-01-31T12:00:07.123468Z");
  CHECK(log["entries"][0]["timings"]["connect"] == -1);
  CHECK(log["entries"][3]["response"]["_error"] == "closed after 3 bytes");
}

TEST_CASE("a HAR cannot be read as if a rehearsed answer were the container's own") {
  const json log = json::parse(har())["log"];
  const std::string page = log["pages"][2]["comment"];
  const std::string entry = log["entries"][4]["comment"];
  for (const std::string& text : {page, entry}) {
    CHECK(says(text, "NOT THE CONTAINER'S OWN ANSWER: a canned answer"));
    CHECK(says(text, "fault put on the stage: delay"));
    CHECK(says(text, "request edited while it was held"));
  }
  CHECK(log["entries"][4]["_real"] == false);
  CHECK(log["entries"][4]["_source"] == "canned");
  CHECK(log["entries"][0]["_real"] == true);
  CHECK_FALSE(log["pages"][0].contains("comment"));
}

TEST_CASE("a HAR of ours comes back as the invocations that it was made of") {
  const auto read = read_har(har(), "x.har");
  REQUIRE(read);
  REQUIRE(read->size() == 3);
  const auto before = recorded(wine_pipeline());
  const Invocation& well = *(*read)[0];
  CHECK(well.id == InvocationId{7});
  CHECK(well.note == "the good one");
  CHECK(well.started_at == before[0]->started_at);
  CHECK(well.duration == before[0]->duration);
  REQUIRE(well.hops.size() == 2);
  CHECK(well.hops[1]->timing.wait == 1670us);
  CHECK(well.hops[1]->start == 24us);
  CHECK(text_of(well.hops[1]->response()->body) == std::string("\x89PNG\0\xFF", 6));
  CHECK(text_of(well.response->body) == std::string("\x89PNG\0\xFF", 6));
  const Invocation& failed = *(*read)[1];
  CHECK(failed.hops[1]->error()->kind == TransportErrorKind::Closed);
  CHECK(text_of(failed.hops[1]->error()->partial->body) == "{\"r");
  CHECK(failed.response->status == 424);
  CHECK(failed.findings.size() == 1);
  const Hop& canned = *(*read)[2]->hops[0];
  CHECK(canned.source == HopSource::Canned);
  CHECK(text_of(canned.request_before_edit->body) == "before");
  // And what they are written as is the same again.
  CHECK(har_of(*read) == har());
}

TEST_CASE("a HAR of a browser comes in as invocations of one hop each") {
  const auto read = read_har(std::string("\xEF\xBB\xBF") + std::string(kForeign), "chrome.har");
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  const Invocation& one = *(*read)[0];
  CHECK(one.id == InvocationId{1});
  CHECK(one.finished);
  CHECK(one.started_at == WallTime(1769860800250ms));
  CHECK(one.order == std::vector<std::string>{"runtime.sagemaker.us-east-1.amazonaws.com"});
  CHECK(one.request.content_type == "text/csv");
  const Hop& hop = *one.hops.at(0);
  CHECK(hop.request.target == "/endpoints/w/invocations");
  CHECK(text_of(hop.request.body) == "1,2");
  CHECK(text_of(hop.response()->body) == "\x89PN");
  CHECK(hop.timing.queue == 1500us);
  CHECK(hop.timing.connect == 4ms);
  const Hop& refused = *(*read)[1]->hops.at(0);
  CHECK(refused.error()->message == "net::ERR_CONNECTION_REFUSED");
  CHECK(har_rules::problems_of(json::parse(har_of(*read))).empty());
}

TEST_CASE("what is no HAR is refused with line and pointer") {
  const auto error = [](std::string_view text) { return read_har(text, "x.har").error().what; };
  CHECK(says(error("{}"), "x.har, line 1: has no log, so it is not a HAR"));
  CHECK(says(error("{\"log\":{\"version\":\"1.2\"}}"), "line 1, /log: has no entries"));
  CHECK(says(error("{\"log\":{\n\"entries\":[{\"request\":7}]}}"),
             "line 2, /log/entries/0/request: must be an object"));
  CHECK(says(error(R"({"log":{"entries":[{"startedDateTime":"yesterday","request":{}}]}})"),
             "/log/entries/0: has no startedDateTime"));
  std::string half = har();
  half.resize(half.size() / 2);
  CHECK(says(error(half), "the text ends too early"));
}

TEST_CASE("a time of day is read with any zone and fraction") {
  CHECK_FALSE(read_har(R"({"log":{"entries":[{"startedDateTime":"2026-13-01T00:00:00Z",
    "request":{}}]}})", "x"));
}
