#include "app/view_model/humanise.h"

#include <catch2/catch_test_macros.hpp>

#include "app/view_model/filter/invocation_matches.h"
#include "app/view_model/invocation_rows.h"
#include "tests/support/fake_snapshot.h"

using namespace app;

namespace {

emulator::StageStatus stage(emulator::StageState state) {
  emulator::StageStatus status;
  status.state = state;
  status.since = tests::fake_now() - std::chrono::milliseconds{3200};
  return status;
}

}  // namespace

TEST_CASE("a ready stage says where it is") {
  auto status = stage(emulator::StageState::Ready);
  status.description = "pid 4121";
  CHECK(stage_words(&status, tests::fake_now()) == StatusWords{Glyph::Ok, "Ready", "pid 4121"});
  status.description.clear();
  status.address.port = 49173;
  CHECK(stage_words(&status, tests::fake_now()).detail == ":49173");
}

TEST_CASE("a starting stage says for how long and what it waits for") {
  auto status = stage(emulator::StageState::Starting);
  CHECK(stage_words(&status, tests::fake_now()) ==
        StatusWords{Glyph::Starting, "Starting 3.2 s", ""});
  status.description = "pid 4121";  // it runs
  CHECK(stage_words(&status, tests::fake_now()) ==
        StatusWords{Glyph::Starting, "Starting 3.2 s", "waiting for /ping"});
}

TEST_CASE("an ill stage always names the cause") {
  auto failing = stage(emulator::StageState::Failing);
  failing.cause = "/ping 503 ×4";
  CHECK(stage_words(&failing, tests::fake_now()) ==
        StatusWords{Glyph::Error, "Failing", "/ping 503 ×4"});
  auto exited = stage(emulator::StageState::Exited);
  exited.cause = "exited with code 137";
  CHECK(stage_words(&exited, tests::fake_now()).text == "Exited 137, out of memory?");
  exited.description = "container 3f2a91c0b7d4";  // the engine would have said it
  CHECK(stage_words(&exited, tests::fake_now()).text == "Exited 137");
  exited.cause += ", out of memory (limit 64 MB)";
  CHECK(stage_words(&exited, tests::fake_now()).text == "Exited 137, out of memory (limit 64 MB)");
  exited.cause = "exited with code 1";
  exited.ran_for = std::chrono::milliseconds{400};
  CHECK(stage_words(&exited, tests::fake_now()).text == "Exited 1 after 0.4 s");
  auto failed = stage(emulator::StageState::Failed);
  failed.error = emulator::Error{emulator::ErrorCode::NotFound, "labels was not found", ""};
  CHECK(stage_words(&failed, tests::fake_now()).detail == "labels was not found");
}

TEST_CASE("a stage nobody started is not running") {
  CHECK(stage_words(nullptr, tests::fake_now()).text == "Not running");
}

TEST_CASE("the card shows the last invocation only, and nothing where it was not called") {
  const auto busy = tests::busy_world().snapshot();
  const auto model = card_traffic(*busy->trace, tests::stage_id(2));
  REQUIRE(model);
  CHECK(model->duration == "591 ms");
  CHECK_FALSE(card_traffic(*busy->trace, tests::stage_id(3)));
}

TEST_CASE("a hop without an answer says so on the card") {
  auto world = tests::stopped_world();
  auto fake = tests::abalone_invocation(1);
  fake.hops.resize(1);
  fake.hops[0].status = 0;
  world.invocations = {tests::fake_invocation(fake)};
  const auto now = world.snapshot();
  CHECK(card_traffic(*now->trace, tests::stage_id(1))->out == "no answer");
}

TEST_CASE("a stage's origin is its command, its local image or AWS's image without registry") {
  auto process = tests::fake_stage(1, "model", "/usr/bin/python3");
  CHECK(stage_origin(process) == "python3");
  process.launch.reset();
  CHECK(stage_origin(process) == "model:1");
  process.launch.emplace();
  process.launch->image = "xgb-serve:dev";
  CHECK(stage_origin(process) == "xgb-serve:dev");
  process.launch->build = "images/xgb/";
  CHECK(stage_origin(process) == "xgb/");
}

TEST_CASE("counts agree with their noun") {
  CHECK(counted(1, "finding") == "1 finding");
  CHECK(counted(12'000, "finding") == "12,000 findings");
  CHECK(pipeline_facts(tests::busy_world().pipeline, 4) ==
        "Serial  /  3 containers  /  revision 4");
}

TEST_CASE("time that grows asks for frames") {
  CHECK(shows_elapsed_time(*tests::starting_world().snapshot()));
  CHECK_FALSE(shows_elapsed_time(*tests::busy_world().snapshot()));
}

TEST_CASE("a running invocation shows its age, a cancelled one that nothing was answered") {
  auto fake = tests::abalone_invocation(7);
  fake.status = 0;
  fake.seconds_ago = 2;
  const auto row = invocation_row(*tests::fake_invocation(fake), tests::fake_now());
  CHECK(row.status == StatusWords{Glyph::Running, "running", ""});
  CHECK(row.duration == "2.0 s");
  emulator::Invocation cancelled = *tests::fake_invocation(fake);
  cancelled.finished = true;
  CHECK(invocation_words(cancelled).text == "cancelled");
}

TEST_CASE("the filter's terms must all hold") {
  const auto now = tests::busy_world().snapshot();
  const auto found = [&](std::string_view query) {
    std::vector<std::uint64_t> ids;
    InvocationMatches matches;
    matches.update(*now->trace, std::string(query));
    for (std::size_t row = 0; row < matches.size(); ++row) ids.push_back(matches[row].value);
    return ids;
  };
  CHECK(found("status:>=400") == std::vector<std::uint64_t>{128, 124, 121});
  CHECK(found("status:424") == std::vector<std::uint64_t>{128});
  CHECK(found("status:>=400 stage:model") == std::vector<std::uint64_t>{128});
  CHECK(found("127") == std::vector<std::uint64_t>{127});
  CHECK(found("status:").size() == 9);
  CHECK(found("status:running").empty());
}
