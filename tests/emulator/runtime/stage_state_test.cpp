#include "emulator/runtime/stage_state.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace emulator;
using Catch::Matchers::ContainsSubstring;
using std::chrono::milliseconds;
using std::chrono::seconds;
using enum StageState;

namespace {

class FakeStage final : public RunningStage {
 public:
  StageAddress address() const override { return {.port = 20100}; }
  std::string describe() const override { return "pid 1"; }
  std::optional<StageExit> exited() override { return std::nullopt; }
  bool wait_exit(SteadyTime, std::stop_token) override { return false; }
  void stop(Nanoseconds, std::stop_token) override {}
};

// A launched stage and a clock that moves only when told to.
struct World {
  explicit World(PortBinding binding = PortBinding::Lenient)
      : progress({.stage = StageId{1},
                  .container_name = "model",
                  .bind_port = 20100,
                  .times = {.startup_timeout = seconds{480}, .ping_timeout = seconds{2}},
                  .port_binding = binding}) {
    progress.launching(now);
    progress.launched(FakeStage{}, now);
  }
  void after(Nanoseconds time, const PingRound& round) {
    now.steady += time;
    progress.pinged(round, now);
  }
  const StageStatus& status() const { return progress.status(); }

  Moment now{SteadyTime{} + std::chrono::hours{1}, WallTime{}};
  StageProgress progress;
};

PingRound answer(int status) { return {.at_address = {.status = status}}; }
PingRound refused() { return {.at_address = {.why = "connection refused"}}; }
PingRound silence() { return {.at_address = {.why = "no answer in time"}}; }
PingRound only_on_8080() {
  return {.at_address = {.why = "connection refused"},
          .looked_for_fallback = true,
          .fallback = StageAddress{.port = 8080},
          .at_fallback = {.status = 200}};
}

}  // namespace

TEST_CASE("a stage is ready with the first 200, whatever came before") {
  World world;
  world.after(milliseconds{5}, refused());
  CHECK(world.status().state == Starting);
  CHECK(world.status().cause.empty());
  world.after(milliseconds{5}, answer(503));
  CHECK(world.status().cause == "/ping 503");
  world.after(milliseconds{5}, answer(200));
  CHECK(world.status().state == Ready);
  CHECK(world.status().cause.empty());
  CHECK(world.status().launch_to_ready == milliseconds{15});
  CHECK(world.status().address.port == 20100);
}

TEST_CASE("while starting, /ping is due every few milliseconds and never later than 40 ms") {
  World world;
  const SteadyTime start = world.now.steady;
  CHECK(world.progress.next_ping(start) - start == milliseconds{2});
  CHECK(world.progress.next_ping(start + milliseconds{160}) - start == milliseconds{170});
  CHECK(world.progress.next_ping(start + seconds{100}) - start == seconds{100} + milliseconds{40});
  world.after(milliseconds{1}, answer(200));
  CHECK(world.progress.next_ping(start) - start == seconds{2});
}

TEST_CASE("no try lasts longer than the time-out or the start-up window") {
  World world;
  const SteadyTime start = world.now.steady;
  CHECK(world.progress.ping_deadline(start) == start + seconds{2});
  CHECK(world.progress.ping_deadline(start + seconds{479}) == start + seconds{480});
  CHECK(world.progress.next_ping(start + seconds{480} - milliseconds{1}) == start + seconds{480});
}

TEST_CASE("a stage that is not ready within the start-up window has failed") {
  World world;
  world.after(seconds{479}, answer(500));
  CHECK(world.status().state == Starting);
  world.after(seconds{1}, answer(500));
  CHECK(world.status().state == Failed);
  REQUIRE(world.status().error);
  CHECK_THAT(world.status().error->what, ContainsSubstring("status 500"));
  CHECK_THAT(world.status().error->next_step, ContainsSubstring("SAGEMAKER_BIND_TO_PORT (20100)"));
}

TEST_CASE(
    "a stage at a Url that does not answer is not told about a port that it was never given") {
  StageProgress progress({.stage = StageId{1},
                          .container_name = "model",
                          .bind_port = 0,
                          .times = {.startup_timeout = seconds{2}, .ping_timeout = seconds{2}}});
  Moment now{SteadyTime{} + std::chrono::hours{1}, WallTime{}};
  progress.launching(now);
  progress.launched(FakeStage{}, now);
  now.steady += seconds{2};
  progress.pinged(answer(503), now);
  REQUIRE(progress.status().error);
  const std::string next = progress.status().error->next_step;
  CHECK_THAT(next, ContainsSubstring("Local.Stages.model.Url"));
  CHECK_THAT(next, !ContainsSubstring("SAGEMAKER_BIND_TO_PORT"));
}

TEST_CASE("a last try cut short by the window does not hide what the stage answered") {
  World world;
  world.after(seconds{479}, answer(503));
  world.after(seconds{1}, silence());
  CHECK(world.status().cause == "/ping 503 for 480 s");
}

TEST_CASE("failures of a ready stage are counted by kind") {
  World world;
  world.after(milliseconds{1}, answer(200));
  world.after(seconds{2}, answer(503));
  CHECK(world.status().state == Failing);
  CHECK(world.status().cause == "/ping 503 ×1");
  world.after(seconds{2}, answer(503));
  CHECK(world.status().cause == "/ping 503 ×2");
  world.after(seconds{2}, silence());
  CHECK(world.status().cause == "/ping no answer ×1");
  world.after(seconds{2}, answer(200));
  CHECK(world.status().state == Ready);
  CHECK(world.status().cause.empty());
  world.after(seconds{2}, silence());
  CHECK(world.status().cause == "/ping no answer ×1");
}

TEST_CASE("port 8080 is used when it goes on answering and the given port does not") {
  World world;
  world.after(milliseconds{100}, only_on_8080());
  CHECK(world.status().state == Starting);
  world.after(milliseconds{40}, refused());  // a round that did not look
  world.after(milliseconds{210}, only_on_8080());
  CHECK(world.status().state == Ready);
  CHECK(world.status().used_port_8080);
  CHECK(world.status().address.port == 8080);
}

TEST_CASE("the given port wins over port 8080") {
  World world;
  world.after(milliseconds{100}, only_on_8080());
  world.after(milliseconds{100}, answer(200));
  CHECK(world.status().address.port == 20100);
  CHECK_FALSE(world.status().used_port_8080);
}

TEST_CASE("under strict port binding a stage on port 8080 has failed") {
  World world(PortBinding::Strict);
  world.after(milliseconds{100}, only_on_8080());
  world.after(seconds{1}, only_on_8080());
  CHECK(world.status().state == Starting);
  world.after(seconds{1}, only_on_8080());
  CHECK(world.status().state == Failed);
  CHECK(world.status().cause == "listens on port 8080 instead of 20100");
}

TEST_CASE("under strict a stage that found its port taken is named as one that ignores its own") {
  const std::string line = "OSError: [Errno 98] Address already in use";
  SECTION("strict") {
    World world(PortBinding::Strict);
    world.progress.exited({.code = 1}, {line}, world.now);
    REQUIRE(world.status().findings.size() == 1);
    const Finding& finding = world.status().findings.front();
    CHECK(finding.id == "D02");
    CHECK(finding.severity == Severity::Error);
    CHECK(finding.container_hostname == "model");
    CHECK_THAT(finding.message, ContainsSubstring("it was given port 20100"));
    CHECK_THAT(finding.fix, ContainsSubstring("SAGEMAKER_BIND_TO_PORT"));
    CHECK_THAT(finding.fix, ContainsSubstring(line));
  }
  SECTION("lenient: it has a namespace of its own, so it is about something else") {
    World world;
    world.progress.exited({.code = 1}, {line}, world.now);
    CHECK(world.status().findings.empty());
  }
  SECTION("strict, but it ended for another reason") {
    World world(PortBinding::Strict);
    world.progress.exited({.code = 1}, {"boom"}, world.now);
    CHECK(world.status().findings.empty());
  }
}

TEST_CASE("an exit while starting is a failure, later it is an exit") {
  World world;
  SECTION("while starting") {
    world.progress.exited({.code = 1}, {"boom"}, world.now);
    CHECK(world.status().state == Failed);
    CHECK(world.status().error->what == "Stage model exited with code 1 before it was ready");
  }
  SECTION("once ready") {
    world.after(milliseconds{1}, answer(200));
    world.progress.exited({.signal = 9}, {}, world.now);
    CHECK(world.status().state == Exited);
    CHECK(world.status().cause == "killed by SIGKILL (9)");
    CHECK_THAT(world.status().error->next_step, ContainsSubstring("wrote nothing"));
  }
  CHECK(world.status().error->code == ErrorCode::LaunchFailed);
}

TEST_CASE("a restart forgets the last life but its number") {
  World world;
  world.progress.exited({.code = 1}, {}, world.now);
  world.progress.restarted();
  world.progress.launching(world.now);
  CHECK(world.status().state == Starting);
  CHECK(world.status().restarts == 1);
  CHECK_FALSE(world.status().error);
  CHECK(world.status().description.empty());
}
