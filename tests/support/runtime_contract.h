#pragma once

#include <csignal>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "emulator/runtime/ping.h"
#include "emulator/runtime/runtime.h"
#include "tests/support/recorder.h"

// What every Runtime that launches stages promises, whatever it launches them with.
namespace emulator::test {

struct RuntimeUnderTest {
  std::shared_ptr<Runtime> runtime;
  // A plan, with ports of its own, whose stage is runtime_test_stage with these options.
  std::function<StageLaunchPlan(std::vector<std::string>)> plan;
};

struct StartedStage {
  std::unique_ptr<LogRecorder> log = std::make_unique<LogRecorder>();
  std::unique_ptr<RunningStage> stage;
};

inline SteadyTime soon() { return SystemClock{}.now() + kSoon; }

inline StartedStage start_stage(const RuntimeUnderTest& tested, std::vector<std::string> options) {
  StartedStage started;
  auto stage = tested.runtime->start(tested.plan(std::move(options)), started.log->sink(), {});
  if (!stage) FAIL(stage.error().what << ". " << stage.error().next_step);
  started.stage = std::move(*stage);
  return started;
}

// Answers /ping, once it says that it listens.
inline bool is_up(StartedStage& started) {
  return !started.log->rest_of("listening on ").empty() &&
         ping_stage(started.stage->address(), soon(), {}).ok();
}

inline void check_runtime_contract(const RuntimeUnderTest& tested) {
  SECTION("a started stage answers at its address and leaves when asked to") {
    auto started = start_stage(tested, {"serve"});
    CHECK(is_up(started));
    CHECK_FALSE(started.stage->exited());
    CHECK_FALSE(started.stage->describe().empty());
    started.stage->stop(kSoon, {});
    REQUIRE(started.stage->exited());
    CHECK(started.stage->exited()->words() == "exited with code 0");
    CHECK_FALSE(ping_stage(started.stage->address(), soon(), {}).ok());
  }
  SECTION("a stage that ignores SIGTERM is killed when its grace is over") {
    auto started = start_stage(tested, {"--ignore-term", "serve"});
    REQUIRE(is_up(started));
    started.stage->stop(std::chrono::milliseconds{50}, {});
    REQUIRE(started.stage->exited());
    CHECK(started.stage->exited()->words() == "killed by SIGKILL (9)");
  }
  SECTION("impatience cuts the grace short") {
    auto started = start_stage(tested, {"--ignore-term", "serve"});
    REQUIRE(is_up(started));
    std::stop_source impatience;
    impatience.request_stop();
    started.stage->stop(std::chrono::hours{24}, impatience.get_token());
    REQUIRE(started.stage->exited());
    CHECK(started.stage->exited()->signal == SIGKILL);
  }
  SECTION("an exit is noticed with its code") {
    auto started = start_stage(tested, {"--exit", "7"});
    REQUIRE(started.stage->wait_exit(soon(), {}));
    CHECK(started.stage->exited()->words() == "exited with code 7");
  }
  SECTION("waiting for an exit ends when woken") {
    auto started = start_stage(tested, {"serve"});
    std::stop_source wake;
    wake.request_stop();
    CHECK_FALSE(started.stage->wait_exit(soon(), wake.get_token()));
  }
  SECTION("stdout and stderr are logged line by line, an unfinished last line included") {
    auto started = start_stage(
        tested, {"--say", "one", "--say", "two", "--say-on-stderr", "three", "--exit", "0"});
    REQUIRE(started.stage->wait_exit(soon(), {}));
    started.stage->stop(kSoon, {});
    CHECK(started.log->texts(LogStream::Out) == std::vector<std::string>{"one", "two"});
    CHECK(started.log->texts(LogStream::Err) == std::vector<std::string>{"three"});
  }
  SECTION("two stages have ports of their own and end one by one") {
    auto first = start_stage(tested, {"serve"});
    auto second = start_stage(tested, {"serve"});
    CHECK(is_up(first));
    CHECK(is_up(second));
    CHECK(first.stage->address().url() != second.stage->address().url());
    first.stage->stop(kSoon, {});
    CHECK_FALSE(second.stage->exited());
    CHECK(is_up(second));
  }
  SECTION("destroying a stage kills it") {
    auto started = start_stage(tested, {"--ignore-term", "serve"});
    REQUIRE(is_up(started));
    const StageAddress address = started.stage->address();
    started.stage.reset();
    CHECK_FALSE(ping_stage(address, soon(), {}).ok());
  }
}

}  // namespace emulator::test
