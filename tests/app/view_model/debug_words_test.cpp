#include "app/view_model/debug_words.h"

#include <catch2/catch_test_macros.hpp>

#include "emulator/model/fault_presets.h"
#include "tests/support/fake_snapshot.h"

using namespace app;
using namespace emulator;

namespace {

InvocationPtr recorded() { return tests::fake_invocation(tests::abalone_invocation(127)); }

HeldHop held(int hop, HoldMoment moment) {
  HeldHop out;
  out.invocation = {127};
  out.hop = hop;
  out.container_hostname = "model";
  out.moment = moment;
  out.response.status = 415;
  return out;
}

}  // namespace

TEST_CASE("a hold says where it is and what is about to travel on") {
  const auto invocation = recorded();
  CHECK(held_title(held(2, HoldMoment::BeforeRequest)) == "Paused before hop 2");
  CHECK(held_title(held(2, HoldMoment::AfterResponse)) == "Paused after hop 2");
  CHECK(held_sentence(held(2, HoldMoment::BeforeRequest), *invocation) ==
        "The body below is preprocess's answer. Its Content-Type becomes the request's "
        "Content-Type (contract 3.3).");
  CHECK(held_sentence(held(2, HoldMoment::AfterResponse), *invocation)
            .find("handed on to postprocess") != std::string::npos);
  CHECK(held_sentence(held(3, HoldMoment::AfterResponse), *invocation)
            .find("handed on to the client") != std::string::npos);
  CHECK(held_sentence(held(1, HoldMoment::BeforeRequest), *invocation).find("the client's") !=
        std::string::npos);
}

TEST_CASE("whose client waits is said; its time-out only where it is known") {
  HeldHop hop = held(1, HoldMoment::BeforeRequest);
  CHECK(held_client(hop).empty());
  hop.client = "127.0.0.1:51002 Boto3/1.37.9 md/Botocore";
  CHECK(held_client(hop).find("60 s by default") != std::string::npos);
  hop.client = "127.0.0.1:51002 curl/8.0";
  CHECK(held_client(hop) == "curl/8.0 waits for the answer");
  hop.client_gone = true;
  CHECK(held_client(hop).find("gave up") != std::string::npos);
}

TEST_CASE("a list row says what an invocation repeats, and what was made up in it") {
  Invocation invocation = *recorded();
  CHECK(provenance(invocation).empty());
  CHECK(tampering(invocation).empty());
  invocation.replay_of = {12};
  CHECK(provenance(invocation) == "replay of 12");
  invocation.replay_from = 2;
  CHECK(provenance(invocation) == "replay of 12 from hop 2");
  invocation.alone = true;
  invocation.order = {"model"};
  invocation.replay_from = 0;
  CHECK(provenance(invocation) == "model alone, replay of 12");
  auto hop = std::make_shared<Hop>(*invocation.hops[0]);
  hop->source = HopSource::Recording;
  hop->source_note = "answer of invocation 3, same request";
  hop->fault = FaultKind::WrongType;
  CHECK(source_sentence(*hop) ==
        "MOCK: not asked; answer of invocation 3, same request. FAULT put here on purpose: "
        "wrong-type");
  invocation.hops[0] = hop;
  CHECK(tampering(invocation) == "MOCK, FAULT");
  CHECK(hop_mark(*hop) == "MOCK + FAULT");
  CHECK(hop_mark(*invocation.hops[1]).empty());
  CHECK(source_sentence(*invocation.hops[1]).empty());
}

TEST_CASE("a rehearsed stage is marked in words") {
  CHECK(rehearsal_mark({}).empty());
  const Rehearsal canned{.stand_in = CannedAnswer{{.status = 503}}, .fault = {}};
  CHECK(rehearsal_mark(canned) == "MOCK");
  CHECK(rehearsal_sentence(canned) == "Answers 503 as written down here");
  const Rehearsal slow{.stand_in = FromRecordings{{{}, {}}},
                       .fault = fault_preset("slow-5s")->fault};
  CHECK(rehearsal_mark(slow) == "MOCK + FAULT");
  CHECK(rehearsal_sentence(slow) == "Answered from 2 recordings, answers 5.00 s late");
}
