#include "emulator/serving/stand_in.h"

#include <stdexcept>

#include <catch2/catch_test_macros.hpp>

#include "emulator/model/fault_presets.h"
#include "tests/support/small_pipeline.h"

using namespace emulator;
using namespace test_support;
using namespace std::chrono_literals;

namespace {

HttpRequest request(std::string_view type, std::string_view body) {
  HttpRequest out;
  out.headers.add("Content-Type", std::string(type));
  out.headers.add("Accept", "*/*");
  out.body = make_body(body);
  return out;
}

Recording recording(std::uint64_t invocation, HttpRequest asked, std::string_view answer) {
  return {InvocationId{invocation}, std::move(asked), reply(200, "text/csv", answer)};
}

RoutePlan rehearsed(std::initializer_list<const char*> names, std::size_t at, Rehearsal rehearsal) {
  RoutePlan plan = plan_of(names);
  plan.stages[at].rehearsal = std::make_shared<const Rehearsal>(std::move(rehearsal));
  return plan;
}

Rehearsal faulty(Fault fault) { return {.stand_in = {}, .fault = std::move(fault)}; }

std::string message_of(const Story& story) { return text_of(story.answer()->body); }

}  // namespace

TEST_CASE("the same request gets the answer that was recorded for it, the newest one") {
  const FromRecordings recorded{{recording(1, request("text/csv", "1,2"), "old"),
                                 recording(2, request("text/csv", "1,2"), "new"),
                                 recording(3, request("text/csv", "1,3"), "other")}};
  const auto chosen = answer_from(recorded, request("text/csv", "1,2"));
  REQUIRE(chosen);
  CHECK(text_of(chosen->recording->response.body) == "new");
  CHECK(chosen->note == "answer of invocation 2, same request");
}

TEST_CASE("another request gets the answer of the closest one, and it is told how close") {
  const FromRecordings recorded{
      {recording(1, request("text/csv", "M,0.455,0.365\n"), "near"),
       recording(2, request("text/csv", "completely else"), "far"),
       recording(3, request("application/json", "M,0.455,0.366\n"), "x")}};
  const auto chosen = answer_from(recorded, request("text/csv", "M,0.455,0.366\n"));
  REQUIRE(chosen);
  CHECK(text_of(chosen->recording->response.body) == "near");
  CHECK(chosen->note == "answer of invocation 1, the closest: its request differs in 1 byte");
  // The same body as another type is farther away than another body of the same type.
  const auto typed = answer_from(recorded, request("text/html", "M,0.455,0.366\n"));
  REQUIRE(typed);
  CHECK(typed->note ==
        "answer of invocation 3, the closest: its request has the same body and is "
        "application/json");
  HttpRequest accepting = request("text/csv", "M,0.455,0.365\n");
  accepting.headers.set("Accept", "text/csv");
  CHECK(answer_from(recorded, accepting)->note ==
        "answer of invocation 1, the closest: its request has the same body and another "
        "Content-Type or Accept");
  CHECK_FALSE(answer_from({}, request("text/csv", "1")));
}

TEST_CASE("a stage that is answered from recordings is not called, and the hop says so") {
  const RoutePlan plan =
      rehearsed({"prep", "model"}, 0,
                {.stand_in = FromRecordings{{recording(7, request("text/csv", "1,2"), "made")}},
                 .fault = {}});
  const Story story(plan, csv_request("1,2"), {{2, reply(200, "text/csv", "end")}});
  REQUIRE(story.hops.size() == 2);
  CHECK(story.hops[0]->source == HopSource::Recording);
  CHECK(story.hops[0]->source_note == "answer of invocation 7, same request");
  CHECK_FALSE(story.hops[0]->is_real());
  CHECK(text_of(story.sent[0].body) == "made");
  CHECK(story.hops[1]->is_real());
  // The client's answer has no header that SageMaker would not send.
  CHECK(story.answer()->headers.size() == 4);
}

TEST_CASE("a canned answer goes through the same rules as a container's") {
  const RoutePlan plan =
      rehearsed({"prep", "model"}, 0,
                {.stand_in = CannedAnswer{reply(503, "text/plain", "no")}, .fault = {}});
  const Story story(plan, csv_request(), {});
  REQUIRE(story.hops.size() == 1);
  CHECK(story.hops[0]->source == HopSource::Canned);
  CHECK(story.answer()->status == 424);
  CHECK(message_of(story).find("Received server error (503) from prep") != std::string::npos);
}

TEST_CASE("a stage that ended can still be answered for") {
  RoutePlan plan =
      rehearsed({"prep"}, 0, {.stand_in = CannedAnswer{reply(200, "text/csv", "ok")}, .fault = {}});
  plan.stages[0].ended = "exited with code 1";
  CHECK(Story(plan, csv_request(), {}).answer()->status == 200);
}

TEST_CASE("a fault of status answers without calling the container") {
  const Story story(rehearsed({"prep", "model"}, 0,
                              faulty({.kind = FaultKind::Status, .status = 415, .body = "no csv"})),
                    csv_request(), {});
  CHECK(story.hops[0]->fault == FaultKind::Status);
  CHECK(message_of(story).find("Received client error (415) from prep with message \\\"no csv") !=
        std::string::npos);
}

TEST_CASE("a fault of type changes the Content-Type that the next container is sent") {
  const Story story(
      rehearsed({"prep", "model"}, 0,
                faulty({.kind = FaultKind::WrongType, .content_type = "text/csv; charset=utf-8"})),
      csv_request(), {{1, reply(200, "text/csv", "a")}, {2, reply(200, "text/csv", "b")}});
  CHECK(story.sent[1].headers.get("Content-Type") == "text/csv; charset=utf-8");
  CHECK(story.answer()->status == 200);
}

TEST_CASE("a truncated answer keeps what came, and the client gets status 0 (3.19)") {
  const Story story(rehearsed({"prep", "model"}, 0, faulty({.kind = FaultKind::Truncated})),
                    csv_request(), {{1, reply(200, "text/csv", "abcdef")}});
  REQUIRE(story.hops[0]->error());
  CHECK(story.hops[0]->error()->kind == TransportErrorKind::Closed);
  CHECK(text_of(story.hops[0]->error()->partial->body) == "abc");
  CHECK(message_of(story).find("Received server error (0) from prep") != std::string::npos);
}

TEST_CASE("an oversize answer is one byte more than may be handed on (3.21)") {
  RoutePlan plan = rehearsed({"prep", "model"}, 0, faulty({.kind = FaultKind::Oversize}));
  plan.profile.between_containers_bytes = 1000;
  const Story story(plan, csv_request(), {{1, reply(200, "text/csv", "abc")}});
  CHECK(message_of(story).find("is 1001 bytes, which has exceeded the maximum limit") !=
        std::string::npos);
}

TEST_CASE("a dropped connection is an answer that never came") {
  const Story story(rehearsed({"prep"}, 0, faulty({.kind = FaultKind::Dropped})), csv_request(),
                    {});
  CHECK(story.hops[0]->error()->kind == TransportErrorKind::Closed);
  CHECK(story.answer()->status == 424);
}

TEST_CASE("a delay is part of the container's time, and a delay beyond the limit a time-out") {
  const Fault slow{.kind = FaultKind::Delay, .delay = 5ms};
  const Story late(rehearsed({"prep"}, 0, faulty(slow)), csv_request(),
                   {{1, reply(200, "text/csv", "a"), {}, {.wait = 1ms}}});
  CHECK(late.hops[0]->timing.wait >= 6ms);
  CHECK(late.answer()->status == 200);

  RoutePlan plan = rehearsed({"prep"}, 0, faulty({.kind = FaultKind::Delay, .delay = 10min}));
  plan.profile.invocation_timeout = 5ms;
  const Story over(plan, csv_request(), {});
  CHECK(over.hops[0]->error()->kind == TransportErrorKind::Timeout);
  CHECK(message_of(over).find("Your invocation timed out while waiting for a response") !=
        std::string::npos);
}

TEST_CASE("a delay ends when the invocation is cancelled") {
  std::stop_source stop;
  stop.request_stop();
  const Rehearsal rehearsal = faulty({.kind = FaultKind::Delay, .delay = 10min});
  const auto answer =
      rehearsed_answer(rehearsal, request("text/csv", "1"), {}, stop.get_token(),
                       [](HttpRequest) -> Exchange { throw std::logic_error("it was asked"); });
  CHECK(std::get<TransportError>(answer.exchange.outcome).kind == TransportErrorKind::Cancelled);
}

TEST_CASE("each preset is a fault with a name, a sentence and the fact that it rests on") {
  CHECK(fault_presets().size() >= 10);
  for (const FaultPreset& preset : fault_presets()) {
    INFO(preset.id);
    CHECK(fault_preset(preset.id) == &preset);
    CHECK(preset.fault.preset == preset.id);
    CHECK(preset.fault.kind != FaultKind::None);
    CHECK_FALSE(preset.title.empty());
    CHECK_FALSE(preset.what.empty());
    CHECK_FALSE(preset.fact.empty());
    CHECK_FALSE(words_of(preset.fault).empty());
    CHECK_FALSE(to_text(preset.fault.kind).empty());
  }
  CHECK(fault_preset("no such preset") == nullptr);
}
