#include "emulator/codec/recordings/traces.h"

#include <set>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/emulator/codec/recordings/recorded.h"

using namespace emulator;
using namespace test_support;
using nlohmann::json;

namespace {

using Write = Result<void> (*)(const RecordingSource&, const TextSink&);

json written(Write write, const std::vector<InvocationPtr>& invocations) {
  std::string text;
  REQUIRE(write(source_of(invocations), [&](std::string_view piece) {
    text += piece;
    return Result<void>();
  }));
  return json::parse(text);
}

json spans_of(const json& document) {
  return document["resourceSpans"].at(0)["scopeSpans"].at(0)["spans"];
}

// The fields that opentelemetry-proto 1.x knows of each message, in OTLP/JSON's spelling.
const std::map<std::string, std::set<std::string>>& fields() {
  static const std::map<std::string, std::set<std::string>> all{
      {"TracesData", {"resourceSpans"}},
      {"ResourceSpans", {"resource", "scopeSpans", "schemaUrl"}},
      {"Resource", {"attributes", "droppedAttributesCount", "entityRefs"}},
      {"ScopeSpans", {"scope", "spans", "schemaUrl"}},
      {"Scope", {"name", "version", "attributes", "droppedAttributesCount"}},
      {"Span",
       {"traceId", "spanId", "traceState", "parentSpanId", "flags", "name", "kind",
        "startTimeUnixNano", "endTimeUnixNano", "attributes", "droppedAttributesCount", "events",
        "droppedEventsCount", "links", "droppedLinksCount", "status"}},
      {"Event", {"timeUnixNano", "name", "attributes", "droppedAttributesCount"}},
      {"Status", {"message", "code"}},
      {"KeyValue", {"key", "value"}},
      {"AnyValue",
       {"stringValue", "boolValue", "intValue", "doubleValue", "arrayValue", "kvlistValue",
        "bytesValue"}}};
  return all;
}

void check_fields(const char* message, const json& object) {
  for (const auto& [name, value] : object.items()) {
    INFO(message << "." << name);
    CHECK(fields().at(message).contains(name));
  }
}

void check_attributes(const json& list) {
  std::set<std::string> keys;
  for (const json& pair : list) {
    check_fields("KeyValue", pair);
    check_fields("AnyValue", pair["value"]);
    CHECK(pair["value"].size() == 1);
    CHECK(keys.insert(pair["key"]).second);
    if (pair["value"].contains("intValue")) CHECK(pair["value"]["intValue"].is_string());
  }
}

bool is_hex(const json& id, std::size_t digits) {
  const std::string text = id;
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == text.npos &&
         text.find_first_not_of('0') != text.npos;
}

json attribute(const json& span, const std::string& key) {
  for (const json& pair : span["attributes"])
    if (pair["key"] == key) return pair["value"].begin().value();
  return nullptr;
}

}  // namespace

TEST_CASE("OTLP holds only fields of its specification, in their types") {
  const json document = written(write_otlp, recorded(wine_pipeline()));
  check_fields("TracesData", document);
  const json& resource = document["resourceSpans"].at(0);
  check_fields("ResourceSpans", resource);
  check_fields("Resource", resource["resource"]);
  check_attributes(resource["resource"]["attributes"]);
  check_fields("ScopeSpans", resource["scopeSpans"].at(0));
  check_fields("Scope", resource["scopeSpans"].at(0)["scope"]);
  for (const json& span : spans_of(document)) {
    check_fields("Span", span);
    check_fields("Status", span["status"]);
    check_attributes(span["attributes"]);
    CHECK(is_hex(span["traceId"], 32));
    CHECK(is_hex(span["spanId"], 16));
    CHECK((span["kind"] == 2 || span["kind"] == 3));
    const std::string begin = span["startTimeUnixNano"];
    const std::string end = span["endTimeUnixNano"];
    CHECK(std::stoull(begin) <= std::stoull(end));
    for (const json& event : span["events"]) {
      check_fields("Event", event);
      check_attributes(event["attributes"]);
      CHECK(event["timeUnixNano"].is_string());
    }
  }
}

TEST_CASE("OTLP has a trace for each invocation, a server's span and a client's for each hop") {
  const json spans = spans_of(written(write_otlp, recorded(wine_pipeline())));
  REQUIRE(spans.size() == 8);
  CHECK(spans[0]["traceId"] == "5f0c2b1a000040008000000000000007");
  CHECK(spans[0]["kind"] == 2);
  CHECK_FALSE(spans[0].contains("parentSpanId"));
  CHECK(spans[0]["startTimeUnixNano"] == "1769860807123456000");
  CHECK(spans[1]["traceId"] == spans[0]["traceId"]);
  CHECK(spans[1]["parentSpanId"] == spans[0]["spanId"]);
  CHECK(spans[1]["kind"] == 3);
  CHECK(spans[1]["spanId"] != spans[2]["spanId"]);
  CHECK(spans[3]["traceId"] != spans[0]["traceId"]);
}

TEST_CASE("OTLP speaks of HTTP by the semantic conventions") {
  const json spans = spans_of(written(write_otlp, recorded(wine_pipeline())));
  CHECK(attribute(spans[1], "http.request.method") == "POST");
  CHECK(attribute(spans[1], "url.full") == "http://127.0.0.1:41001/invocations?v=1");
  CHECK(attribute(spans[1], "server.address") == "127.0.0.1");
  CHECK(attribute(spans[1], "server.port") == "41001");
  CHECK(attribute(spans[1], "http.response.status_code") == "200");
  CHECK(attribute(spans[5], "error.type") == "closed");
  CHECK(spans[5]["status"]["code"] == 2);
  // 424 is the client's concern: a server's span stays unset.
  CHECK(attribute(spans[3], "http.response.status_code") == "424");
  CHECK(spans[3]["status"]["code"] == 0);
  CHECK(attribute(spans[7], "hoplens.source") == "canned");
  CHECK(attribute(spans[7], "hoplens.real") == false);
  CHECK(spans[7]["name"] == "POST prep (not the container)");
}

TEST_CASE("a request id that is no UUID still gives a trace id of its own") {
  auto invocations = recorded(wine_pipeline());
  Invocation odd = *invocations[0];
  odd.uuid = "";
  const json spans = spans_of(written(write_otlp, {shared(odd), invocations[1]}));
  CHECK(is_hex(spans[0]["traceId"], 32));
  CHECK(spans[0]["traceId"] != spans[3]["traceId"]);
}

TEST_CASE("a Chrome trace has a named row for each stage and complete events in it") {
  const json document = written(write_chrome_trace, recorded(wine_pipeline()));
  std::map<std::pair<int, int>, std::string> rows;
  int complete = 0;
  for (const json& event : document["traceEvents"]) {
    REQUIRE(event.contains("ph"));
    REQUIRE(event["pid"].is_number_integer());
    REQUIRE(event["tid"].is_number_integer());
    if (event["ph"] == "M") {
      if (event["name"] == "thread_name") rows[{event["pid"], event["tid"]}] = event["args"]["name"];
      continue;
    }
    CHECK(event["ph"] == "X");
    CHECK(event["dur"].get<double>() >= 0);
    CHECK(event["ts"].get<double>() >= 0);
    CHECK(rows.contains({event["pid"], event["tid"]}));
    ++complete;
  }
  CHECK(rows[{1, 1}] == "client");
  CHECK(rows[{1, 2}] == "1 prep");
  CHECK(rows[{1, 3}] == "2 model");
  CHECK(complete == 3 + 5 * 4);  // invocations, and hops with send, wait and receive
}

TEST_CASE("invocations that overlap stand in rows of their own") {
  auto invocations = recorded(wine_pipeline());
  Invocation second = *invocations[1];
  second.started_at = invocations[0]->started_at + 1us;
  const json document = written(write_chrome_trace, {invocations[0], shared(second)});
  std::set<std::string> rows;
  for (const json& event : document["traceEvents"])
    if (event["name"] == "thread_name") rows.insert(event["args"]["name"]);
  CHECK(rows == std::set<std::string>{"client", "1 prep", "2 model", "client (2)", "1 prep (2)",
                                      "2 model (2)"});
}

TEST_CASE("writing stops when nobody wants it any more") {
  RecordingSource source = source_of(recorded(wine_pipeline()));
  source.progress = [](std::size_t) { return false; };
  for (const Write write : {write_otlp, write_chrome_trace}) {
    const auto done = write(source, [](std::string_view) { return Result<void>(); });
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::Cancelled);
  }
}
