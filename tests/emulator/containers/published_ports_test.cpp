#include <catch2/catch_test_macros.hpp>

#include "emulator/runtime/ports.h"
#include "tests/emulator/containers/docker_world.h"

using namespace emulator;
using namespace emulator::test;

namespace {

// As with Docker Desktop, where containers' own addresses lead nowhere.
std::shared_ptr<Runtime> published_runtime() { return shared_docker_runtime(true); }

}  // namespace

TEST_CASE("through published ports the Docker runtime keeps the same promises") {
  check_runtime_contract({published_runtime(), container_plan});
}

TEST_CASE("a published container is reached on loopback alone, on 8080 too") {
  auto plan = container_plan({"--port", "8080", "serve"});
  LogRecorder log;
  auto stage = published_runtime()->start(plan, log.sink(), {});
  REQUIRE(stage);
  log.rest_of("listening on ");
  CHECK((*stage)->address().host == "127.0.0.1");
  const auto fallback = (*stage)->fallback_address();
  REQUIRE(fallback);
  CHECK(fallback->host == "127.0.0.1");
  CHECK(ping_stage(*fallback, soon(), {}).ok());
  (*stage)->stop(kSoon, {});
}

TEST_CASE("a shared namespace publishes for all who join it") {
  std::vector<std::unique_ptr<RunningStage>> stages;
  std::vector<std::unique_ptr<LogRecorder>> logs;
  for (int slot = 0; slot < 2; ++slot) {
    auto plan = container_plan({"serve"});
    plan.port_binding = PortBinding::Strict;
    plan.ports = container_ports(slot);
    logs.push_back(std::make_unique<LogRecorder>());
    auto stage = published_runtime()->start(plan, logs.back()->sink(), {});
    if (!stage) FAIL(stage.error().what);
    logs.back()->rest_of("listening on ");
    stages.push_back(std::move(*stage));
  }
  for (const auto& stage : stages) CHECK(ping_stage(stage->address(), soon(), {}).ok());
  for (const auto& stage : stages) stage->stop(kSoon, {});
}

TEST_CASE("isolation that cannot be reached is refused, with the way out") {
  auto plan = container_plan({"serve"});
  plan.network_isolation = true;
  const auto stage = published_runtime()->start(plan, nullptr, {});
  REQUIRE_FALSE(stage);
  CHECK(stage.error().code == ErrorCode::Unsupported);
  CHECK_FALSE(stage.error().next_step.empty());
}
