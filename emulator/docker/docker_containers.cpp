#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

#include "emulator/docker/docker_api.h"
#include "emulator/docker/docker_json.h"
#include "emulator/docker/output_frames.h"

namespace emulator {
namespace {

using nlohmann::json;

// What a container wrote is kept by the engine for as long as it is there, but not without end.
constexpr const char* kLogBytes = "20m";

std::string at(const std::string& id, std::string_view rest) {
  return "/containers/" + escaped(id) + std::string(rest);
}

std::string port_key(int port) { return std::to_string(port) + "/tcp"; }

// A number or "all"; the engine counts -1 as all.
json gpus_json(const std::string& gpus) {
  int count = -1;
  std::from_chars(gpus.data(), gpus.data() + gpus.size(), count);
  return json::array(
      {{{"Driver", ""}, {"Count", count}, {"Capabilities", json::array({json::array({"gpu"})})}}});
}

json host_json(const ContainerSpec& spec) {
  json host{{"SecurityOpt", {"no-new-privileges"}},
            {"LogConfig",
             {{"Type", "json-file"}, {"Config", {{"max-size", kLogBytes}, {"max-file", "2"}}}}}};
  if (!spec.network.empty()) host["NetworkMode"] = spec.network;
  for (const int port : spec.exposed_ports)
    host["PortBindings"][port_key(port)] =
        json::array({{{"HostIp", "127.0.0.1"}, {"HostPort", ""}}});
  for (const DockerMount& mount : spec.mounts)
    host["Mounts"].push_back(
        {{"Type", "bind"}, {"Source", mount.source}, {"Target", mount.target}, {"ReadOnly", true}});
  if (spec.cpus > 0) host["NanoCpus"] = static_cast<std::int64_t>(spec.cpus * 1e9);
  if (spec.memory_bytes > 0) {
    host["Memory"] = spec.memory_bytes;
    host["MemorySwap"] = spec.memory_bytes;  // no swap on top: the limit is the limit
  }
  if (!spec.gpus.empty()) host["DeviceRequests"] = gpus_json(spec.gpus);
  return host;
}

json container_json(const ContainerSpec& spec) {
  json body{{"Image", spec.image},
            {"Env", spec.environment},
            {"Labels", spec.labels},
            {"HostConfig", host_json(spec)}};
  if (!spec.command.empty()) body["Cmd"] = spec.command;
  if (!spec.hostname.empty()) body["Hostname"] = spec.hostname;
  for (const int port : spec.exposed_ports) body["ExposedPorts"][port_key(port)] = json::object();
  return body;
}

std::map<int, int> host_ports_in(const json& settings) {
  std::map<int, int> ports;
  const json& all = member(settings, "Ports");
  if (!all.is_object()) return ports;
  for (const auto& [key, bindings] : all.items()) {
    if (!bindings.is_array() || bindings.empty()) continue;
    const std::string host = text_in(bindings.front(), "HostPort");
    int inside = 0;
    int outside = 0;
    std::from_chars(key.data(), key.data() + key.size(), inside);
    std::from_chars(host.data(), host.data() + host.size(), outside);
    if (inside > 0 && outside > 0) ports[inside] = outside;
  }
  return ports;
}

std::string address_in(const json& settings) {
  const json& networks = member(settings, "Networks");
  if (networks.is_object())
    for (const auto& [name, network] : networks.items())
      if (std::string address = text_in(network, "IPAddress"); !address.empty()) return address;
  return text_in(settings, "IPAddress");
}

}  // namespace

Result<std::string> create_container(const DockerClient& client, const ContainerSpec& spec,
                                     std::stop_token cancel) {
  const std::string name = spec.name.empty() ? "" : "?name=" + escaped(spec.name);
  const auto made = ask(
      client,
      {.method = "POST", .path = "/containers/create" + name, .body = dump(container_json(spec))},
      "create a container of " + spec.image, std::move(cancel));
  if (!made) return fail(made.error());
  return text_in(*made, "Id");
}

Result<void> start_container(const DockerClient& client, const std::string& id,
                             std::stop_token cancel) {
  const auto done = ask(client, {.method = "POST", .path = at(id, "/start")}, "start the container",
                        std::move(cancel));
  if (!done) return fail(done.error());
  return {};
}

Result<void> signal_container(const DockerClient& client, const std::string& id,
                              const std::string& signal) {
  const auto answer =
      client.send({.method = "POST", .path = at(id, "/kill?signal=" + escaped(signal))});
  if (!answer) return fail(answer.error());
  const bool over = answer->status == 404 || answer->status == 409;  // gone, or does not run
  if (!answer->well() && !over) return fail(engine_refusal(*answer, "signal the container"));
  return {};
}

Result<void> unpause_container(const DockerClient& client, const std::string& id) {
  const auto done =
      ask(client, {.method = "POST", .path = at(id, "/unpause")}, "resume the container");
  if (!done) return fail(done.error());
  return {};
}

Result<void> remove_container(const DockerClient& client, const std::string& id) {
  const auto answer = client.send({.method = "DELETE", .path = at(id, "?force=1&v=1")});
  if (!answer) return fail(answer.error());
  const bool over = answer->status == 404 || answer->status == 409;  // 409: it is being removed
  if (!answer->well() && !over) return fail(engine_refusal(*answer, "remove the container"));
  return {};
}

Result<ContainerFacts> inspect_container(const DockerClient& client, const std::string& id,
                                         std::stop_token cancel) {
  const auto document =
      ask(client, {.path = at(id, "/json")}, "inspect the container", std::move(cancel));
  if (!document) return fail(document.error());
  const json& state = member(*document, "State");
  const json& settings = member(*document, "NetworkSettings");
  return ContainerFacts{.running = flag_in(state, "Running"),
                        .paused = flag_in(state, "Paused"),
                        .oom_killed = flag_in(state, "OOMKilled"),
                        .exit_code = static_cast<int>(number_in(state, "ExitCode")),
                        .error = text_in(state, "Error"),
                        .pid = static_cast<int>(number_in(state, "Pid")),
                        .ip_address = address_in(settings),
                        .host_ports = host_ports_in(settings)};
}

Result<int> wait_container(const DockerClient& client, const std::string& id,
                           std::stop_token cancel) {
  const auto ended = ask(
      client, {.method = "POST", .path = at(id, "/wait"), .patience = std::chrono::milliseconds{0}},
      "wait for the container", std::move(cancel));
  if (!ended) return fail(ended.error());
  return static_cast<int>(number_in(*ended, "StatusCode"));
}

Result<std::vector<ListedContainer>> list_containers(const DockerClient& client,
                                                     const std::string& label,
                                                     std::stop_token cancel) {
  const json filters{{"label", json::array({label})}};
  const auto document =
      ask(client, {.path = "/containers/json?all=1&filters=" + escaped(dump(filters))},
          "list its containers", std::move(cancel));
  if (!document) return fail(document.error());
  std::vector<ListedContainer> containers;
  if (!document->is_array()) return containers;
  for (const json& item : *document) {
    ListedContainer container{.id = text_in(item, "Id")};
    const json& labels = member(item, "Labels");
    if (labels.is_object())
      for (const auto& [key, value] : labels.items())
        if (value.is_string()) container.labels[key] = value.get<std::string>();
    containers.push_back(std::move(container));
  }
  return containers;
}

Result<void> read_logs(const DockerClient& client, const std::string& id, LogPart part,
                       const TakeOutput& take, std::stop_token cancel) {
  constexpr std::array kParts{"&follow=1", "&follow=1&tail=0", ""};
  const std::string query =
      std::string("/logs?stdout=1&stderr=1") + kParts[static_cast<std::size_t>(part)];
  OutputFrames frames(take);
  const auto answer = client.stream(
      {.path = at(id, query), .patience = std::chrono::milliseconds{0}},
      [&frames](std::string_view bytes) {
        frames.feed(bytes);
        return true;
      },
      std::move(cancel));
  if (!answer) return fail(answer.error());
  if (!answer->well()) return fail(engine_refusal(*answer, "read the container's log"));
  return {};
}

Result<UsageSample> sample_usage(const DockerClient& client, const std::string& id,
                                 std::stop_token cancel) {
  const auto document = ask(client, {.path = at(id, "/stats?stream=0&one-shot=1")},
                            "read the container's meters", std::move(cancel));
  if (!document) return fail(document.error());
  const json& memory = member(*document, "memory_stats");
  const json& details = member(memory, "stats");
  const auto count = [](std::int64_t number) {
    return number < 0 ? 0 : static_cast<std::uint64_t>(number);
  };
  // The cache of files that were read counts as used, and is let go when memory is short.
  const std::int64_t cache = member(details, "total_inactive_file").is_number()
                                 ? number_in(details, "total_inactive_file")  // cgroup v1
                                 : number_in(details, "inactive_file");
  return UsageSample{.cpu_nanoseconds = count(number_in(
                         member(member(*document, "cpu_stats"), "cpu_usage"), "total_usage")),
                     .memory_bytes = count(number_in(memory, "usage") - cache),
                     .memory_limit = count(number_in(memory, "limit"))};
}

}  // namespace emulator
