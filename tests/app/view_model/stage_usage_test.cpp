#include "app/view_model/stage_usage.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "app/view_model/docker_words.h"
#include "tests/support/fake_snapshot.h"

using namespace app;
using Catch::Approx;

TEST_CASE("what a stage uses is told in two digits, its memory beside its limit") {
  CHECK(usage_words({0.124, 84'200'000, 0}) == UsageWords{"12 %", "84 MB", "84 MB", false});
  CHECK(usage_words({1.5, 8'420'000, 512'000'000}) ==
        UsageWords{"150 %", "8.4 MB", "8.4 of 512 MB", false});
  CHECK(usage_words({0, 900'000, 2'000'000'000}).memory == "900 KB of 2.0 GB");
  CHECK(usage_words({0, 999'600, 0}).memory == "1.0 MB");
  CHECK(usage_sentence({0.124, 84'200'000, 512'000'000}) ==
        "12 % of one processor, 84 MB of 512 MB memory");
}

TEST_CASE("memory is near its limit from nine tenths on") {
  CHECK_FALSE(usage_words({0, 89, 100}).near_limit);
  CHECK(usage_words({0, 90, 100}).near_limit);
  CHECK(usage_words({0, 120, 100}).near_limit);
}

TEST_CASE("progress is read out of what is told") {
  CHECK(*told_progress("pulling xgb:1, 45 MB of 120 MB") == Approx(0.375f));
  CHECK(*told_progress("downloading model data, 500 KB of 1.0 MB") == Approx(0.5f));
  CHECK(*told_progress("building image, step 3 of 6") == Approx(0.5f));
  CHECK(*told_progress("pulling xgb:1, 45 of 90 MB, extracting") == Approx(0.5f));
  CHECK(*told_progress("pulling piece of 3, 130 MB of 120 MB") == Approx(1.0f));
}

TEST_CASE("what says nothing about progress has none") {
  for (const char* text : {"", "of", " of ", "pulling xgb:1", "pulling xgb:1, 45 MB",
                           "a house of cards", "step 3 of", "0 B of 0 B", "45 MB of many"}) {
    INFO(text);
    CHECK_FALSE(told_progress(text));
  }
}

TEST_CASE("a stage that only waits for /ping does nothing that takes long") {
  emulator::StageStatus status;
  status.state = emulator::StageState::Starting;
  CHECK(doing_of(status).empty());
  status.cause = "/ping 503";
  CHECK(doing_of(status).empty());
  status.cause = "pulling xgb:1";
  CHECK(doing_of(status) == "pulling xgb:1");
  status.state = emulator::StageState::Failed;
  CHECK(doing_of(status).empty());
}

TEST_CASE("Docker's condition is told in one line") {
  CHECK(docker_line({}) == "Looking for Docker…");
  CHECK(docker_line(tests::docker_found()) ==
        "Docker 20.10.24 at unix:///var/run/docker.sock (the usual socket)");
  CHECK(docker_line(tests::docker_not_allowed()) ==
        "Docker is not reachable: permission denied on /var/run/docker.sock");
  CHECK(docker_words(tests::docker_not_allowed()).detail.starts_with("Join the group"));
}

TEST_CASE("a pipeline lacks Docker only where an invocation passes through a container") {
  tests::FakeWorld world = tests::docker_missing_world();
  CHECK(lacks_docker(*world.snapshot()));
  for (auto& stage : world.pipeline.stages) stage.launch->bypassed = true;
  CHECK_FALSE(lacks_docker(*world.snapshot()));
  world = tests::busy_world();
  world.docker = tests::docker_not_allowed();
  CHECK_FALSE(lacks_docker(*world.snapshot()));
  world.docker.reset();
  CHECK(without_docker_text(*world.snapshot()) == "This build starts no containers");
}

TEST_CASE("each reason why there is no engine has a command that helps") {
  for (const auto code : {emulator::ErrorCode::NotFound, emulator::ErrorCode::PermissionDenied,
                          emulator::ErrorCode::IoFailed, emulator::ErrorCode::Unsupported}) {
    const auto remedies = docker_remedies({code, "", ""});
    CHECK(remedies.size() >= 2);
    for (const DockerRemedy& remedy : remedies) CHECK_FALSE(remedy.command.empty());
  }
}
