#include <catch2/catch_test_macros.hpp>

#include "app/view_model/filter/filter_offers.h"
#include "app/view_model/filter/invocation_filter.h"
#include "app/view_model/filter/log_filter.h"
#include "app/view_model/log_hops.h"
#include "tests/support/fake_snapshot.h"

using namespace app;

namespace {

using emulator::Invocation;

// The abalone invocation, changed by the test.
template <typename Change>
Invocation changed(Change change) {
  Invocation made = *tests::fake_invocation(tests::abalone_invocation(127));
  change(made);
  return made;
}
Invocation unchanged() {
  return changed([](Invocation&) {});
}

bool matches(std::string_view query, const Invocation& invocation) {
  const InvocationFilter filter(query);
  INFO(query);
  CHECK_FALSE(filter.problem());
  return filter.matches(invocation);
}

std::string problem_of(std::string_view query) {
  const InvocationFilter filter(query);
  return filter.problem() ? filter.problem()->text : "";
}

std::vector<std::string> values_of(const std::vector<std::string>& offers, std::string_view key) {
  std::vector<std::string> values;
  for (const std::string& offer : offers)
    if (offer.starts_with(key) && offer != key) values.push_back(offer.substr(key.size()));
  return values;
}

bool offers_include(const std::vector<std::string>& offers, std::string_view offer) {
  return std::ranges::find(offers, offer) != offers.end();
}

}  // namespace

TEST_CASE("a status is a number, a comparison, hundreds, a range or a word") {
  const Invocation failed = changed([](Invocation& i) { i.response->status = 424; });
  for (const char* query : {"status:424", "status:>=400", "status:4xx", "status:400..499",
                            "status:200|424", "-status:200", "status:", "status:4"})
    CHECK(matches(query, failed) == (std::string_view(query) != "status:4"));
  for (const char* query : {"status:200", "status:5xx", "status:<400", "-status:4xx", "status:run"})
    CHECK_FALSE(matches(query, failed));
  const Invocation running = changed([](Invocation& i) { i.finished = false; });
  CHECK(matches("status:running", running));
  CHECK(matches("status:run", running));
  CHECK_FALSE(matches("status:200", running));
  const Invocation cancelled = changed([](Invocation& i) { i.response.reset(); });
  CHECK(matches("status:cancelled", cancelled));
}

TEST_CASE("a stage is one that was reached") {
  CHECK(matches("stage:model", unchanged()));
  CHECK(matches("stage:nobody|MODEL", unchanged()));
  CHECK(matches("stage~mod", unchanged()));
  CHECK_FALSE(matches("stage:mod", unchanged()));
  const Invocation refused = changed([](Invocation& i) { i.hops.resize(1); });
  CHECK(matches("-stage:model", refused));
}

TEST_CASE("a content type has a short and a full name") {
  CHECK(is_type("application/json; charset=utf-8", "json"));
  CHECK(is_type("application/vnd.acme+json", "json"));
  CHECK(is_type("text/csv", "text/csv"));
  CHECK(is_type("application/x-npy", "npy"));
  CHECK(is_type("image/png", "image"));
  CHECK_FALSE(is_type("application/jsonlines", "json"));
  CHECK_FALSE(is_type("text/csv", "text/plain"));
  CHECK(matches("type:json", unchanged()));
  CHECK_FALSE(matches("type:parquet", unchanged()));
}

TEST_CASE("times and sizes compare with units") {
  CHECK(matches("time:>50ms", unchanged()));
  CHECK(matches("time:101ms", unchanged()));
  CHECK_FALSE(matches("time:>1s", unchanged()));
  const Invocation large = changed(
      [](Invocation& i) { i.request.body = emulator::make_body(std::string(2'000'000, 'x')); });
  CHECK(matches("size:>1MB", large));
  CHECK(matches("request-size:2MB", large));
  CHECK_FALSE(matches("response-size:>1MB", large));
}

TEST_CASE("what went wrong on the wire, and what the client was told") {
  tests::FakeInvocation fake = tests::abalone_invocation(1);
  fake.hops[1].status = 0;
  CHECK(matches("error:timeout", *tests::fake_invocation(fake)));
  CHECK(matches("error:any", *tests::fake_invocation(fake)));
  CHECK_FALSE(matches("error:closed", *tests::fake_invocation(fake)));
  CHECK_FALSE(matches("error:any", unchanged()));
  CHECK(matches("error:ModelError", changed([](Invocation& i) {
                  i.response->headers.add("x-amzn-ErrorType", "ModelError");
                })));
}

TEST_CASE("who answered can be told apart") {
  const Invocation mocked = changed([](Invocation& i) {
    emulator::Hop hop = *i.hops[1];
    hop.source = emulator::HopSource::Recording;
    i.hops[1] = std::make_shared<const emulator::Hop>(hop);
    i.replay_of = emulator::InvocationId{12};
    i.note = "Odd one";
  });
  CHECK(matches("source:mock", mocked));
  CHECK(matches("source:recording replay:yes note~odd", mocked));
  CHECK_FALSE(matches("source:hand|kept", mocked));
  CHECK_FALSE(matches("replay:no", mocked));
  CHECK_FALSE(matches("source:mock", unchanged()));
}

TEST_CASE("headers are looked for in every message") {
  CHECK(matches("header:Server", unchanged()));
  CHECK(matches("header:server=gunicorn", unchanged()));
  CHECK(matches("header:Server~corn", unchanged()));
  CHECK(matches("header:Content-Length>0", unchanged()));
  CHECK_FALSE(matches("header:X-Nothing", unchanged()));
  CHECK_FALSE(matches("header:Server=nginx|apache", unchanged()));
}

TEST_CASE("words are parts of the id, names and the note, phrases are quoted") {
  const Invocation named = changed([](Invocation& i) {
    i.request.name = "Three rows";
    i.client = "127.0.0.1:51002 aws-cli/2.9.19";
  });
  CHECK(matches("127", named));
  CHECK(matches("three", named));
  CHECK(matches("\"three rows\"", named));
  CHECK_FALSE(matches("\"rows three\"", named));
  CHECK_FALSE(matches("-rows", named));
  CHECK(matches("id:100..130 client:AWS-cli", named));
  CHECK_FALSE(matches("id:128", named));
}

TEST_CASE("what means nothing is told with its place, and matches nothing") {
  CHECK(problem_of("x stauts:400") == "Unknown term `stauts` — did you mean `status`?");
  CHECK(InvocationFilter("x stauts:400").problem()->at == 2);
  CHECK(InvocationFilter("x stauts:400").problem()->length == 6);
  CHECK_FALSE(InvocationFilter("stauts:400").matches(unchanged()));
  CHECK(problem_of("status:abc").starts_with("`status` takes 424"));
  CHECK(InvocationFilter("status:abc").problem()->at == 7);
  CHECK(problem_of("status:>=4xx") != "");
  CHECK(problem_of("time:fast") != "");
  CHECK(problem_of("level:error") == "`level` is a term of the log's search");
  CHECK(problem_of("http://x 12:30").empty());
}

TEST_CASE("bodies are searched apart from everything else") {
  const InvocationFilter filter("status:200 body~\"NaN\"");
  CHECK(filter.searches_bodies());
  CHECK(filter.matches(unchanged()));
  CHECK_FALSE(filter.bodies_match(unchanged(), {}).matches);
  const Invocation found =
      changed([](Invocation& i) { i.request.body = emulator::make_body("1,NaN,2"); });
  const auto says = [&](std::string_view query) {
    return InvocationFilter(query).bodies_match(found, {}).matches;
  };
  CHECK(says("body~NaN"));
  CHECK(says("body~nan"));
  CHECK_FALSE(says("body~NAN"));  // upper case counts
  CHECK(says("request~\",NaN,\""));
  CHECK_FALSE(says("response~NaN"));
  CHECK_FALSE(says("-body~NaN"));
  CHECK(says("body~NaN -response~NaN"));
}

TEST_CASE("keys are offered, and values that are there") {
  const auto now = tests::busy_world().snapshot();
  const auto offers = invocation_offers(*now);
  CHECK(offers_include(offers, "status:"));
  CHECK(offers_include(offers, "note~\""));
  CHECK(offers_include(offers, "stage:postprocess"));
  CHECK(offers_include(offers, "type:application/json"));
  CHECK(offers_include(offers, "status:424"));
  CHECK_FALSE(offers_include(offers, "status:503"));
  CHECK(values_of(offers, "status:")[0] == "200");  // the most frequent
  CHECK(offer_hint("status:").starts_with("424"));
  CHECK(offer_hint("status:424").empty());
  const auto lines = log_offers(*now);
  CHECK(offers_include(lines, "level:error"));
  CHECK(offers_include(lines, "stage:model"));
  CHECK(offers_include(lines, "invocation:128"));
}

TEST_CASE("the log's search box speaks the same language") {
  const auto now = tests::busy_world().snapshot();
  const LogQuery query = log_query("key error: stage:model level:err -ping", *now);
  CHECK_FALSE(query.problem);
  CHECK(query.filter.texts() == std::vector<std::string>{"key", "error:"});
  emulator::LogLine line{tests::stage_id(2), {}, emulator::LogStream::Out, "ERROR: a key error:"};
  CHECK(query.filter.matches(line));
  line.text = "ERROR: a key error: ping";
  CHECK_FALSE(query.filter.matches(line));
  line.text = "ERROR: a key error:";
  line.stage = tests::stage_id(1);
  CHECK_FALSE(query.filter.matches(line));
  CHECK(query.filter.without_texts().terms.size() == 3);
  CHECK(log_query("stage:gone", *now).problem->text == "No stage is named gone");
  CHECK(log_query("level:loud", *now).problem->text == "A level is warning or error");
  CHECK(log_query("stge:model", *now).problem->text ==
        "Unknown term `stge` — did you mean `stage`?");
  CHECK(log_query("status:424", *now).problem->text.find("invocation list") != std::string::npos);
  CHECK(log_query("invocation:99999", *now).problem);
  CHECK_FALSE(log_query("\"status:424\"", *now).problem);
  CHECK_FALSE(log_query("stage:", *now).problem);
}

TEST_CASE("a log line belongs to the hop that its stage was busy with") {
  emulator::TraceStore store;
  const auto invocation = tests::fake_invocation(tests::abalone_invocation(127));
  store.put(invocation);
  emulator::LogLine line{invocation->hops[1]->stage,
                         invocation->started_at + std::chrono::milliseconds{50},
                         emulator::LogStream::Out, ""};
  const auto found = hop_of(*store.view(), line);
  REQUIRE(found);
  CHECK(found->invocation.value == 127);
  CHECK(found->hop == 2);
  CHECK(hop_text(*found) == "hop 127·2");
  line.stage = tests::stage_id(1);
  CHECK_FALSE(hop_of(*store.view(), line));
  line.time = invocation->started_at - std::chrono::seconds{1};
  CHECK_FALSE(hop_of(*store.view(), line));
}

TEST_CASE("of invocations at the same time the later one is named, the others are counted") {
  emulator::TraceStore store;
  for (std::uint64_t id = 1; id <= 3; ++id) {
    auto made =
        std::make_shared<Invocation>(*tests::fake_invocation(tests::abalone_invocation(id)));
    made->started_at += std::chrono::milliseconds{id};
    store.put(std::move(made));
  }
  const auto line_at = [&](int ms) {
    return emulator::LogLine{tests::stage_id(2),
                             (*store.view())[0]->started_at + std::chrono::milliseconds{ms},
                             emulator::LogStream::Out, ""};
  };
  const auto found = hop_of(*store.view(), line_at(50));
  REQUIRE(found);
  CHECK(hop_text(*found) == "hop 3·2 or 2 more");
  CHECK(hop_text(*hop_of(*store.view(), line_at(103))) == "hop 3·2 or 1 more");
}

TEST_CASE("the log of one invocation is what was written while its hops ran") {
  auto world = tests::busy_world();
  const auto invocation = world.invocations.front();
  const std::string id = std::to_string(invocation->id.value);
  const auto now = world.snapshot();
  const LogFilter filter = log_query("invocation:" + id, *now).filter;
  const emulator::Hop& hop = *invocation->hops.front();
  emulator::LogLine line{hop.stage, invocation->started_at + hop.start, emulator::LogStream::Out,
                         "x"};
  CHECK(filter.matches(line));
  line.time -= std::chrono::milliseconds{1};
  CHECK_FALSE(filter.matches(line));
}
