#include "emulator/runtime/stage_supervisor.h"

#include <memory>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/emulator/runtime/world.h"
#include "tests/support/port_8080.h"
#include "tests/support/processes.h"

using namespace emulator;
using namespace emulator::test;
using Catch::Matchers::ContainsSubstring;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr SupervisorTimes kTimes{
    .startup_timeout = seconds{60}, .ping_timeout = seconds{5}, .ping_period = milliseconds{10}};

// A supervised stage with all that it reported.
class Supervised {
 public:
  explicit Supervised(StageLaunchPlan plan, SupervisorTimes times = kTimes)
      : supervisor_(std::make_unique<StageSupervisor>(
            shared_process_runtime(), std::move(plan), times,
            [this](const StageStatus& status) { reports_.add(status); }, log_.sink())) {}

  StageSupervisor& operator*() { return *supervisor_; }
  StageSupervisor* operator->() { return supervisor_.get(); }
  LogRecorder& log() { return log_; }

  bool reaches(StageState state, std::size_t from = 0) {
    return reports_.wait_for([&](const StageStatus& status) { return status.state == state; },
                             from);
  }
  bool says(const std::string& cause) {
    return reports_.wait_for([&](const StageStatus& status) { return status.cause == cause; });
  }
  std::size_t reported() const { return reports_.values().size(); }
  StageStatus last() const { return reports_.values().back(); }
  // The first report of `state`.
  StageStatus at(StageState state) const {
    for (const StageStatus& status : reports_.values())
      if (status.state == state) return status;
    return {};
  }
  std::vector<StageState> states() const {
    std::vector<StageState> states;
    for (const StageStatus& status : reports_.values())
      if (states.empty() || states.back() != status.state) states.push_back(status.state);
    return states;
  }
  void end() { supervisor_.reset(); }

 private:
  LogRecorder log_;
  Recorder<StageStatus> reports_;
  std::unique_ptr<StageSupervisor> supervisor_;
};

using enum StageState;

}  // namespace

TEST_CASE("a stage goes from starting to ready and, when asked, back to idle") {
  Supervised stage(test_stage_plan({"serve"}));
  REQUIRE(stage.reaches(Ready));
  CHECK(stage.last().description.starts_with("pid "));
  CHECK(stage.last().launch_to_ready > Nanoseconds{0});
  CHECK(stage.last().cause.empty());
  CHECK_FALSE(stage->finished());
  stage->request_stop();
  REQUIRE(stage.reaches(Idle));
  stage.end();
  CHECK(stage.states() == std::vector{Starting, Ready, Stopping, Idle});
}

TEST_CASE("a command that does not exist fails with the launch error") {
  Supervised stage(process_plan({"no-such-program"}));
  REQUIRE(stage.reaches(Failed));
  REQUIRE(stage.last().error);
  CHECK(stage.last().error->code == ErrorCode::NotFound);
  stage.end();
  CHECK(stage.states() == std::vector{Starting, Failed, Idle});
}

TEST_CASE("a stage that exits at once has failed and its last words are quoted") {
  Supervised stage(test_stage_plan(
      {"--say", "first", "--say", "second", "--say", "third", "--say", "fourth", "--exit", "137"}));
  REQUIRE(stage.reaches(Failed));
  CHECK(stage.last().cause == "exited with code 137");
  REQUIRE(stage.last().error);
  CHECK(stage.last().error->what == "Stage model exited with code 137 before it was ready");
  CHECK(stage.last().error->next_step == "The last lines of its log:\n  second\n  third\n  fourth");
}

TEST_CASE("a stage that answers 503 never becomes ready") {
  SupervisorTimes times = kTimes;
  times.startup_timeout = seconds{2};
  Supervised stage(test_stage_plan({"--ping", "503", "serve"}), times);
  REQUIRE(stage.says("/ping 503"));
  REQUIRE(stage.reaches(Failed));
  CHECK(stage.last().cause == "/ping 503 for 2.00 s");
  CHECK_THAT(stage.last().error->what,
             ContainsSubstring("did not answer /ping with 200 within 2.00 s (last: status 503)"));
  CHECK_THAT(stage.last().error->next_step, ContainsSubstring("listening on"));
  const Watched process(std::stoi(stage.last().description.substr(4)));
  stage.end();
  CHECK_FALSE(process.runs());
}

TEST_CASE("a stage that never answers /ping fails when the start-up window closes") {
  SupervisorTimes times = kTimes;
  times.startup_timeout = milliseconds{300};
  times.ping_timeout = milliseconds{50};
  const std::string way = GENERATE("--silent", "--trickle");
  CAPTURE(way);
  Supervised stage(test_stage_plan({way, "serve"}), times);
  REQUIRE(stage.reaches(Failed));
  CHECK_THAT(stage.last().error->what,
             ContainsSubstring("did not answer /ping with 200 within 300 ms"));
}

TEST_CASE("a stage can be stopped while it starts, even in the middle of a /ping") {
  Supervised stage(test_stage_plan({"--silent", "serve"}),
                   {.startup_timeout = std::chrono::hours{1},
                    .ping_timeout = std::chrono::hours{1},
                    .ping_period = std::chrono::hours{1}});
  REQUIRE(stage.log().rest_of("listening on ") != "");
  stage->request_stop();
  REQUIRE(stage.reaches(Idle));
  stage.end();
  CHECK(stage.states() == std::vector{Starting, Stopping, Idle});
}

TEST_CASE("a ready stage that answers 503 is failing until it answers 200 again") {
  const TestFolder folder;
  const auto file = folder.path() / "status";
  Supervised stage(test_stage_plan({"--status-file", file.string(), "serve"}));
  REQUIRE(stage.reaches(Ready));
  folder.write("next", "503");
  std::filesystem::rename(folder.path() / "next", file);
  REQUIRE(stage.says("/ping 503 ×4"));
  CHECK(stage.last().state == Failing);
  const std::size_t before = stage.reported();
  folder.write("next", "200");
  std::filesystem::rename(folder.path() / "next", file);
  CHECK(stage.reaches(Ready, before));
}

TEST_CASE("a ready stage that is killed is seen to have exited at once") {
  SupervisorTimes times = kTimes;
  times.ping_period = std::chrono::hours{1};  // no /ping will tell
  Supervised stage(test_stage_plan({"serve"}), times);
  REQUIRE(stage.reaches(Ready));
  REQUIRE(kill(std::stoi(stage.last().description.substr(4)), SIGKILL) == 0);
  REQUIRE(stage.reaches(Exited));
  CHECK(stage.last().cause == "killed by SIGKILL (9)");
  CHECK_THAT(stage.last().error->next_step, ContainsSubstring("listening on"));
}

TEST_CASE("one stage can be restarted without the others") {
  Supervised one(test_stage_plan({"serve"}));
  Supervised other(test_stage_plan({"serve"}));
  REQUIRE(one.reaches(Ready));
  REQUIRE(other.reaches(Ready));
  const StageStatus before = one.last();
  const std::size_t reported = one.reported();
  one->restart();
  REQUIRE(one.reaches(Ready, reported));
  CHECK(one.last().restarts == 1);
  CHECK(one.last().address == before.address);
  CHECK(one.last().description != before.description);
  CHECK(other.last().state == Ready);
  CHECK(other.last().restarts == 0);
  CHECK(one.states() == std::vector{Starting, Ready, Stopping, Starting, Ready});
}

TEST_CASE("a stage that failed can be started again") {
  const TestFolder folder;
  auto plan = process_plan({"./serve"});
  plan.folder = folder.path();
  Supervised stage(plan);
  REQUIRE(stage.reaches(Failed));
  const auto script = folder.write("new", "#!/bin/sh\nexec runtime_test_stage serve\n");
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  std::filesystem::rename(script, folder.path() / "serve");
  stage->restart();
  CHECK(stage.reaches(Ready));
}

TEST_CASE("a stage that does not want to stop can be killed at once") {
  auto plan = test_stage_plan({"--ignore-term", "serve"});
  plan.launch.stop_timeout = std::chrono::hours{24};
  Supervised stage(plan);
  REQUIRE(stage.reaches(Ready));
  stage->request_stop();
  REQUIRE(stage.reaches(Stopping));
  stage->kill_now();
  CHECK(stage.reaches(Idle));
}

TEST_CASE("fifteen stages start side by side") {
  std::vector<std::unique_ptr<Supervised>> stages;
  for (int i = 0; i < 15; ++i)
    stages.push_back(std::make_unique<Supervised>(test_stage_plan({"serve"})));
  for (auto& stage : stages) CHECK(stage->reaches(Ready));
  for (auto& stage : stages) (*stage)->request_stop();
  for (auto& stage : stages) CHECK(stage->reaches(Idle));
}

TEST_CASE("a stage that hard-codes port 8080 is used there, or refused where that is strict") {
  const Port8080 port;
  if (!port.is_free()) SKIP("another program holds port 8080");
  auto plan = test_stage_plan({"--port", "8080", "serve"});
  SupervisorTimes times = kTimes;
  times.ping_timeout = milliseconds{500};
  SECTION("lenient") {
    Supervised stage(plan, times);
    REQUIRE(stage.reaches(Ready));
    CHECK(stage.last().used_port_8080);
    CHECK(stage.last().address.port == 8080);
  }
  SECTION("strict") {
    plan.port_binding = PortBinding::Strict;
    Supervised stage(plan, times);
    REQUIRE(stage.reaches(Failed));
    CHECK(stage.last().cause ==
          "listens on port 8080 instead of " + std::to_string(plan.ports.bind_port));
    CHECK_THAT(stage.last().error->next_step, ContainsSubstring("SAGEMAKER_BIND_TO_PORT"));
  }
}

TEST_CASE("without a runtime of its kind a stage fails, saying so") {
  Recorder<StageStatus> reports;
  const StageSupervisor supervisor(
      nullptr, process_plan({"true"}), kTimes,
      [&](const StageStatus& status) { reports.add(status); }, nullptr);
  REQUIRE(reports.wait_for([](const StageStatus& status) { return status.state == Failed; }));
  CHECK(reports.values().back().error->code == ErrorCode::Unsupported);
}

TEST_CASE("a stage that runs already is watched, not started and not stopped") {
  Supervised server(test_stage_plan({"serve"}));
  REQUIRE(server.reaches(Ready));
  auto plan = process_plan({});
  plan.launch.url = "http://localhost:" + std::to_string(server.last().address.port);
  Recorder<StageStatus> reports;
  {
    const StageSupervisor supervisor(
        make_url_runtime(), plan, kTimes, [&](const StageStatus& status) { reports.add(status); },
        nullptr);
    REQUIRE(reports.wait_for([](const StageStatus& status) { return status.state == Ready; }));
  }
  CHECK(reports.values().back().state == Idle);
  CHECK(server.last().state == Ready);
}
