#include "tests/emulator/containers/docker_world.h"

#include <array>
#include <cstdlib>
#include <random>
#include <utility>

#include <nlohmann/json.hpp>

#include "emulator/base/file_text.h"
#include "emulator/docker/small_tar.h"
#include "emulator/runtime/docker/ownership.h"
#include "emulator/runtime/guardian/executable_path.h"
#include "emulator/runtime/ports.h"

namespace emulator::test {
namespace {

constexpr std::string_view kUnix = "unix://";

std::filesystem::path program(const char* name) { return executable_folder() / name; }

std::string dockerfile(const ImageWish& wish) {
  std::string text = "FROM scratch\n";
  if (wish.label) text += "LABEL com.amazonaws.sagemaker.capabilities.accept-bind-to-port=true\n";
  text += "COPY runtime_test_stage /\n";
  if (!wish.entrypoint.empty())
    text += "ENTRYPOINT " + nlohmann::json(wish.entrypoint).dump() + "\n";
  return text;
}

// An address that is free again is soon another container's, perhaps one of a test that runs beside
// this one: it must not answer in our stage's place.
int unlikely_port() {
  constexpr int kFirst = 45'000, kCount = 15'000;
  return kFirst + static_cast<int>(std::random_device{}() % kCount);
}

std::array<std::shared_ptr<Runtime>, 2>& shared_runtimes() {
  static std::array<std::shared_ptr<Runtime>, 2> runtimes;
  return runtimes;
}

}  // namespace

DockerEndpoint engine_endpoint() {
  const char* const url = std::getenv("HOPLENS_TEST_DOCKER");
  if (url == nullptr || !std::string_view(url).starts_with(kUnix))
    SKIP("HOPLENS_TEST_DOCKER names no Docker Engine on a unix socket; tests/run.sh starts one");
  return {.socket = std::string_view(url).substr(kUnix.size()), .why = "HOPLENS_TEST_DOCKER"};
}

const DockerClient& engine_client() {
  static const std::shared_ptr<DockerClient> client = [] {
    auto connected = DockerClient::connect(engine_endpoint());
    if (!connected) FAIL(connected.error().what);
    return *connected;
  }();
  return *client;
}

DockerRuntimeOptions docker_options() {
  DockerSurroundings surroundings;
  surroundings.environment =
      [url = engine_endpoint().url()](const std::string& name) -> std::optional<std::string> {
    if (name == "DOCKER_HOST") return url;
    return std::nullopt;
  };
  return {.surroundings = surroundings,
          .fetching = fetch_surroundings(),
          .pause_program = std::filesystem::path(HOPLENS_BINARY_DIR) / "hoplens-pause"};
}

std::shared_ptr<Runtime> shared_docker_runtime(bool published_only) {
  std::shared_ptr<Runtime>& runtime = shared_runtimes()[published_only ? 1 : 0];
  if (!runtime) {
    DockerRuntimeOptions options = docker_options();
    options.published_only = published_only;
    runtime = make_docker_runtime(std::move(options));
  }
  return runtime;
}

void end_shared_runtimes() { shared_runtimes().fill(nullptr); }

std::string test_image(const ImageWish& wish) {
  const auto stage = read_file_text(program("runtime_test_stage"));
  REQUIRE(stage);
  const std::string recipe = dockerfile(wish);
  const std::string name =
      "hoplens-test/stage:" + std::to_string(std::hash<std::string>{}(recipe + *stage));
  if (inspect_image(engine_client(), name)) return name;
  std::string tar = small_tar({{"Dockerfile", recipe}, {"runtime_test_stage", *stage, 0755}});
  const auto built = build_image(
      engine_client(), {.tag = name},
      [&tar]() -> Result<std::string> { return std::exchange(tar, ""); }, nullptr);
  if (!built) FAIL(built.error().what);
  return name;
}

StageLaunchPlan container_plan(std::vector<std::string> words) {
  static int slot = 0;
  StageLaunchPlan plan;
  plan.stage = new_stage_id();
  plan.container_name = "model";
  plan.container.image = test_image();
  plan.launch.runtime = RuntimeKind::Docker;
  plan.launch.command = std::move(words);
  plan.folder = std::filesystem::temp_directory_path();
  plan.ports = container_ports(slot++ % kContainerSlots, unlikely_port());
  plan.in_pipeline = true;
  return plan;
}

RuntimeUnderTest containers() { return {shared_docker_runtime(), container_plan}; }

std::vector<ListedContainer> containers_of(const std::string& owner) {
  const auto found = list_containers(engine_client(), std::string(kOwnerLabel) + "=" + owner);
  REQUIRE(found);
  return *found;
}

}  // namespace emulator::test
