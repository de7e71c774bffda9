#include "emulator/explain/explain_hop.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "emulator/model/contract_facts.h"
#include "tests/support/small_pipeline.h"

using namespace emulator;
using namespace test_support;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

// The invocation as the engine records it.
Invocation recorded(const Story& story) {
  Invocation invocation;
  invocation.request = story.request;
  for (const RouteStage& stage : story.plan.stages)
    invocation.order.push_back(stage.container_hostname);
  invocation.hops = story.hops;
  invocation.response = story.answer();
  invocation.endpoint.endpoint = "wine";
  invocation.finished = true;
  return invocation;
}

struct Told {
  std::vector<Paragraph> paragraphs;

  std::string text() const {
    std::string out;
    for (const Paragraph& paragraph : paragraphs) {
      out += "# " + paragraph.title + "\n";
      for (const Sentence& sentence : paragraph.sentences)
        out += sentence.text + (sentence.facts.empty() ? "" : " [" + sentence.facts + "]") +
               (sentence.setting.empty() ? "" : " {" + sentence.setting + "}") + "\n";
    }
    return out;
  }
};

Told told(const Story& story, int hop) {
  const Invocation invocation = recorded(story);
  Told out{explain_hop({story.plan.profile, invocation, hop})};
  for (const Paragraph& paragraph : out.paragraphs)
    for (const Sentence& sentence : paragraph.sentences) {
      INFO(sentence.text);
      // Each number that is named is a fact that can be shown, and says how it is known.
      const auto commas = std::ranges::count(sentence.facts, ',');
      CHECK(contract_facts_of(sentence.facts).size() ==
            (sentence.facts.empty() ? 0 : static_cast<std::size_t>(commas) + 1));
      CHECK(sentence.evidence.empty() == sentence.facts.empty());
      CHECK((sentence.text.ends_with('.') || sentence.text.ends_with('"')));
    }
  return out;
}

RoutePlan two() { return plan_of({"prep", "model"}); }
const HttpResponse kCsv = reply(200, "text/csv", "1");
const HttpResponse kDone = reply(200, "application/json", "{}");

}  // namespace

TEST_CASE("the first hop says what the client sent and what SageMaker adds") {
  const Story story(two(), csv_request(), {{1, kCsv}, {2, kDone}});
  const std::string text = told(story, 1).text();
  CHECK_THAT(text, ContainsSubstring("prep was sent the client's body as it came, 3 B. [3.1]"));
  CHECK_THAT(text, ContainsSubstring("Content-Type is text/csv: the client named it"));
  CHECK_THAT(text, ContainsSubstring("Accept is */*: containers inside a pipeline are not told"));
  CHECK_THAT(text, ContainsSubstring("{InnerAccept = any}"));
  CHECK_THAT(text, ContainsSubstring("prep answered 200"));
  CHECK_THAT(text, ContainsSubstring("become the request to model. [3.1, 3.3]"));
  CHECK_THAT(text, !ContainsSubstring("What the client gets"));
}

TEST_CASE("the last hop says that it is the client's answer") {
  const Story story(two(), csv_request(), {{1, kCsv}, {2, kDone}});
  const std::string text = told(story, 2).text();
  CHECK_THAT(text, ContainsSubstring("The body is prep's answer as it was"));
  CHECK_THAT(text, ContainsSubstring("Content-Type is text/csv: that of prep's answer"));
  CHECK_THAT(text, ContainsSubstring("Accept is */*: the client asked for no type. [3.7]"));
  CHECK_THAT(text, ContainsSubstring("It is the client's answer."));
  CHECK_THAT(text, ContainsSubstring("# What the client gets\n200 with the last container's body"));
}

TEST_CASE("an error says where the chain stops, what the client gets and that nobody tries again") {
  const HttpResponse charset = reply(200, "text/csv; charset=utf-8", "1");
  const Story story(plan_of({"prep", "model", "post"}), csv_request(),
                    {{1, charset}, {2, reply(415, "text/plain", "no")}});
  const std::string text = told(story, 2).text();
  CHECK_THAT(text, ContainsSubstring("The type has parameters"));
  CHECK_THAT(text, ContainsSubstring("415 means that model does not read the Content-Type"));
  CHECK_THAT(text, ContainsSubstring("The chain stops here: post is not called. [3.20]"));
  CHECK_THAT(text, ContainsSubstring("SageMaker answers 424 ModelError"));
  CHECK_THAT(text, ContainsSubstring("\"Received client error (415) from model with message"));
  CHECK_THAT(text, ContainsSubstring("boto3 raises ModelError"));
  CHECK_THAT(text, ContainsSubstring("SDKs do not try again after 424. [4.10]"));
  CHECK_THAT(told(story, 3).text(),
             ContainsSubstring("post was not called: the chain stopped at model. [3.20]"));
}

TEST_CASE("a time-out warns of the client that tries again") {
  const Story story(two(), csv_request(),
                    {{1, kCsv}, {2, broken(TransportErrorKind::Timeout, "No answer within 60 s")}});
  const std::string text = told(story, 2).text();
  CHECK_THAT(text, ContainsSubstring("No complete answer after"));
  CHECK_THAT(text, ContainsSubstring("give it 70 s. [2.24, 4.10]"));
}

TEST_CASE("what sources leave open is told with the setting that decided") {
  RoutePlan plan = two();
  plan.profile.inner_accept = InnerAccept::Absent;
  plan.profile.missing_content_type = MissingContentType::OctetStream;
  plan.profile.empty_body = EmptyBody::Stop;
  InvokeRequest request = csv_request();
  request.custom_attributes = "trace=7";
  const Story untyped(plan, request, {{1, reply(200, "", "1")}, {2, kDone}});
  CHECK_THAT(told(untyped, 1).text(),
             ContainsSubstring("no Accept header") && ContainsSubstring("{InnerAccept = absent}"));
  CHECK_THAT(told(untyped, 2).text(),
             ContainsSubstring("prep named no Content-Type, so application/octet-stream") &&
                 ContainsSubstring("{MissingContentType = octet-stream}") &&
                 ContainsSubstring("CustomAttributes did not come along") &&
                 ContainsSubstring("{Attributes = first}"));
  const Story empty(plan, request, {{1, reply(204, "", "")}});
  CHECK_THAT(told(empty, 1).text(), ContainsSubstring("It is empty, which ends the chain here") &&
                                        ContainsSubstring("{EmptyBody = stop}"));
  plan.profile.missing_content_type = MissingContentType::None;
  const Story none(plan, request, {{1, reply(200, "", "1")}, {2, kDone}});
  CHECK_THAT(told(none, 2).text(), ContainsSubstring("It was sent no Content-Type") &&
                                       ContainsSubstring("{MissingContentType = none}"));
}

TEST_CASE("limits that are near or passed are told") {
  const Story near(two(), csv_request(std::string(6'000'000, 'x')),
                   {{1, reply(200, "text/csv", std::string(4'500'000, 'x'))}, {2, kDone}});
  CHECK_THAT(told(near, 1).text(), ContainsSubstring("near the 6 MB") &&
                                       ContainsSubstring("4,500,000 of the 5,000,000 bytes") &&
                                       ContainsSubstring("{BetweenContainersBytes = 5,000,000}"));
  const Story over(two(), csv_request(std::string(7'000'000, 'x')),
                   {{1, reply(200, "text/csv", std::string(5'000'001, 'x'))}});
  CHECK_THAT(told(over, 1).text(), ContainsSubstring("more than the 6 MB") &&
                                       ContainsSubstring("It is too large to hand on"));
  const Story slow(two(), csv_request(),
                   {{1, kCsv, {}, {.wait = 50s}}, {2, kDone, {}, {.wait = 30s}}});
  CHECK_THAT(told(slow, 1).text(), ContainsSubstring("SageMaker waits 60 s"));
  CHECK_THAT(told(slow, 2).text(), ContainsSubstring("{TimeoutScope = container}"));
}

TEST_CASE("what is not real is said first and plainly") {
  const Story story(two(), csv_request(), {{1, kCsv}, {2, kDone}});
  Invocation invocation = recorded(story);
  const auto first = [&](auto change) {
    Hop hop = *story.hops[0];
    change(hop);
    invocation.hops[0] = std::make_shared<const Hop>(std::move(hop));
    const Told out{explain_hop({story.plan.profile, invocation, 1})};
    CHECK(out.paragraphs.at(0).title == "Not the real thing");
    return out.paragraphs.at(0).sentences.at(0).text;
  };
  CHECK_THAT(first([](Hop& hop) {
               hop.source = HopSource::Recording;
               hop.source_note = "answer of invocation 12";
             }),
             ContainsSubstring("a recording stands in for it (answer of invocation 12)"));
  CHECK_THAT(first([](Hop& hop) { hop.source = HopSource::Canned; }), ContainsSubstring("canned"));
  CHECK_THAT(first([](Hop& hop) { hop.source = HopSource::Hand; }), ContainsSubstring("by hand"));
  CHECK_THAT(first([](Hop& hop) { hop.source = HopSource::Kept; }),
             ContainsSubstring("taken over from an earlier invocation"));
  CHECK_THAT(first([](Hop& hop) { hop.fault = FaultKind::WrongType; }),
             ContainsSubstring("another Content-Type"));
  CHECK_THAT(first([](Hop& hop) { hop.held = 2s; }), ContainsSubstring("held for 2.00 s"));
  CHECK_THAT(first([](Hop& hop) {
               hop.request_before_edit = std::make_shared<const HttpRequest>(hop.request);
             }),
             ContainsSubstring("The request was edited"));
  CHECK(explain_hop({story.plan.profile, recorded(story), 1}).at(0).title == "What prep was sent");
}

TEST_CASE("a refused request has a story, too") {
  Invocation invocation;
  invocation.finished = true;
  HttpResponse refused = reply(400, "application/json",
                               R"({"Code":"ValidationError","Message":"Endpoint x is not here"})");
  refused.headers.add("x-amzn-ErrorType", "ValidationError");
  invocation.response = refused;
  const ContractProfile profile;
  const auto told = explain_hop({profile, invocation, 0});
  REQUIRE(told.size() == 1);
  CHECK(told[0].title == "What the client gets");
  CHECK_THAT(told[0].sentences.at(0).text, ContainsSubstring("refused before any container"));
  CHECK(told[0].sentences.at(1).text == "\"Endpoint x is not here\"");
}
