#include "emulator/runtime/docker/stage_network.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "emulator/base/file_text.h"
#include "emulator/docker/small_tar.h"
#include "emulator/runtime/docker/this_machine.h"
#include "emulator/runtime/ports.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

constexpr int kContainerPort = 8080;  // contract 2.7

Error no_isolation(const ReachedEngine& engine) {
  return {ErrorCode::Unsupported,
          "EnableNetworkIsolation cannot be had at " + engine.client->endpoint().url() +
              ": its isolated networks have no address that this machine reaches",
          "Use a Docker Engine that runs on this machine itself, or set EnableNetworkIsolation to "
          "false while you try"};
}

// The image is named after its only program, so a newer hoplens makes a new one.
Result<std::string> pause_image(const ReachedEngine& engine, const fs::path& program) {
  const auto content = read_file_text(program);
  if (!content)
    return fail(ErrorCode::NotFound,
                "PortBinding strict needs the program " + program.string() + ", which is not there",
                "Install hoplens as a whole, or set the switch PortBinding to lenient");
  const std::string name =
      "hoplens/pause:" + std::to_string(std::hash<std::string_view>{}(*content));
  if (inspect_image(*engine.client, name)) return name;
  std::string tar = small_tar(
      {{"Dockerfile", "FROM scratch\nCOPY hoplens-pause /pause\nENTRYPOINT [\"/pause\"]\n"},
       {"hoplens-pause", *content, 0755}});
  const auto built = build_image(
      *engine.client, {.tag = name, .labels = {{"hoplens.image", "pause"}}},
      [&tar]() -> Result<std::string> { return std::exchange(tar, ""); }, nullptr);
  if (!built) return fail(built.error());
  return name;
}

// The shared namespace's owner publishes for all who may join it, where that is needed.
std::vector<int> ports_to_publish(const StageLaunchPlan& plan) {
  std::vector<int> ports{kContainerPort};
  for (int slot = 0; slot < kContainerSlots; ++slot)
    ports.push_back(container_ports(slot).bind_port);
  if (std::ranges::find(ports, plan.ports.bind_port) == ports.end())
    ports.push_back(plan.ports.bind_port);
  return ports;
}

Result<void> start_pause(StageNetwork::Parts& parts, const StageLaunchPlan& plan,
                         const fs::path& program, const std::string& name) {
  const auto image = pause_image(*parts.engine, program);
  if (!image) return fail(image.error());
  ContainerSpec spec{.name = "hoplens-pause-" + name,
                     .image = *image,
                     .labels = parts.ownership->labels(),
                     .network = parts.network};
  if (!parts.engine->by_address) spec.exposed_ports = ports_to_publish(plan);
  const auto id = create_container(*parts.engine->client, spec);
  if (!id) return fail(id.error());
  parts.pause = *id;
  if (auto started = start_container(*parts.engine->client, *id); !started) return started;
  auto facts = inspect_container(*parts.engine->client, *id);
  if (!facts) return fail(facts.error());
  parts.pause_facts = *facts;
  return {};
}

void remove(const StageNetwork::Parts& parts) {
  const DockerClient& client = *parts.engine->client;
  bool well = parts.pause.empty() || remove_container(client, parts.pause).has_value();
  if (!parts.network.empty()) well &= remove_network(client, parts.network).has_value();
  if (!well) parts.ownership->keep_file();
}

}  // namespace

StageNetwork::~StageNetwork() { remove(parts_); }

void StageNetwork::join(StageId stage, int bind_port) {
  const std::lock_guard lock(mutex_);
  members_[stage] = bind_port;
}

void StageNetwork::leave(StageId stage) {
  const std::lock_guard lock(mutex_);
  members_.erase(stage);
}

std::vector<int> StageNetwork::ports_of_others(StageId stage) const {
  std::vector<int> ports;
  const std::lock_guard lock(mutex_);
  for (const auto& [member, port] : members_)
    if (member != stage) ports.push_back(port);
  return ports;
}

Result<std::shared_ptr<StageNetwork>> StageNetworks::get(
    const StageLaunchPlan& plan, const std::shared_ptr<const ReachedEngine>& engine,
    const std::shared_ptr<Ownership>& ownership) {
  const bool strict = plan.port_binding == PortBinding::Strict && plan.in_pipeline;
  StageNetwork::Parts parts{.engine = engine, .ownership = ownership};
  if (!strict && !plan.network_isolation) return std::make_shared<StageNetwork>(std::move(parts));
  if (plan.network_isolation && !engine->by_address) return fail(no_isolation(*engine));

  const std::lock_guard lock(mutex_);
  std::erase_if(networks_, [](const auto& entry) { return entry.second.expired(); });
  const Key key{plan.group, plan.network_isolation, strict};
  if (auto there = networks_[key].lock()) return there;
  const std::string name = ownership->owner().substr(0, 8) + "-" + std::to_string(++made_);
  if (plan.network_isolation) {
    const auto network = create_network(
        *engine->client,
        {.name = "hoplens-isolated-" + name, .internal = true, .labels = ownership->labels()});
    if (!network) return fail(network.error());
    parts.network = *network;
    const auto subnet = network_subnet(*engine->client, *network);
    if (!subnet || !has_address_in(*subnet)) {  // Podman's have no gateway
      remove(parts);
      return fail(no_isolation(*engine));
    }
  }
  if (strict) {
    if (auto started = start_pause(parts, plan, pause_program_, name); !started) {
      remove(parts);
      return fail(started.error());
    }
  }
  auto made = std::make_shared<StageNetwork>(std::move(parts));
  networks_[key] = made;
  return made;
}

}  // namespace emulator
