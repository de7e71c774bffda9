#include <catch2/catch_test_macros.hpp>

#include "emulator/api/invoke/event_stream.h"
#include "tests/emulator/api/invoke/endpoint_world.h"

using namespace emulator;
using namespace test_support;
using Json = nlohmann::json;

namespace {

constexpr const char* kStream = "/endpoints/wine/invocations-response-stream";

std::string frames(std::initializer_list<const char*> parts) {
  std::string out;
  for (const char* part : parts) append_payload_parts(part, out);
  return out;
}

// Plays acts; the last container's answer is heard in these parts.
class PartByPart final : public HopTransport {
 public:
  PartByPart(std::vector<Act> acts, std::vector<std::string> heard)
      : acts_(std::move(acts)), heard_(std::move(heard)) {}

  Exchange send(const std::string& host, int port, HttpRequest request,
                const ExchangeLimits& limits, std::stop_token stop) override {
    if (limits.listener != nullptr) {
      limits.listener->head(head);
      for (const std::string& part : heard_) {
        limits.listener->part(part);
        stopped_after_part = stop.stop_requested();
      }
    }
    return acts_.send(host, port, std::move(request), limits, std::move(stop));
  }

  ScriptedTransport& acts() { return acts_; }
  HttpResponse head = reply(200, "text/plain", "");
  bool stopped_after_part = false;

 private:
  ScriptedTransport acts_;
  std::vector<std::string> heard_;
};

// The payload of an answer that is one exception frame behind these parts.
Json exception_behind(const FakeAnswer& answer, const std::string& before,
                      const std::string& exception) {
  REQUIRE(answer.body.starts_with(before));
  const std::string frame = answer.body.substr(before.size());
  const std::size_t at = frame.find('{');
  REQUIRE(at != std::string::npos);
  const std::string json = frame.substr(at, frame.rfind('}') + 1 - at);
  CHECK(frame == exception_frame(exception, json));
  CHECK(answer.ended);
  return Json::parse(json);
}

}  // namespace

TEST_CASE("the last container's bytes are passed on as they arrive (4.3)") {
  EndpointWorld world;
  PartByPart transport({{1, reply(200, "text/csv", "a")}, {2, reply(200, "text/plain", "to be")}},
                       {"to", " be"});
  transport.head.headers.add("X-Amzn-SageMaker-Custom-Attributes", "trace=2");
  const FakeAnswer answer =
      world.ask(front_request({{"Content-Type", "text/csv"},
                               {"Accept", "application/vnd.amazon.eventstream"},
                               {"X-Amzn-SageMaker-Accept", "text/plain"},
                               {"X-Amzn-SageMaker-Target-Model", "m.tar.gz"}}),
                transport, kStream);
  CHECK(answer.streamed);
  CHECK(answer.ended);
  CHECK(answer.head.status == 200);
  CHECK(answer.header("Content-Type") == "application/vnd.amazon.eventstream");
  CHECK(answer.header("X-Amzn-SageMaker-Content-Type") == "text/plain");
  CHECK(answer.header("X-Amzn-SageMaker-Custom-Attributes") == "trace=2");
  CHECK(answer.header("x-Amzn-Invoked-Production-Variant") == "AllTraffic");
  CHECK(answer.parts == std::vector<std::string>{frames({"to"}), frames({" be"})});
  REQUIRE(transport.acts().sent.size() == 2);
  CHECK(transport.acts().sent[0].headers.get("Content-Type") == "text/csv");
  CHECK(transport.acts().sent[1].headers.get("Accept") == "text/plain");
  REQUIRE(world.done.size() == 1);
  CHECK(world.done[0].streamed);
  CHECK(world.done[0].uuid == answer.header("x-amzn-RequestId"));
}

TEST_CASE("an answer of which nothing was heard is sent in the end") {
  EndpointWorld world(plan_of({"model"}));
  for (const std::string body : {"", "whole"}) {
    ScriptedTransport transport({{1, reply(200, "text/plain", body)}});
    const FakeAnswer answer = world.ask(front_request(), transport, kStream);
    CHECK(answer.streamed);
    CHECK(answer.ended);
    CHECK(answer.header("X-Amzn-SageMaker-Content-Type") == "text/plain");
    CHECK(answer.body == (body.empty() ? "" : frames({body.c_str()})));
  }
}

TEST_CASE("what fails before the first byte is an ordinary answer") {
  EndpointWorld world;
  ScriptedTransport first_fails({{1, reply(500, "", "no")}});
  FakeAnswer answer = world.ask(front_request(), first_fails, kStream);
  CHECK_FALSE(answer.streamed);
  CHECK(answer.head.status == 424);
  CHECK(answer.header("x-amzn-ErrorType") == "ModelError");
  PartByPart last_breaks({{1, reply(200, "", "a")}, {2, broken(TransportErrorKind::Closed)}}, {});
  answer = world.ask(front_request(), last_breaks, kStream);
  CHECK_FALSE(answer.streamed);
  CHECK(answer.head.status == 424);
  answer = world.refused(front_request(), "/endpoints/beer/invocations-response-stream");
  CHECK(answer.head.status == 400);
  CHECK(world.hosting.recorded.at(0).first.streamed);
}

TEST_CASE("what fails after it is an exception in the stream (4.3)") {
  EndpointWorld world(plan_of({"model"}));
  const auto broken_by = [&](TransportErrorKind kind) {
    PartByPart transport({{1, broken(kind)}}, {"half"});
    const FakeAnswer answer = world.ask(front_request(), transport, kStream);
    return exception_behind(answer, frames({"half"}), "ModelStreamError");
  };
  CHECK(broken_by(TransportErrorKind::Closed)["ErrorCode"] == "StreamBroken");
  CHECK(broken_by(TransportErrorKind::BadHttp)["ErrorCode"] == "StreamBroken");
  const Json late = broken_by(TransportErrorKind::Timeout);
  CHECK(late["ErrorCode"] == "ModelInvocationTimeExceeded");
  CHECK(late["Message"].get<std::string>().find("model") != std::string::npos);
  // The container finished, but with more than may be passed on.
  world.hosted->plan.profile.response_bytes = 3;
  PartByPart too_much({{1, reply(200, "", "four")}}, {"four"});
  const FakeAnswer answer = world.ask(front_request(), too_much, kStream);
  CHECK(exception_behind(answer, frames({"four"}), "ModelStreamError")["ErrorCode"] ==
        "StreamBroken");
}

TEST_CASE("a stream that is cut by the shut-down says so") {
  EndpointWorld world(plan_of({"model"}));
  PartByPart transport({{1, broken(TransportErrorKind::Cancelled)}}, {"half"});
  const FakeAnswer answer = world.ask(front_request(), transport, kStream);
  exception_behind(answer, frames({"half"}), "InternalStreamFailure");
}

TEST_CASE("a client that goes ends its invocation") {
  EndpointWorld world(plan_of({"model"}));
  PartByPart transport({{1, broken(TransportErrorKind::Cancelled)}}, {"one"});
  FakeAnswer answer;
  answer.gone = true;
  world.ask(front_request(), transport, answer, kStream);
  CHECK(transport.stopped_after_part);
  CHECK(answer.body.empty());
}
