#include "app/cli/launch_report.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace app::cli;
using Catch::Matchers::ContainsSubstring;
using emulator::EngineSnapshot;
using emulator::Secrets;
using emulator::ServiceState;
using emulator::StageState;

namespace {

// A pipeline of one stage in the state given.
EngineSnapshot snapshot_of(StageState state, ServiceState service) {
  emulator::Stage stage;
  stage.id = emulator::StageId{7};
  stage.container.container_hostname = "model";
  stage.container.environment = emulator::EnvironmentMap{{"DB_PASSWORD", "hunter2222"}};
  emulator::Pipeline pipeline;
  pipeline.stages = {stage};
  emulator::StageStatus status;
  status.stage = stage.id;
  status.state = state;
  status.cause = "exited with code 1";
  status.error = emulator::Error{emulator::ErrorCode::LaunchFailed, "The stage ended at once",
                                 "Look at its log"};
  emulator::LogStore logs;
  const auto line = [](std::uint64_t id, std::string text) {
    return emulator::LogLine{emulator::StageId{id}, {}, emulator::LogStream::Err, std::move(text)};
  };
  logs.add({line(7, "cannot log in with hunter2222"), line(8, "somebody else")});
  EngineSnapshot now;
  now.pipeline = std::make_shared<emulator::Pipeline>(pipeline);
  now.stages = std::make_shared<std::vector<emulator::StageStatus>>(1, status);
  now.findings = std::make_shared<std::vector<emulator::Finding>>();
  now.logs = logs.view();
  now.service = service;
  return now;
}

Secrets secrets_of(const EngineSnapshot& now) { return Secrets(*now.pipeline); }

}  // namespace

TEST_CASE("a launch failure names stage, cause, error, next step and last words, secrets masked") {
  const auto now = snapshot_of(StageState::Failed, ServiceState::Failed);
  CHECK(launch_failure_text(now, secrets_of(now), Paint(false)) ==
        "model could not be launched: exited with code 1\n"
        "  The stage ended at once\n"
        "  Look at its log\n"
        "  Its last words\n"
        "    cannot log in with ••••\n");
}

TEST_CASE("log lines that the error holds are not told twice, whatever was logged after them") {
  auto now = snapshot_of(StageState::Failed, ServiceState::Failed);
  auto stages = *now.stages;
  stages[0].error->next_step = "The last lines of its log:\n  no such module";
  now.stages = std::make_shared<std::vector<emulator::StageStatus>>(stages);
  emulator::LogStore logs;
  const auto line = [](std::string text) {
    return emulator::LogLine{emulator::StageId{7}, {}, emulator::LogStream::Err, std::move(text)};
  };
  logs.add({line("no such module"), line("got SIGTERM")});
  now.logs = logs.view();
  CHECK(launch_failure_text(now, secrets_of(now), Paint(false)) ==
        "model could not be launched: exited with code 1\n"
        "  The stage ended at once\n"
        "  The last lines of its log:\n"
        "  no such module\n");
}

TEST_CASE("a stage that runs is not part of a launch failure") {
  const auto now = snapshot_of(StageState::Ready, ServiceState::Failed);
  CHECK(launch_failure_text(now, secrets_of(now), Paint(false)).empty());
}

TEST_CASE("a failed stage becomes a finding unless one names it already") {
  auto now = snapshot_of(StageState::Failed, ServiceState::Failed);
  const auto made = launch_findings(now, secrets_of(now));
  REQUIRE(made.size() == 1);
  CHECK(made[0].id == "launch-failed");
  CHECK(made[0].container_hostname == "model");
  CHECK(made[0].fix == "Look at its log");
  now.findings = std::make_shared<std::vector<emulator::Finding>>(made);
  CHECK(launch_findings(now, secrets_of(now)).size() == 1);
}

TEST_CASE("a launch is over when the service is up, has failed, or was refused") {
  CHECK(launch_state(snapshot_of(StageState::Ready, ServiceState::InService)) ==
        LaunchState::InService);
  CHECK(launch_state(snapshot_of(StageState::Failed, ServiceState::Failed)) == LaunchState::Failed);
  CHECK(launch_state(snapshot_of(StageState::Starting, ServiceState::Creating)) ==
        LaunchState::Going);
  auto refused = snapshot_of(StageState::Idle, ServiceState::Stopped);
  CHECK(launch_state(refused) == LaunchState::Going);
  refused.notice = emulator::Error{emulator::ErrorCode::InvalidInput, "No stages", ""};
  CHECK(launch_state(refused) == LaunchState::Failed);
  refused.stages = std::make_shared<std::vector<emulator::StageStatus>>();
  CHECK_THAT(launch_failure_text(refused, secrets_of(refused), Paint(false)),
             ContainsSubstring("No stages"));
}

TEST_CASE("stages that failed alike are told once") {
  auto now = snapshot_of(StageState::Failed, ServiceState::Failed);
  auto pipeline = *now.pipeline;
  auto stages = *now.stages;
  for (const char* name : {"first", "last"}) {
    emulator::Stage stage;
    stage.id = emulator::StageId{pipeline.stages.size() + 100};
    stage.container.container_hostname = name;
    emulator::StageStatus status;
    status.stage = stage.id;
    status.state = StageState::Failed;
    status.cause = "No Docker Engine answers";
    status.error = emulator::Error{emulator::ErrorCode::NotFound, status.cause, "Start it"};
    pipeline.stages.push_back(stage);
    stages.push_back(status);
  }
  now.pipeline = std::make_shared<emulator::Pipeline>(pipeline);
  now.stages = std::make_shared<std::vector<emulator::StageStatus>>(stages);
  CHECK_THAT(launch_failure_text(now, secrets_of(now), Paint(false)),
             ContainsSubstring("first and last could not be launched: No Docker Engine answers\n"
                               "  Start it\n"));
}

TEST_CASE("what takes long is told once in five seconds, and only where it is news") {
  using namespace std::chrono_literals;
  SparseNews news;
  const emulator::SteadyTime start{};
  const emulator::StageId a{1}, b{2};
  CHECK(news.due(a, "pulling, 1 MB", start));
  CHECK(news.due(b, "building", start));
  CHECK_FALSE(news.due(a, "pulling, 2 MB", start + 4s));
  CHECK(news.due(a, "pulling, 9 MB", start + 5s));
  CHECK_FALSE(news.due(b, "building", start + 60s));
  CHECK_FALSE(news.due(a, "pulling, 10 MB", start + 9s));
}

TEST_CASE("stages that do the same are named together") {
  CHECK(doing_text({}).empty());
  CHECK(doing_text({{"a", ""}, {"b", ""}}).empty());
  CHECK(doing_text({{"a", "building image"}, {"b", "building image"}}) ==
        "a and b: building image");
  CHECK(doing_text({{"a", "pulling x"}, {"b", "building"}, {"c", "building"}, {"d", ""}}) ==
        "a: pulling x; b and c: building");
  CHECK(doing_text({{"a", "pulling x"}, {"b", ""}}) == "a: pulling x");
}
