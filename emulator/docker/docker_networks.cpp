#include <nlohmann/json.hpp>

#include "emulator/docker/docker_api.h"
#include "emulator/docker/docker_json.h"

namespace emulator {

using nlohmann::json;

Result<EngineFacts> engine_facts(const DockerClient& client, std::stop_token cancel) {
  const auto document = ask(client, {.path = "/info"}, "tell about itself", std::move(cancel));
  if (!document) return fail(document.error());
  EngineFacts facts{.name = text_in(*document, "Name"),
                    .kernel = text_in(*document, "KernelVersion"),
                    .operating_system = text_in(*document, "OperatingSystem"),
                    .architecture = text_in(*document, "Architecture")};
  if (facts.architecture == "x86_64") facts.architecture = "amd64";
  if (facts.architecture == "aarch64") facts.architecture = "arm64";
  for (const std::string& option : texts_in(*document, "SecurityOptions"))
    facts.rootless |= option.find("name=rootless") != option.npos;
  // Podman's service fills in its own build's name where Docker says nothing.
  facts.podman = member(*document, "BuildahVersion").is_string() ||
                 text_in(*document, "InitBinary").find("catatonit") != std::string::npos;
  return facts;
}

Result<std::string> create_network(const DockerClient& client, const NetworkSpec& spec) {
  const json body{{"Name", spec.name},
                  {"Driver", "bridge"},
                  {"Internal", spec.internal},
                  {"CheckDuplicate", true},
                  {"Labels", spec.labels}};
  const auto made = ask(client, {.method = "POST", .path = "/networks/create", .body = dump(body)},
                        "make a network");
  if (!made) return fail(made.error());
  return text_in(*made, "Id");
}

Result<void> remove_network(const DockerClient& client, const std::string& id) {
  const auto done =
      ask(client, {.method = "DELETE", .path = "/networks/" + escaped(id)}, "remove a network");
  if (!done && done.error().code != ErrorCode::NotFound) return fail(done.error());
  return {};
}

Result<std::string> network_subnet(const DockerClient& client, const std::string& name,
                                    std::stop_token cancel) {
  const auto document = ask(client, {.path = "/networks/" + escaped(name)},
                            "inspect the network " + name, std::move(cancel));
  if (!document) return fail(document.error());
  const json& ranges = member(member(*document, "IPAM"), "Config");
  if (!ranges.is_array()) return std::string{};
  for (const json& range : ranges)
    if (const std::string subnet = text_in(range, "Subnet"); !subnet.empty()) return subnet;
  return std::string{};
}

Result<std::vector<ListedContainer>> list_networks(const DockerClient& client,
                                                   const std::string& label,
                                                   std::stop_token cancel) {
  const json filters{{"label", json::array({label})}};
  const auto document = ask(client, {.path = "/networks?filters=" + escaped(dump(filters))},
                            "list its networks", std::move(cancel));
  if (!document) return fail(document.error());
  std::vector<ListedContainer> networks;
  if (!document->is_array()) return networks;
  for (const json& item : *document) {
    ListedContainer network{.id = text_in(item, "Id")};
    for (const auto& [key, value] : member(item, "Labels").items())
      if (value.is_string()) network.labels[key] = value.get<std::string>();
    networks.push_back(std::move(network));
  }
  return networks;
}

}  // namespace emulator
