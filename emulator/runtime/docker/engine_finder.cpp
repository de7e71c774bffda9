#include "emulator/runtime/docker/engine_finder.h"

#include "emulator/docker/docker_endpoints.h"
#include "emulator/runtime/docker/this_machine.h"

namespace emulator {
namespace {

constexpr std::chrono::seconds kRetryPeriod{3};

// One address was named: its own error. Several usual ones: the first that is about more than
// nobody being there.
Error most_telling(const std::vector<DockerEndpoint>& tried, const std::vector<Error>& errors) {
  for (const Error& error : errors)
    if (error.code != ErrorCode::IoFailed) return error;
  return errors.size() == 1 ? errors.front() : no_docker_engine(tried);
}

Error elsewhere(const ReachedEngine& engine) {
  return {ErrorCode::Unsupported,
          "The Docker Engine at " + engine.client->endpoint().url() + " runs on another machine (" +
              engine.facts.name + "), which sees neither the model data here nor our loopback",
          "Use an engine on this machine: unset DOCKER_HOST, or docker context use default"};
}

// The default network goes by another name with Podman.
std::string default_network(const EngineFacts& facts) { return facts.podman ? "podman" : "bridge"; }

std::string where_words(const DockerEndpoint& endpoint) {
  return endpoint.url() + (endpoint.why.empty() ? "" : " (" + endpoint.why + ")");
}

RuntimeCondition condition_of(const ReachedEngine& engine) {
  const std::string name = engine.facts.podman ? "Podman " : "Docker ";
  return {.state = RuntimeCondition::State::Ready,
          .words = name + engine.client->engine_version(),
          .where = where_words(engine.client->endpoint())};
}

Result<std::shared_ptr<const ReachedEngine>> engine_at(const DockerEndpoint& endpoint,
                                                       bool published_only,
                                                       const std::stop_token& cancel) {
  auto client = DockerClient::connect(endpoint, cancel);
  if (!client) return fail(client.error());
  const auto facts = engine_facts(**client, cancel);
  if (!facts) return fail(facts.error());
  ReachedEngine engine{.client = std::move(*client), .facts = *facts};
  const bool here = is_this_machine(engine.facts.name, engine.facts.kernel);
  // A unix socket that leads elsewhere leads to a virtual machine of this one (Docker Desktop,
  // Colima), which shares folders and loopback with it.
  if (!here && !endpoint.is_unix()) return fail(elsewhere(engine));
  if (here && !engine.facts.rootless && !published_only) {
    const auto subnet = network_subnet(*engine.client, default_network(engine.facts), cancel);
    engine.by_address = subnet && has_address_in(*subnet);
  }
  return std::make_shared<const ReachedEngine>(std::move(engine));
}

}  // namespace

EngineFinder::EngineFinder(DockerSurroundings surroundings, bool published_only)
    : surroundings_(std::move(surroundings)),
      published_only_(published_only),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

EngineFinder::~EngineFinder() = default;

// Connects at once and whenever the engine was lost; sleeps while it is there.
void EngineFinder::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto engine = get(stop);
    if (engine) (void)remove_leftovers(*(*engine)->client, whereabouts(), stop);
    std::unique_lock lock(mutex_);
    if (engine)
      changed_.wait(lock, stop, [this] { return engine_ == nullptr; });
    else
      changed_.wait_for(lock, stop, kRetryPeriod, [this] { return engine_ != nullptr; });
  }
}

Result<std::shared_ptr<const ReachedEngine>> EngineFinder::get(const std::stop_token& cancel) {
  {
    const std::lock_guard lock(mutex_);
    if (engine_) return engine_;
  }
  const std::lock_guard one_at_a_time(connecting_);
  {
    const std::lock_guard lock(mutex_);
    if (engine_) return engine_;
  }
  return connect_and_tell(cancel);
}

Result<std::shared_ptr<const ReachedEngine>> EngineFinder::connect_and_tell(
    const std::stop_token& cancel) {
  auto engine = connect(cancel);
  if (!engine) {
    if (engine.error().code != ErrorCode::Cancelled)
      tell({.state = RuntimeCondition::State::Missing, .error = engine.error()});
    return engine;
  }
  {
    const std::lock_guard lock(mutex_);
    engine_ = *engine;
  }
  changed_.notify_all();
  tell(condition_of(**engine));
  return engine;
}

Result<std::shared_ptr<const ReachedEngine>> EngineFinder::connect(const std::stop_token& cancel) {
  const auto endpoints = docker_endpoints(surroundings_);
  if (!endpoints) return fail(endpoints.error());
  std::vector<Error> errors;
  for (const DockerEndpoint& endpoint : *endpoints) {
    auto engine = engine_at(endpoint, published_only_, cancel);
    if (engine || engine.error().code == ErrorCode::Cancelled) return engine;
    errors.push_back(engine.error());
  }
  return fail(most_telling(*endpoints, errors));
}

void EngineFinder::lost(const std::shared_ptr<const ReachedEngine>& engine, const Error& why) {
  {
    const std::lock_guard lock(mutex_);
    if (engine_ != engine) return;  // known already
    engine_ = nullptr;
  }
  tell({.state = RuntimeCondition::State::Missing, .error = why});
  changed_.notify_all();
}

void EngineFinder::tell(const RuntimeCondition& condition) {
  const std::lock_guard order(watch_mutex_);
  {
    const std::lock_guard lock(mutex_);
    if (condition_ == condition) return;
    condition_ = condition;
  }
  if (watch_) watch_(condition);
}

void EngineFinder::watch(Runtime::ConditionWatch watch) {
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
