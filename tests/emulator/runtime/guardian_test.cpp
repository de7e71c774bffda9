#include "emulator/runtime/guardian/guardian.h"

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <spawn.h>
#include <sys/wait.h>

#include "emulator/runtime/guardian/executable_path.h"
#include "tests/emulator/runtime/hoplens_like.h"
#include "tests/emulator/runtime/world.h"
#include "tests/support/processes.h"
#include "tests/support/runtime_contract.h"

using namespace emulator;
using namespace emulator::test;

namespace {

// Another process that behaves as hoplens, with what it prints.
struct Hoplens {
  pid_t process = 0;
  std::unique_ptr<FILE, decltype(&std::fclose)> output{nullptr, &std::fclose};

  // The numbers behind the first `count` lines that begin with `start`, by order of appearance.
  std::vector<pid_t> numbers;
};

Hoplens start_hoplens_like() {
  auto pipe = make_pipe();
  REQUIRE(pipe);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe->second.get(), STDOUT_FILENO);
  std::string name = "hoplens";
  std::string marker(kHoplensLike);
  const std::array<char*, 3> arguments{name.data(), marker.data(), nullptr};
  Hoplens hoplens;
  REQUIRE(posix_spawn(&hoplens.process, path_to_run_again().c_str(), &actions, nullptr,
                      arguments.data(), environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  pipe->second.close();
  hoplens.output.reset(fdopen(dup(pipe->first.get()), "r"));
  // Two stages, two daemons, one guardian, and the daemons' stages listen.
  int listening = 0;
  std::array<char, 256> line{};
  while ((hoplens.numbers.size() < 5 || listening < 2) &&
         std::fgets(line.data(), line.size(), hoplens.output.get()) != nullptr) {
    const std::string text = line.data();
    if (text.starts_with("listening")) ++listening;
    for (const std::string start : {"pid ", "daemon ", "guardian "})
      if (text.starts_with(start)) hoplens.numbers.push_back(std::stoi(text.substr(start.size())));
  }
  REQUIRE(hoplens.numbers.size() == 5);
  return hoplens;
}

}  // namespace

TEST_CASE("nothing survives a hoplens that is killed with kill -9") {
  const Hoplens hoplens = start_hoplens_like();
  std::vector<Watched> watched;
  for (const pid_t process : hoplens.numbers) watched.emplace_back(process);
  for (const Watched& process : watched) REQUIRE(process.runs());
  REQUIRE(kill(hoplens.process, SIGKILL) == 0);
  waitpid(hoplens.process, nullptr, 0);
  for (const Watched& process : watched) CHECK(process.ends_soon());
}

TEST_CASE("stages end with a guardian that is killed, and the next launch has a new one") {
  const auto guardian = start_guardian().value();
  const auto runtime = make_process_runtime(guardian);
  const RuntimeUnderTest tested{runtime, test_stage_plan};
  auto started = start_stage(tested, {"--ignore-term", "--daemon", "serve"});
  const Watched daemon(std::stoi(started.log->rest_of("daemon ")));
  REQUIRE(is_up(started));
  REQUIRE(kill(guardian->process(), SIGKILL) == 0);
  CHECK(started.stage->wait_exit(soon(), {}));
  CHECK(daemon.ends_soon());

  auto next = start_stage(tested, {"serve"});
  CHECK(is_up(next));
  next.stage->stop(kSoon, {});
  CHECK(next.stage->exited()->code == 0);
}

TEST_CASE("a stage whose keeper is killed is ended by the guardian") {
  const auto guardian = start_guardian().value();
  auto process = guardian->launch({.program = "/bin/sh",
                                   .arguments = {"sh", "-c",
                                                 "trap '' TERM; while :; do read x; "
                                                 "done < /dev/zero"},
                                   .environment = {},
                                   .working_directory = "/"});
  REQUIRE(process);
  const Watched stage((*process)->pid());
  REQUIRE(stage.runs());
  REQUIRE(kill((*process)->keeper(), SIGKILL) == 0);
  CHECK(stage.ends_soon());
  CHECK((*process)->wait_exit(soon(), {}));
}

TEST_CASE("signals for hoplens do not end the guardian") {
  const auto guardian = start_guardian().value();
  // Once it has launched something it is past its first steps.
  REQUIRE(guardian->launch({.program = "/bin/true",
                            .arguments = {"true"},
                            .environment = {},
                            .working_directory = "/"}));
  const Watched watched(guardian->process());
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
    REQUIRE(kill(guardian->process(), number) == 0);
  REQUIRE(guardian->launch({.program = "/bin/true",
                            .arguments = {"true"},
                            .environment = {},
                            .working_directory = "/"}));
  CHECK(watched.runs());
  CHECK(getsid(guardian->process()) == guardian->process());
}

TEST_CASE("the guardian ends with its last connection") {
  auto guardian = start_guardian().value();
  const Watched watched(guardian->process());
  guardian.reset();
  CHECK(watched.ends_soon());
}

TEST_CASE("a command of several megabytes reaches its stage") {
  const auto guardian = start_guardian().value();
  std::vector<std::string> environment;
  for (int i = 0; i < 15; ++i)
    environment.push_back("V" + std::to_string(i) + "=" + std::string(100'000, 'v'));
  auto process = guardian->launch({.program = "/bin/sh",
                                   .arguments = {"sh", "-c", "test ${#V14} = 100000 && exit 5"},
                                   .environment = environment,
                                   .working_directory = "/"});
  REQUIRE(process);
  REQUIRE((*process)->wait_exit(soon(), {}));
  CHECK((*process)->exited()->code == 5);
}
