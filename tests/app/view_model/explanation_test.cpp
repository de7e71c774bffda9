#include "app/view_model/explanation.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "app/view_model/header_table.h"
#include "app/view_model/hover_words.h"
#include "tests/support/fake_snapshot.h"

using namespace app;
using namespace tests;
using Catch::Matchers::ContainsSubstring;
using emulator::Finding;
using emulator::Severity;

namespace {

// The newest invocation of the failing world with what was odd about it.
struct Failing {
  FakeWorld world = failing_world();
  emulator::SnapshotPtr now;
  emulator::InvocationPtr invocation;

  explicit Failing(std::vector<Finding> findings) {
    auto odd = std::make_shared<emulator::Invocation>(*world.invocations.back());
    odd->findings = std::move(findings);
    world.findings.clear();
    world.invocations.back() = odd;
    now = world.snapshot();
    invocation = now->trace->find(odd->id);
  }
  Explanation of_hop(int hop) const { return explanation(*now, invocation, hop); }
};

}  // namespace

TEST_CASE("a failed hop shows its likely cause first, with the edit that mends it") {
  const Failing failing(
      {{"no-content-type", Severity::Warning, "model", stage_id(2), "odd", "mend", "", 0},
       {"D04", Severity::Error, "model", stage_id(2), "refused", "set it", "", 0}});
  const Explanation made = failing.of_hop(2);
  REQUIRE(made.causes.size() == 2);
  CHECK(made.causes[0].finding.id == "D04");
  CHECK(made.causes[0].facts == "3.5, 3.6");
  REQUIRE(made.causes[0].edit.has_value());
  CHECK_THAT(made.causes[0].edit_words, ContainsSubstring("preprocess"));
  CHECK_FALSE(made.causes[1].edit.has_value());
  CHECK(made.causes[0].has_log);
  REQUIRE_FALSE(made.rest.empty());
  CHECK(made.rest.front().title == "What model was sent");
  CHECK(failing.of_hop(1).causes.empty());
}

TEST_CASE("what launch and log say of the stage now is a cause, too, and none twice") {
  FakeWorld world = failing_world();
  world.findings = {
      {"D15", Severity::Error, "model", stage_id(2), "wrote", "use /tmp", "", 0},
      {"image", Severity::Error, "model", stage_id(2), "of the definition", "", "/x", 0}};
  auto odd = std::make_shared<emulator::Invocation>(*world.invocations.back());
  odd->findings = {{"D15", Severity::Error, "model", stage_id(2), "told", "use /tmp", "", 0}};
  world.invocations.push_back(odd);
  const auto now = world.snapshot();
  const auto causes = explanation(*now, odd, 2).causes;
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].finding.message == "told");
  odd->findings.clear();
  CHECK(explanation(*now, odd, 2).causes.at(0).finding.message == "wrote");
}

TEST_CASE("what is not real comes before the causes") {
  FakeWorld world = busy_world();
  auto mocked = std::make_shared<emulator::Invocation>(*world.invocations.back());
  emulator::Hop hop = *mocked->hops.at(0);
  hop.source = emulator::HopSource::Canned;
  mocked->hops[0] = std::make_shared<const emulator::Hop>(hop);
  const Explanation made = explanation(*world.snapshot(), mocked, 1);
  REQUIRE(made.first.size() == 1);
  CHECK(made.rest.front().title == "What preprocess was sent");
  CHECK(explanation(*world.snapshot(), world.invocations.back(), 1).first.empty());
}

TEST_CASE("an explanation is copied as text") {
  const Failing failing({{"D04", Severity::Error, "model", stage_id(2), "model refused it",
                          "Set the variable", "", 0}});
  const std::string text = explanation_text(failing.of_hop(2));
  CHECK_THAT(text, ContainsSubstring("Error D04: model refused it\n  → Set the variable\n"));
  CHECK_THAT(text, ContainsSubstring("What model was sent\n- "));
  CHECK_THAT(text, ContainsSubstring(" [D] 3.1\n"));
}

TEST_CASE("an invocation explains itself by the settings that it ran under") {
  FakeWorld world = busy_world();
  auto ran = std::make_shared<emulator::Invocation>(*world.invocations.back());
  emulator::Hop hop = *ran->hops.at(0);
  hop.request.headers.remove("Accept");
  ran->hops[0] = std::make_shared<const emulator::Hop>(hop);
  emulator::ContractProfile absent;
  absent.inner_accept = emulator::InnerAccept::Absent;
  ran->profile = std::make_shared<const emulator::ContractProfile>(absent);
  CHECK_THAT(explanation_text(explanation(*world.snapshot(), ran, 1)),
             ContainsSubstring("setting InnerAccept = absent"));
}

TEST_CASE("headers and statuses explain themselves, with facts") {
  CHECK_THAT(header_words("content-type"), ContainsSubstring("3.3 [C][U]: "));
  CHECK_THAT(header_words("x-amzn-errortype"), ContainsSubstring("exception"));
  CHECK(header_words("X-Own").empty());
  CHECK_THAT(status_words(424, StatusPlace::Client), ContainsSubstring("ModelError"));
  CHECK_THAT(status_words(415, StatusPlace::Container), ContainsSubstring("The client gets 424"));
  CHECK_THAT(status_words(418, StatusPlace::Container), ContainsSubstring("The client gets 424"));
  CHECK_THAT(status_words(302, StatusPlace::Container), ContainsSubstring("not followed"));
  CHECK(status_words(299, StatusPlace::Client).empty());
  const auto rows = header_table({{"Accept", "*/*"}, {"X-Own", "1"}}, {});
  CHECK_THAT(rows.at(0).about, ContainsSubstring("3.4 [C][I]: "));
  CHECK(rows.at(1).about.empty());
}

TEST_CASE("the health of a stage says what SageMaker makes of it") {
  emulator::StageStatus status;
  CHECK(health_words(status).empty());
  status.state = emulator::StageState::Failing;
  CHECK_THAT(health_words(status), ContainsSubstring("2.17 [D]: "));
  status.state = emulator::StageState::Failed;
  CHECK_THAT(health_words(status), ContainsSubstring("becomes Failed"));
  status.state = emulator::StageState::Ready;
  CHECK(health_words(status).empty());
  status.used_port_8080 = true;
  CHECK_THAT(health_words(status), ContainsSubstring("2.9 CONFLICT: "));
}
