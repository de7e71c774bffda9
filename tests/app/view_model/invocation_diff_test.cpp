#include "app/view_model/diff/invocation_diff.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/fake_snapshot.h"

using app::compare_invocations;
using app::InvocationComparison;
using namespace tests;

namespace {

app::BodyContentPtr content(const emulator::Body& body) { return body.in_memory(); }

InvocationComparison compared(const FakeInvocation& before, const FakeInvocation& after) {
  return compare_invocations(*fake_invocation(before), *fake_invocation(after), {}, content);
}

FakeInvocation scored(std::string_view scores) {
  FakeInvocation fake = abalone_invocation(2);
  fake.hops[1].response_body = scores;
  return fake;
}

std::vector<std::string> stages(const InvocationComparison& comparison) {
  std::vector<std::string> out;
  for (const auto& hop : comparison.hops) out.push_back(hop.stage);
  return out;
}

}  // namespace

TEST_CASE("invocations that said the same are the same, whatever the time they took") {
  FakeInvocation slow = abalone_invocation(2);
  slow.hops[1].wait_ms = 900;
  const auto comparison = compared(abalone_invocation(1), slow);
  CHECK(comparison.summary == "same");
  CHECK_FALSE(comparison.differs);
  CHECK(comparison.hops[1].response.text == "same");
}

TEST_CASE("the first hop that differs is named with what differs") {
  const auto comparison = compared(scored(R"({"p": [1, 2, 3]})"), scored(R"({"p": [1, 2, 4]})"));
  CHECK(comparison.summary == "differs at hop 2 response body: 1 of 3 values");
  CHECK_FALSE(comparison.hops[0].differs());
  CHECK(comparison.hops[1].response.differs);
}

TEST_CASE("another status is what counts most") {
  FakeInvocation failed = abalone_invocation(2);
  failed.status = 424;
  failed.hops.resize(2);
  failed.hops[1].status = 415;
  const auto comparison = compared(abalone_invocation(1), failed);
  CHECK(comparison.summary == "status 200 → 424");
  REQUIRE(comparison.hops.size() == 3);
  CHECK(comparison.hops[1].response.text.starts_with("status 200 OK → 415 Unsupported Media Type"));
  CHECK(comparison.hops[2].request.text == "not called in B");
}

TEST_CASE("a stage that stands elsewhere is compared with itself") {
  FakeInvocation other = abalone_invocation(2);
  std::swap(other.hops[0], other.hops[1]);
  other.order = {"model", "preprocess", "postprocess"};
  const auto comparison = compared(abalone_invocation(1), other);
  REQUIRE(comparison.hops.size() == 3);
  int moved = 0;
  for (const auto& hop : comparison.hops) {
    moved += hop.moved ? 1 : 0;
    CHECK(hop.before.hop > 0);
    CHECK(hop.after.hop > 0);
  }
  CHECK(moved == 1);
  CHECK(comparison.summary.starts_with("another order: "));
}

TEST_CASE("a stage that only one of them has stands alone at its place") {
  FakeInvocation shorter = abalone_invocation(2);
  shorter.hops.erase(shorter.hops.begin() + 1);
  shorter.order = {"preprocess", "postprocess"};
  const auto without = compared(abalone_invocation(1), shorter);
  CHECK(stages(without) == std::vector<std::string>{"preprocess", "model", "postprocess"});
  CHECK(without.hops[1].request.text == "only in A");
  CHECK(without.summary == "hop 2 model: only in A");
  const auto with = compared(shorter, abalone_invocation(1));
  CHECK(stages(with) == std::vector<std::string>{"preprocess", "model", "postprocess"});
  CHECK(with.hops[1].request.text == "only in B");
}

TEST_CASE("a body that is not kept any more is no proof of sameness") {
  const auto before = fake_invocation(abalone_invocation(1));
  const auto after = fake_invocation(abalone_invocation(2));
  const auto comparison = compare_invocations(
      *before, *after, {}, [](const emulator::Body&) { return app::BodyContentPtr(); });
  CHECK(comparison.differs);
  CHECK(comparison.hops[0].request.text == "body not kept any more");
}

TEST_CASE("headers are compared by name; those that pass count for nothing") {
  const emulator::Headers before = {
      {"Content-Type", "text/csv"}, {"Date", "today"}, {"X-Old", "1"}};
  const emulator::Headers after = {
      {"date", "tomorrow"}, {"content-type", "application/json"}, {"X-New", "2"}};
  const app::HeaderDiff diff = app::diff_headers(before, after);
  CHECK(diff.differences() == 3);
  CHECK(diff.order_differs);
  REQUIRE(diff.rows.size() == 4);
  CHECK(diff.rows[0].passing);
  CHECK_FALSE(diff.rows[0].same());
  CHECK(diff.rows[1].before == "text/csv");
  CHECK_FALSE(diff.rows[2].before);
  CHECK_FALSE(diff.rows[3].after);
  CHECK(app::header_differences_text(diff) == "3 headers");
}

TEST_CASE("repeated headers are compared one by one") {
  const emulator::Headers before = {{"Via", "a"}, {"Via", "b"}};
  CHECK(app::diff_headers(before, {{"via", "a"}, {"Via", "b"}}).differences() == 0);
  CHECK(app::header_differences_text(app::diff_headers(before, {{"Via", "a"}, {"Via", "c"}})) ==
        "header Via");
}

TEST_CASE("a change of latency is told as time and share") {
  using std::chrono::milliseconds;
  CHECK(app::latency_change_text(milliseconds(100), milliseconds(126)) == "+26.0 ms (+26 %)");
  CHECK(app::latency_change_text(milliseconds(100), milliseconds(60)) == "−40.0 ms (−40 %)");
  CHECK(app::latency_change_text(milliseconds(10), milliseconds(10)) == "±0");
  CHECK(app::latency_change_text(milliseconds(1), milliseconds(31)) == "+30.0 ms (31 times)");
}

TEST_CASE("a tolerance is read as it is typed") {
  CHECK(app::typed_tolerance("1e-6") == 1e-6);
  CHECK(app::typed_tolerance(" 5 % ") == 0.05);
  CHECK_FALSE(app::typed_tolerance("-1"));
  CHECK_FALSE(app::typed_tolerance("abc"));
  CHECK(app::to_text(app::Tolerance{}) == "1e-9 relative");
  CHECK(app::to_text(app::Tolerance{0, 0.5}) == "0.5 absolute");
  CHECK(app::to_text(app::Tolerance{0, 0}) == "exactly");
}
