#include "emulator/runtime/docker/docker_host.h"

#include "emulator/runtime/docker/this_machine.h"

namespace emulator {
namespace {

constexpr std::chrono::seconds kRetryPeriod{3};

Error nothing_to_try() {
  return {ErrorCode::NotFound, "There is no Docker Engine on this machine",
          "Install Docker or Podman and start it, or set DOCKER_HOST to an engine's address"};
}

// One address was named: its own error. Several usual ones: the first that is about more than
// nobody being there.
Error most_telling(const std::vector<Error>& errors) {
  for (const Error& error : errors)
    if (error.code != ErrorCode::IoFailed) return error;
  return errors.empty() ? nothing_to_try() : errors.front();
}

Error elsewhere(const DockerHost& host) {
  return {ErrorCode::Unsupported,
          "The Docker Engine at " + host.client->endpoint().url() + " runs on another machine (" +
              host.facts.name + "), which sees neither the model data here nor our loopback",
          "Use an engine on this machine: unset DOCKER_HOST, or docker context use default"};
}

// The default network goes by another name with Podman.
std::string default_network(const EngineFacts& facts) { return facts.podman ? "podman" : "bridge"; }

std::string where_words(const DockerEndpoint& endpoint) {
  return endpoint.url() + (endpoint.why.empty() ? "" : " (" + endpoint.why + ")");
}

RuntimeCondition condition_of(const DockerHost& host) {
  const std::string name = host.facts.podman ? "Podman " : "Docker ";
  return {.state = RuntimeCondition::State::Ready,
          .words = name + host.client->engine_version(),
          .where = where_words(host.client->endpoint())};
}

Result<std::shared_ptr<const DockerHost>> host_at(const DockerEndpoint& endpoint,
                                                  const std::stop_token& cancel) {
  auto client = DockerClient::connect(endpoint, cancel);
  if (!client) return fail(client.error());
  const auto facts = engine_facts(**client, cancel);
  if (!facts) return fail(facts.error());
  DockerHost host{.client = std::move(*client), .facts = *facts};
  const bool here = is_this_machine(host.facts.name, host.facts.kernel);
  // A unix socket that leads elsewhere leads to a virtual machine of this one (Docker Desktop,
  // Colima), which shares folders and loopback with it.
  if (!here && !endpoint.is_unix()) return fail(elsewhere(host));
  if (here && !host.facts.rootless) {
    const auto gateway = network_gateway(*host.client, default_network(host.facts), cancel);
    host.by_address = gateway && has_address(*gateway);
  }
  return std::make_shared<const DockerHost>(std::move(host));
}

}  // namespace

DockerHosts::DockerHosts(Endpoints endpoints)
    : endpoints_(std::move(endpoints)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

DockerHosts::~DockerHosts() = default;

// Connects at once and whenever the engine was lost; sleeps while it is there.
void DockerHosts::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto host = get(stop);
    if (host) (void)remove_leftovers(*(*host)->client, whereabouts(), stop);
    std::unique_lock lock(mutex_);
    if (host)
      changed_.wait(lock, stop, [this] { return host_ == nullptr; });
    else
      changed_.wait_for(lock, stop, kRetryPeriod, [this] { return host_ != nullptr; });
  }
}

Result<std::shared_ptr<const DockerHost>> DockerHosts::get(const std::stop_token& cancel) {
  {
    const std::lock_guard lock(mutex_);
    if (host_) return host_;
  }
  const std::lock_guard one_at_a_time(connecting_);
  {
    const std::lock_guard lock(mutex_);
    if (host_) return host_;
  }
  return connect_and_tell(cancel);
}

Result<std::shared_ptr<const DockerHost>> DockerHosts::connect_and_tell(
    const std::stop_token& cancel) {
  auto host = connect(cancel);
  if (!host) {
    if (host.error().code != ErrorCode::Cancelled)
      tell({.state = RuntimeCondition::State::Missing, .error = host.error()});
    return host;
  }
  {
    const std::lock_guard lock(mutex_);
    host_ = *host;
  }
  changed_.notify_all();
  tell(condition_of(**host));
  return host;
}

Result<std::shared_ptr<const DockerHost>> DockerHosts::connect(const std::stop_token& cancel) {
  const auto endpoints = endpoints_();
  if (!endpoints) return fail(endpoints.error());
  std::vector<Error> errors;
  for (const DockerEndpoint& endpoint : *endpoints) {
    auto host = host_at(endpoint, cancel);
    if (host || host.error().code == ErrorCode::Cancelled) return host;
    errors.push_back(host.error());
  }
  return fail(most_telling(errors));
}

void DockerHosts::lost(const std::shared_ptr<const DockerHost>& host, const Error& why) {
  {
    const std::lock_guard lock(mutex_);
    if (host_ != host) return;  // known already
    host_ = nullptr;
  }
  tell({.state = RuntimeCondition::State::Missing, .error = why});
  changed_.notify_all();
}

void DockerHosts::tell(RuntimeCondition condition) {
  const std::lock_guard order(watch_mutex_);
  {
    const std::lock_guard lock(mutex_);
    if (condition_ == condition) return;
    condition_ = condition;
  }
  if (watch_) watch_(condition);
}

void DockerHosts::watch(Runtime::ConditionWatch watch) {
  const std::lock_guard order(watch_mutex_);
  watch_ = std::move(watch);
  if (!watch_) return;
  RuntimeCondition now;
  {
    const std::lock_guard lock(mutex_);
    now = condition_;
  }
  watch_(now);
}

}  // namespace emulator
