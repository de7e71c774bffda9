#include "emulator/docker/docker_api.h"
#include "tests/fuzz/support/canned_docker.h"
#include "tests/fuzz/support/fuzz.h"

// A Docker Engine's answers, to each of the calls that read one.
namespace fuzz {
namespace {

void ask_all(const emulator::DockerClient& client) {
  (void)emulator::engine_facts(client);
  (void)emulator::inspect_image(client, "image");
  (void)emulator::create_container(client, {.name = "name", .image = "image"});
  (void)emulator::inspect_container(client, "id");
  (void)emulator::wait_container(client, "id", {});
  (void)emulator::list_containers(client, "label");
  (void)emulator::sample_usage(client, "id");
  (void)emulator::create_network(client, {.name = "name"});
  (void)emulator::network_subnet(client, "name");
  (void)emulator::list_networks(client, "label");
}

void stream_all(const emulator::DockerClient& client) {
  (void)emulator::pull_image(client, "image:tag", "", [](const emulator::PullProgress&) {});
  const auto no_tar = []() -> emulator::Result<std::string> { return std::string(); };
  (void)emulator::build_image(client, {.tag = "tag"}, no_tar, [](const std::string&) {});
  (void)emulator::read_logs(client, "id", emulator::LogPart::SoFar, [](bool, std::string_view) {},
                            {});
}

}  // namespace

void try_input(std::string_view input) {
  static const auto client = canned_docker();
  canned_answer() = {200, std::string(input)};
  ask_all(*client);
  stream_all(*client);
  canned_answer().status = 404;
  promise(!emulator::inspect_image(*client, "image"), "a refusal is an error");
}

}  // namespace fuzz
