#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/docker/docker_client.h"

// The calls of the Engine API that are used here, as values; what Docker 20.10 (API 1.41) and
// Podman's compatible service both have. All may be called from any thread.
namespace emulator {

using DockerLabels = std::map<std::string, std::string>;

struct EngineFacts {
  std::string name;              // of its machine
  std::string kernel;            // "6.1.0-13-amd64"
  std::string operating_system;  // "Debian GNU/Linux 12 (bookworm)", "Docker Desktop"
  std::string architecture;      // as images name it: "amd64", "arm64"
  bool rootless = false;
  bool podman = false;
};
[[nodiscard]] Result<EngineFacts> engine_facts(const DockerClient&, std::stop_token = {});

struct ImageFacts {
  std::string id;            // "sha256:…"
  std::string architecture;  // "amd64"
  std::string os;
  std::vector<std::string> entrypoint;
  std::vector<std::string> command;
  std::vector<std::string> environment;  // NAME=value
  std::vector<std::string> volumes;
  DockerLabels labels;
};
// NotFound where no image of that name is here.
[[nodiscard]] Result<ImageFacts> inspect_image(const DockerClient&, const std::string& name,
                                               std::stop_token = {});

struct PullProgress {
  std::uint64_t done = 0;   // bytes, of the layers that are known so far
  std::uint64_t total = 0;  // 0: not known yet
  bool extracting = false;
};
// `name` must have a tag or a digest: without, it would mean every tag there is. `registry_auth`:
// the X-Registry-Auth header's value; empty: none.
[[nodiscard]] Result<void> pull_image(const DockerClient&, const std::string& name,
                                      const std::string& registry_auth,
                                      const std::function<void(const PullProgress&)>&,
                                      std::stop_token = {});
// Name of a local image from its id.
[[nodiscard]] Result<void> tag_image(const DockerClient&, const std::string& id,
                                     const std::string& name);
[[nodiscard]] Result<void> remove_image(const DockerClient&, const std::string& name);

struct DockerMount {
  std::string source;  // a folder on the engine's machine
  std::string target;
};

struct ContainerSpec {
  std::string name;  // empty: the engine finds one
  std::string image;
  std::vector<std::string> command;
  std::vector<std::string> environment;  // NAME=value
  DockerLabels labels;
  std::string hostname;             // empty: the engine's choice
  std::string network;              // name or id; "container:<id>" joins another one's
  std::vector<int> exposed_ports;   // published on 127.0.0.1, on ports the engine picks
  std::vector<DockerMount> mounts;  // all read-only
  double cpus = 0;                  // 0: no limit
  std::int64_t memory_bytes = 0;    // 0: no limit
  std::string gpus;                 // "", "all" or a number
};
// The id. NotFound where the image is not there.
[[nodiscard]] Result<std::string> create_container(const DockerClient&, const ContainerSpec&,
                                                   std::stop_token = {});
[[nodiscard]] Result<void> start_container(const DockerClient&, const std::string& id,
                                           std::stop_token = {});
// Sends a signal ("SIGTERM"). No error where it does not run any more.
[[nodiscard]] Result<void> signal_container(const DockerClient&, const std::string& id,
                                            const std::string& signal);
[[nodiscard]] Result<void> unpause_container(const DockerClient&, const std::string& id);
// Kills it if need be and removes it with its anonymous volumes. No error where it is gone.
[[nodiscard]] Result<void> remove_container(const DockerClient&, const std::string& id);

struct ContainerFacts {
  bool running = false;
  bool paused = false;
  bool oom_killed = false;
  int exit_code = 0;
  std::string error;              // why it could not be started
  int pid = 0;                    // on the engine's machine
  std::string ip_address;         // of its first network; "" where it has none of its own
  std::map<int, int> host_ports;  // exposed port → port on 127.0.0.1
};
// NotFound where it is gone.
[[nodiscard]] Result<ContainerFacts> inspect_container(const DockerClient&, const std::string& id,
                                                       std::stop_token = {});
// Returns when it does not run any more: its exit code. NotFound where it is gone.
[[nodiscard]] Result<int> wait_container(const DockerClient&, const std::string& id,
                                         std::stop_token);

struct ListedContainer {
  std::string id;
  DockerLabels labels;
};
// All with that label, running or not.
[[nodiscard]] Result<std::vector<ListedContainer>> list_containers(const DockerClient&,
                                                                   const std::string& label,
                                                                   std::stop_token = {});

// Which of its two outputs; pieces of lines, as they come.
using TakeOutput = std::function<void(bool is_stderr, std::string_view bytes)>;
enum class LogPart {
  FromStart,  // what it wrote and what it writes, until it ends
  OnlyNew,    // what it writes from now on, until it ends
  SoFar,      // what it wrote
};
[[nodiscard]] Result<void> read_logs(const DockerClient&, const std::string& id, LogPart part,
                                     const TakeOutput&, std::stop_token cancel);

// One reading of a container's meters.
struct UsageSample {
  std::uint64_t cpu_nanoseconds = 0;  // used since its start
  std::uint64_t memory_bytes = 0;     // without the file cache that can be let go
  std::uint64_t memory_limit = 0;
};
[[nodiscard]] Result<UsageSample> sample_usage(const DockerClient&, const std::string& id,
                                               std::stop_token = {});

struct NetworkSpec {
  std::string name;
  bool internal = false;  // reaches nothing outside
  DockerLabels labels;
};
[[nodiscard]] Result<std::string> create_network(const DockerClient&, const NetworkSpec&);
[[nodiscard]] Result<void> remove_network(const DockerClient&, const std::string& id);
// "172.17.0.0/16": the addresses that a network gives; "" where it says none.
[[nodiscard]] Result<std::string> network_subnet(const DockerClient&, const std::string& name,
                                                 std::stop_token = {});
[[nodiscard]] Result<std::vector<ListedContainer>> list_networks(const DockerClient&,
                                                                 const std::string& label,
                                                                 std::stop_token = {});

// Builds an image from a tar with the engine's classic builder. `line` gets what it says.
struct ClassicBuild {
  std::string tag;
  std::string dockerfile = "Dockerfile";
  DockerLabels labels;
};
[[nodiscard]] Result<void> build_image(const DockerClient&, const ClassicBuild&,
                                       std::function<Result<std::string>()> next_of_tar,
                                       const std::function<void(std::string)>& line,
                                       std::stop_token = {});

}  // namespace emulator
