#include <cstdlib>
#include <filesystem>
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "emulator/runtime/guardian/executable_path.h"
#include "emulator/runtime/stage_environment.h"
#include "tests/emulator/runtime/world.h"
#include "tests/support/port_8080.h"
#include "tests/support/processes.h"
#include "tests/support/runtime_contract.h"

using namespace emulator;
using namespace emulator::test;
using Catch::Matchers::ContainsSubstring;

namespace {

// Not a constant: the guardian is this program run again, and must not start one before main().
RuntimeUnderTest processes() { return {shared_process_runtime(), test_stage_plan}; }

Error start_error(const StageLaunchPlan& plan) {
  auto stage = shared_process_runtime()->start(plan, nullptr, {});
  REQUIRE_FALSE(stage);
  return stage.error();
}

// Runs a plan to its end and returns what it wrote to stdout.
std::vector<std::string> output_of(const StageLaunchPlan& plan) {
  LogRecorder log;
  auto stage = shared_process_runtime()->start(plan, log.sink(), {});
  if (!stage) FAIL(stage.error().what);
  REQUIRE((*stage)->wait_exit(soon(), {}));
  (*stage)->stop(kSoon, {});
  return log.texts(LogStream::Out);
}

}  // namespace

TEST_CASE("the process runtime keeps the promises of every runtime") {
  check_runtime_contract(processes());
}

TEST_CASE("a process stage sees exactly the environment that was promised") {
  const TestFolder folder;
  folder.write("more.env", "# comment\n\nFROM_FILE=a=b\nTWICE=file\r\n");
  auto plan = test_stage_plan({"--environment", "--exit", "0"});
  plan.folder = folder.path();
  plan.container.environment = EnvironmentMap{{"LEVEL", "20"}, {"TWICE", "container"}};
  plan.launch.environment = EnvironmentMap{{"DEBUG", "1"}};
  plan.launch.environment_file = "more.env";
  plan.launch.pass_environment = std::vector<std::string>{"HOPLENS_TEST_PASSED", "NOT_SET_AT_ALL"};
  setenv("HOPLENS_TEST_PASSED", "yes", 1);
  setenv("HOPLENS_TEST_NOT_PASSED", "no", 1);

  std::multiset<std::string> expected{
      "LEVEL=20",
      "TWICE=file",
      "FROM_FILE=a=b",
      "DEBUG=1",
      "HOPLENS_TEST_PASSED=yes",
      "SAGEMAKER_BIND_TO_PORT=" + std::to_string(plan.ports.bind_port),
      "SAGEMAKER_SAFE_PORT_RANGE=" + std::to_string(plan.ports.safe_first) + "-" +
          std::to_string(plan.ports.safe_last),
      "end of environment"};
  for (const auto& [name, value] : caller_environment()) {
    const std::set<std::string> kept{
        "HOME", "USER", "LANG", "TMPDIR", "VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV"};
    if (kept.contains(name) || name.starts_with("LC_")) expected.insert(name + "=" + value);
    if (name == "PATH") expected.insert(name + "=" + value + ":" + executable_folder().string());
  }
  std::multiset<std::string> seen;
  std::string base;
  for (const std::string& line : output_of(plan)) {
    if (line.starts_with("SAGEMAKER_BASE_DIR="))
      base = line.substr(line.find('=') + 1);
    else
      seen.insert(line);
  }
  CHECK(seen == expected);
  CHECK_FALSE(base.empty());
}

TEST_CASE("the base folder is private, holds the model data and goes with the stage") {
  const TestFolder folder;
  folder.write("weights/w.txt", "0.5");
  auto plan = process_plan({"/bin/sh", "-c",
                            "stat -c %a \"$SAGEMAKER_BASE_DIR\"; echo \"$SAGEMAKER_BASE_DIR\"; "
                            "cat ${MODEL_DIR}/w.txt; echo; echo ${PORT}"});
  plan.folder = folder.path();
  plan.launch.model_data = "weights";
  const auto lines = output_of(plan);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == "700");
  CHECK(lines[2] == "0.5");
  CHECK(lines[3] == std::to_string(plan.ports.bind_port));
  CHECK_FALSE(std::filesystem::exists(lines[1]));
  CHECK(read_text(folder.path() / "weights/w.txt") == "0.5");
}

TEST_CASE("model data in an archive is unpacked for the stage") {
  const TestFolder folder;
  folder.write("weights/w.txt", "0.25");
  const std::string pack = "tar -czf '" + (folder.path() / "model.tar.gz").string() + "' -C '" +
                           (folder.path() / "weights").string() + "' .";
  REQUIRE(std::system(pack.c_str()) == 0);
  auto plan = process_plan({"/bin/cat", "${MODEL_DIR}/w.txt"});
  plan.folder = folder.path();
  plan.launch.model_data = "model.tar.gz";
  CHECK(output_of(plan) == std::vector<std::string>{"0.25"});
  folder.write("model.tar.gz", "no archive");
  CHECK(start_error(plan).code == ErrorCode::InvalidInput);
}

TEST_CASE("a command with a slash starts at the working directory") {
  const TestFolder folder;
  const auto script = folder.write("stage/run.sh", "#!/bin/sh\npwd\n");
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  auto plan = process_plan({"./run.sh"});
  plan.folder = folder.path();
  plan.launch.working_directory = "stage";
  CHECK(output_of(plan) ==
        std::vector{std::filesystem::canonical(folder.path() / "stage").string()});
}

TEST_CASE("a launch that cannot work is an error that says what to do") {
  const TestFolder folder;
  SECTION("no command at all") {
    auto plan = process_plan({});
    CHECK_THAT(start_error(plan).next_step, ContainsSubstring("Local.Stages.model.Command"));
  }
  SECTION("an empty program name") {
    CHECK(start_error(process_plan({""})).what == "Stage model has no Command");
  }
  SECTION("a command that does not exist") {
    const Error error = start_error(process_plan({"no-such-program"}));
    CHECK(error.code == ErrorCode::NotFound);
    CHECK(error.what == "There is no program no-such-program on PATH, for stage model");
  }
  SECTION("a path that does not exist") {
    CHECK_THAT(start_error(process_plan({"./no-such-program"})).what,
               ContainsSubstring("There is no program"));
  }
  SECTION("a file that is not executable") {
    auto plan = process_plan({folder.write("data", "x").string()});
    CHECK(start_error(plan).code == ErrorCode::PermissionDenied);
    CHECK_THAT(start_error(plan).next_step, ContainsSubstring("chmod +x"));
  }
  SECTION("a script whose interpreter does not exist") {
    const auto script = folder.write("run", "#!/no/such/interpreter\n");
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    CHECK_THAT(start_error(process_plan({script.string()})).what, ContainsSubstring("interpreter"));
  }
  SECTION("a script without a first line") {
    const auto script = folder.write("run", "echo hello\n");
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    CHECK_THAT(start_error(process_plan({script.string()})).next_step,
               ContainsSubstring("#!/bin/sh"));
  }
  SECTION("a working directory that does not exist") {
    auto plan = process_plan({"/bin/true"});
    plan.launch.working_directory = "no-such-folder";
    CHECK_THAT(start_error(plan).what, ContainsSubstring("working directory"));
    CHECK_THAT(start_error(plan).next_step, ContainsSubstring("WorkingDirectory"));
  }
  SECTION("model data that is not there") {
    auto plan = process_plan({"/bin/true"});
    plan.launch.model_data = "no-such-model";
    CHECK(start_error(plan).code == ErrorCode::NotFound);
    CHECK_THAT(start_error(plan).next_step, ContainsSubstring("Local.Stages.model.ModelData"));
  }
  SECTION("an environment file with a line that says nothing") {
    auto plan = process_plan({"/bin/true"});
    plan.launch.environment_file = folder.write("bad.env", "A=1\nB\n").string();
    CHECK_THAT(start_error(plan).what, ContainsSubstring("line 2"));
  }
  SECTION("a value that no process can be given") {
    auto plan = process_plan({"/bin/true"});
    plan.container.environment = EnvironmentMap{{"A", std::string("x\0y", 3)}};
    CHECK(start_error(plan).code == ErrorCode::InvalidInput);
    CHECK(start_error(process_plan({"/bin/echo", std::string("x\0y", 3)})).code ==
          ErrorCode::InvalidInput);
  }
}

TEST_CASE("a stage inherits no open file and no signal setting of hoplens") {
  auto pipe = make_pipe();
  REQUIRE(pipe);
  const Descriptor leaky(dup(pipe->first.get()));  // not close-on-exec
  const auto guardian = start_guardian().value();
  const auto runtime = make_process_runtime(guardian);
  LogRecorder log;
  auto stage =
      runtime->start(test_stage_plan({"--open-files", "--signals", "--exit", "0"}), log.sink(), {});
  REQUIRE(stage);
  REQUIRE((*stage)->wait_exit(soon(), {}));
  (*stage)->stop(kSoon, {});
  CHECK(log.texts(LogStream::Out) == std::vector<std::string>{"open 0 1 2", "changed signals"});
}

TEST_CASE("a daemon that a stage makes ends with the stage") {
  auto started = start_stage(processes(), {"--daemon", "serve"});
  const Watched daemon(std::stoi(started.log->rest_of("daemon ")));
  REQUIRE(is_up(started));
  REQUIRE(daemon.runs());
  SECTION("when it is stopped") { started.stage->stop(kSoon, {}); }
  SECTION("when it is destroyed") { started.stage.reset(); }
  CHECK(daemon.ends_soon());
}

TEST_CASE("a daemon that a stage leaves behind ends when the stage exits by itself") {
  auto started = start_stage(processes(), {"--daemon", "--exit", "3"});
  REQUIRE(started.stage->wait_exit(soon(), {}));
  CHECK(started.stage->exited()->code == 3);
  started.stage->stop(kSoon, {});
  // It was a child of the keeper, which has waited for it.
  const std::string daemon = started.log->rest_of("daemon ");
  REQUIRE_FALSE(daemon.empty());
  CHECK_FALSE(Watched(std::stoi(daemon)).exists());
}

TEST_CASE("a flood of output neither stops the stage nor is kept without bound") {
  auto started = start_stage(processes(), {"--flood", "300000", "--exit", "0"});
  REQUIRE(started.stage->wait_exit(soon(), {}));
  started.stage->stop(kSoon, {});
  CHECK(started.stage->exited()->code == 0);
  const auto said = started.log->texts(LogStream::Runtime);
  REQUIRE_FALSE(said.empty());
  CHECK_THAT(said.front(), ContainsSubstring("lines left out"));
  const auto lines = started.log->texts(LogStream::Out);
  CHECK(lines.size() < 300000);
  CHECK(lines.back() == "flooded");  // the end is never left out
}

TEST_CASE("the container port is offered only when this very stage listens there") {
  const Port8080 port;
  if (!port.is_free()) SKIP("another program holds port 8080");
  auto stubborn = start_stage(processes(), {"--port", "8080", "serve"});
  auto proper = start_stage(processes(), {"serve"});
  REQUIRE(stubborn.log->rest_of("listening on ") == "8080");
  REQUIRE(is_up(proper));
  REQUIRE(stubborn.stage->fallback_address());
  CHECK(stubborn.stage->fallback_address()->port == 8080);
  CHECK_FALSE(proper.stage->fallback_address());
}
