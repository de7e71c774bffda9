#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "emulator/runtime/docker/ownership.h"
#include "emulator/runtime/ports.h"
#include "tests/emulator/containers/docker_world.h"
#include "tests/support/temporary_folder.h"

using namespace emulator;
using namespace emulator::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

// What a container wrote to stdout until it ended by itself.
std::vector<std::string> output_of(const StageLaunchPlan& plan) {
  LogRecorder log;
  auto stage = shared_docker_runtime()->start(plan, log.sink(), {});
  if (!stage) FAIL(stage.error().what << ". " << stage.error().next_step);
  REQUIRE((*stage)->wait_exit(soon(), {}));
  (*stage)->stop(kSoon, {});
  return log.texts(LogStream::Out);
}

bool holds(const std::vector<std::string>& lines, const std::string& line) {
  return std::ranges::find(lines, line) != lines.end();
}

struct FailedStart {
  Error error;
  std::vector<Finding> findings;
};
FailedStart failed_start(const StageLaunchPlan& plan) {
  FailedStart failed;
  StageNews news;
  news.found = [&failed](Finding finding) { failed.findings.push_back(std::move(finding)); };
  auto stage = shared_docker_runtime()->start(plan, news, {});
  REQUIRE_FALSE(stage);
  failed.error = stage.error();
  return failed;
}

std::vector<std::string> ids_of(const std::vector<Finding>& findings) {
  std::vector<std::string> ids;
  for (const Finding& finding : findings) ids.push_back(finding.id);
  return ids;
}

std::vector<std::string> findings_at_start(const StageLaunchPlan& plan) {
  std::vector<Finding> found;
  StageNews news;
  news.found = [&found](Finding finding) { found.push_back(std::move(finding)); };
  auto stage = shared_docker_runtime()->start(plan, news, {});
  if (!stage) FAIL(stage.error().what);
  (*stage)->stop(Nanoseconds{0}, {});
  return ids_of(found);
}

// The id that the stage's card shows the beginning of.
std::string container_id(const RunningStage& stage) {
  const std::string words = stage.describe();
  return words.substr(words.rfind(' ') + 1);
}

}  // namespace

TEST_CASE("the Docker runtime keeps the promises of every runtime") {
  check_runtime_contract(containers());
}

TEST_CASE("a container is started as SageMaker starts it: by the one word serve") {
  auto plan = container_plan({});
  plan.launch.command.reset();
  LogRecorder log;
  auto stage = shared_docker_runtime()->start(plan, log.sink(), {});
  REQUIRE(stage);
  CHECK(log.rest_of("listening on ") == std::to_string(plan.ports.bind_port));
  (*stage)->stop(kSoon, {});
}

TEST_CASE("a container sees its image's environment, its own, and nothing of the caller's") {
  setenv("AWS_SECRET_ACCESS_KEY", "nobody's business", 1);
  setenv("HOPLENS_TEST_PASSED", "yes", 1);
  auto plan = container_plan({"--environment", "--hostname", "--exit", "0"});
  plan.container.environment = EnvironmentMap{{"LEVEL", "20"}};
  plan.launch.environment = EnvironmentMap{{"DEBUG", "1"}};
  plan.launch.pass_environment = std::vector<std::string>{"HOPLENS_TEST_PASSED"};
  const auto lines = output_of(plan);
  CHECK(holds(lines, "LEVEL=20"));
  CHECK(holds(lines, "DEBUG=1"));
  CHECK(holds(lines, "HOPLENS_TEST_PASSED=yes"));
  CHECK(holds(lines, "SAGEMAKER_BIND_TO_PORT=" + std::to_string(plan.ports.bind_port)));
  CHECK(holds(lines, "SAGEMAKER_SAFE_PORT_RANGE=" + std::to_string(plan.ports.safe_first) + "-" +
                         std::to_string(plan.ports.safe_last)));
  CHECK(holds(lines, "hostname model"));
  CHECK(std::ranges::none_of(lines, [](const std::string& line) {
    return line.starts_with("AWS_") || line.starts_with("SAGEMAKER_BASE_DIR");
  }));
}

TEST_CASE("a container that is alone is not told a port and listens on 8080") {
  auto plan = container_plan({"--environment", "--exit", "0"});
  plan.in_pipeline = false;
  CHECK(std::ranges::none_of(output_of(plan), [](const std::string& line) {
    return line.starts_with("SAGEMAKER_BIND_TO_PORT");
  }));
}

TEST_CASE("model data is mounted at /opt/ml/model and cannot be written to") {
  const tests::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "weights");
  std::ofstream(folder.path() / "weights/w.txt") << "0.5\n";
  auto plan = container_plan({"--cat", "/opt/ml/model/w.txt", "--try-write", "/opt/ml/model/new",
                              "--try-write", "/tmp-file", "--exit", "0"});
  plan.folder = folder.path();
  SECTION("from a folder") { plan.launch.model_data = "weights"; }
  SECTION("from an archive") {
    const std::string pack = "tar -czf '" + (folder.path() / "model.tar.gz").string() + "' -C '" +
                             (folder.path() / "weights").string() + "' .";
    REQUIRE(std::system(pack.c_str()) == 0);
    plan.launch.model_data = "model.tar.gz";
  }
  CHECK(output_of(plan) ==
        std::vector<std::string>{"0.5", "not written: Read-only file system", "written"});
  CHECK_FALSE(std::filesystem::exists(folder.path() / "weights/new"));
}

TEST_CASE("additional model data has its stand-ins at the path that the container expects") {
  const tests::TemporaryFolder folder;
  folder.write("adapter/a.txt", "1.5\n");
  auto plan =
      container_plan({"--cat", "/opt/ml/additional-model-data-sources/adapter/a.txt", "--try-write",
                      "/opt/ml/additional-model-data-sources/adapter/b", "--exit", "0"});
  plan.folder = folder.path();
  plan.container.additional_model_data_sources = {{.channel_name = "adapter"}};
  plan.launch.additional_model_data = EnvironmentMap{{"adapter", "adapter"}};
  CHECK(output_of(plan) == std::vector<std::string>{"1.5", "not written: Read-only file system"});
  plan.launch.additional_model_data = EnvironmentMap{{"adapter", "no/such"}};
  CHECK_THAT(failed_start(plan).error.next_step,
             ContainsSubstring("Local.Stages.model.AdditionalModelData.adapter"));
}

TEST_CASE("model data that is not there is an error that names its member") {
  auto plan = container_plan({"serve"});
  plan.launch.model_data = "no/such/folder";
  CHECK_THAT(failed_start(plan).error.next_step, ContainsSubstring("Local.Stages.model.ModelData"));
}

TEST_CASE("what a container uses is told, and its limits hold") {
  auto plan = container_plan({"serve"});
  plan.launch.memory_bytes = 64'000'000;
  plan.launch.cpus = 0.5;
  LogRecorder log;
  auto stage = shared_docker_runtime()->start(plan, log.sink(), {});
  REQUIRE(stage);
  log.rest_of("listening on ");
  const auto usage = (*stage)->usage();
  REQUIRE(usage);
  CHECK(usage->memory_bytes > 0);
  CHECK(usage->memory_limit == 64'000'000);
  (*stage)->stop(kSoon, {});
}

TEST_CASE("a container that takes more memory than its limit says so in its end") {
  auto plan = container_plan({"--eat", "400000000", "serve"});
  plan.launch.memory_bytes = 32'000'000;
  auto stage = shared_docker_runtime()->start(plan, nullptr, {});
  REQUIRE(stage);
  REQUIRE((*stage)->wait_exit(soon(), {}));
  CHECK((*stage)->exited()->words() == "killed by SIGKILL (9), out of memory (limit 32.0 MB)");
}

TEST_CASE("a paused container is said to be, and can be stopped") {
  LogRecorder log;
  auto stage = shared_docker_runtime()->start(container_plan({"serve"}), log.sink(), {});
  REQUIRE(stage);
  log.rest_of("listening on ");
  CHECK((*stage)->ailment().empty());
  const auto paused = engine_client().send(
      {.method = "POST", .path = "/containers/" + container_id(**stage) + "/pause"});
  REQUIRE(paused);
  REQUIRE(paused->well());
  CHECK((*stage)->ailment() == "paused");
  (*stage)->stop(kSoon, {});
  CHECK((*stage)->exited()->words() == "exited with code 0");
}

TEST_CASE("a container that is removed behind our back has ended, and why is said") {
  auto stage = shared_docker_runtime()->start(container_plan({"serve"}), nullptr, {});
  REQUIRE(stage);
  REQUIRE(remove_container(engine_client(), container_id(**stage)));
  REQUIRE((*stage)->wait_exit(soon(), {}));
  CHECK((*stage)->exited()->words() == "killed by SIGKILL (9), its container was removed");
  (*stage)->stop(kSoon, {});
}

TEST_CASE("an image without the label runs here and is an error of the definition") {
  auto plan = container_plan({"serve"});
  plan.container.image = test_image({.label = false});
  CHECK(findings_at_start(plan) == std::vector<std::string>{"D01"});
  plan.in_pipeline = false;
  CHECK(findings_at_start(plan).empty());
}

TEST_CASE("an image that cannot be started with serve is told apart from one that fails later") {
  auto plan = container_plan({});
  plan.launch.command.reset();
  SECTION("no entry point and no program named serve") {
    plan.container.image = test_image({.entrypoint = {}});
    const FailedStart failed = failed_start(plan);
    CHECK(ids_of(failed.findings) == std::vector<std::string>{"D13", "D13"});
    CHECK(failed.error.code == ErrorCode::LaunchFailed);
    CHECK_THAT(failed.error.what, ContainsSubstring("CannotStartContainerError"));
  }
  SECTION("a shell as entry point that is not there") {
    plan.container.image = test_image({.entrypoint = {"/bin/sh", "-c", "serve"}});
    CHECK(ids_of(failed_start(plan).findings) == std::vector<std::string>{"D13", "D13"});
  }
}

TEST_CASE("an image that is nowhere is an error that says what to do") {
  auto plan = container_plan({"serve"});
  plan.container.image = "127.0.0.1:9/no/such:1";
  const FailedStart failed = failed_start(plan);
  CHECK_THAT(failed.error.what,
             StartsWith("The image 127.0.0.1:9/no/such:1 of stage model is not here and cannot be "
                        "pulled: "));
  CHECK_THAT(failed.error.next_step, ContainsSubstring("Local.Stages.model.Image"));
}

TEST_CASE("a container gets no privileges that nobody asked for") {
  auto stage = shared_docker_runtime()->start(container_plan({"serve"}), nullptr, {});
  REQUIRE(stage);
  const auto answer =
      engine_client().send({.path = "/containers/" + container_id(**stage) + "/json"});
  REQUIRE(answer);
  CHECK_THAT(answer->body, ContainsSubstring(R"("SecurityOpt":["no-new-privileges"])"));
  CHECK_THAT(answer->body, ContainsSubstring(R"("Privileged":false)"));
  CHECK_THAT(answer->body,
             ContainsSubstring(R"("CapAdd":null)") || ContainsSubstring(R"("CapAdd":[])"));
  CHECK_THAT(answer->body, ContainsSubstring(R"("Mounts":[])"));
  (*stage)->stop(kSoon, {});
}

TEST_CASE("network isolation isolates: no way out, not even to a neighbour, but we get in") {
  LogRecorder log;
  auto neighbour = shared_docker_runtime()->start(container_plan({"serve"}), log.sink(), {});
  REQUIRE(neighbour);
  log.rest_of("listening on ");
  const StageAddress there = (*neighbour)->address();
  auto plan = container_plan({"--connect", there.host + ":" + std::to_string(there.port), "serve"});
  LogRecorder open_log;
  auto open = shared_docker_runtime()->start(plan, open_log.sink(), {});
  REQUIRE(open);
  CHECK(open_log.wait_for_text("connected"));

  plan.network_isolation = true;
  plan.stage = new_stage_id();
  LogRecorder isolated_log;
  auto isolated = shared_docker_runtime()->start(plan, isolated_log.sink(), {});
  if (!isolated && isolated.error().code == ErrorCode::Unsupported) SKIP(isolated.error().what);
  if (!isolated) FAIL(isolated.error().what);
  CHECK_FALSE(isolated_log.rest_of("not connected").empty());
  isolated_log.rest_of("listening on ");
  CHECK(ping_stage((*isolated)->address(), soon(), {}).ok());
  for (auto* stage : {&neighbour, &open, &isolated}) (**stage)->stop(kSoon, {});
}

TEST_CASE("under strict all stages share one namespace, and the culprit on 8080 is known") {
  auto good = container_plan({"serve"});
  auto culprit = container_plan({"--port", "8080", "serve"});
  for (StageLaunchPlan* plan : {&good, &culprit}) {
    plan->port_binding = PortBinding::Strict;
    plan->group = 7;
  }
  LogRecorder good_log, culprit_log;
  auto first = shared_docker_runtime()->start(good, good_log.sink(), {});
  if (!first) FAIL(first.error().what);
  auto second = shared_docker_runtime()->start(culprit, culprit_log.sink(), {});
  if (!second) FAIL(second.error().what);
  good_log.rest_of("listening on ");
  culprit_log.rest_of("listening on ");
  CHECK((*first)->address().host == (*second)->address().host);
  CHECK(ping_stage((*first)->address(), soon(), {}).ok());
  CHECK_FALSE((*first)->fallback_address());
  CHECK((*second)->fallback_address());
  (*first)->stop(kSoon, {});
  (*second)->stop(kSoon, {});
}

TEST_CASE("what a killed hoplens left is removed; a living one's and a stranger's is not") {
  const tests::TemporaryFolder folder;
  const auto living = Ownership::claim(folder.path());
  REQUIRE(living);
  DockerLabels dead = (*living)->labels();
  const auto gone = folder.path() / "hoplens-docker-dead";
  std::filesystem::create_directories(gone);
  std::ofstream(gone / "x.lock") << "";
  dead["hoplens.lock"] = (gone / "x.lock").string();
  dead[kOwnerLabel] = "dead-" + (*living)->owner();
  const auto make = [](DockerLabels labels) {
    return create_container(engine_client(),
                            {.image = test_image(), .command = {"serve"}, .labels = labels})
        .value();
  };
  const std::string of_the_dead = make(dead);
  const std::string of_the_living = make((*living)->labels());
  const std::string of_a_stranger = make({{"com.example", "1"}});
  DockerLabels elsewhere = dead;
  elsewhere["hoplens.host"] = "another machine";
  elsewhere[kOwnerLabel] = "elsewhere-" + (*living)->owner();
  const std::string of_another_machine = make(elsewhere);

  REQUIRE(remove_leftovers(engine_client(), whereabouts(), {}));
  CHECK_FALSE(inspect_container(engine_client(), of_the_dead));
  CHECK_FALSE(std::filesystem::exists(gone / "x.lock"));
  for (const std::string& id : {of_the_living, of_a_stranger, of_another_machine}) {
    CHECK(inspect_container(engine_client(), id));
    CHECK(remove_container(engine_client(), id));
  }
}

TEST_CASE("whether stages can be started is told at once and when it changes") {
  Recorder<RuntimeCondition> told;
  auto runtime = make_docker_runtime(docker_options());
  runtime->watch_condition([&told](const RuntimeCondition& now) { told.add(now); });
  CHECK(told.wait_for([](const RuntimeCondition& now) {
    return now.state == RuntimeCondition::State::Ready && !now.words.empty() &&
           now.where.ends_with("(DOCKER_HOST)");
  }));
  runtime->watch_condition(nullptr);
}
