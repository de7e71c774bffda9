#include "emulator/runtime/docker/docker_runtime.h"

#include <random>

#include "emulator/runtime/docker/docker_stage.h"
#include "emulator/runtime/docker/image_findings.h"
#include "emulator/runtime/docker/model_mounts.h"
#include "emulator/runtime/docker/stage_image.h"
#include "emulator/runtime/model_shelf.h"
#include "emulator/runtime/stage_environment.h"
#include "emulator/runtime/stage_paths.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

constexpr int kContainerPort = 8080;  // contract 2.7

fs::path temporary_folder() {
  std::error_code error;
  const fs::path folder = fs::temp_directory_path(error);
  return error ? fs::path("/tmp") : folder;
}

// "hoplens-model-3f2a91c0": people find it in docker ps.
std::string container_name(const StageLaunchPlan& plan) {
  char digits[9];
  std::snprintf(digits, sizeof digits, "%08x", std::random_device{}());
  return "hoplens-" + plan.container_name + "-" + digits;
}

// A number or "all", as it stands in the file.
std::string gpus_of(const StageLaunch& launch) {
  std::string gpus = launch.gpus.value_or("");
  std::erase(gpus, '"');
  return gpus == "0" ? "" : gpus;
}

Error cancelled(const StageLaunchPlan& plan) {
  return {ErrorCode::Cancelled, "The start of stage " + plan.container_name + " was given up", ""};
}

// Removes a container that never became a stage.
class Rollback {
 public:
  Rollback(const ReachedEngine& engine, std::string container)
      : engine_(engine), container_(std::move(container)) {}
  ~Rollback() {
    if (!container_.empty()) (void)remove_container(*engine_.client, container_);
  }
  Rollback(const Rollback&) = delete;
  Rollback& operator=(const Rollback&) = delete;
  void keep() { container_.clear(); }

 private:
  const ReachedEngine& engine_;
  std::string container_;
};

class DockerRuntime final : public Runtime {
 public:
  explicit DockerRuntime(DockerRuntimeOptions options)
      : surroundings_(options.surroundings),
        fetching_(std::move(options.fetching)),
        finder_(std::make_shared<EngineFinder>(options.surroundings, options.published_only)),
        networks_(std::move(options.pause_program)) {}

  ~DockerRuntime() override {
    // Whatever was left by a broken connection or a cancelled start goes now.
    if (!ownership_ || !last_engine_) return;
    if (!remove_all_of(*last_engine_->client, ownership_->owner())) ownership_->keep_file();
  }

  Result<std::unique_ptr<RunningStage>> start(const StageLaunchPlan& plan, StageNews news,
                                              std::stop_token cancel) override {
    auto engine = finder_->get(cancel);
    if (!engine) return fail(engine.error());
    auto stage = start_at(*engine, plan, news, cancel);
    if (!stage && stage.error().code == ErrorCode::IoFailed) look_after(*engine);
    return stage;
  }

  void watch_condition(ConditionWatch watch) override { finder_->watch(std::move(watch)); }

 private:
  // Was it the engine that failed?
  void look_after(const std::shared_ptr<const ReachedEngine>& engine) {
    const auto alive = engine->client->send({.path = "/_ping"});
    if (!alive) finder_->lost(engine, alive.error());
  }

  Result<std::unique_ptr<RunningStage>> start_at(const std::shared_ptr<const ReachedEngine>& engine,
                                                 const StageLaunchPlan& plan, const StageNews& news,
                                                 const std::stop_token& cancel) {
    auto ownership = own(engine);
    if (!ownership) return fail(ownership.error());
    auto image = stage_image(plan, *engine, surroundings_, news, cancel);
    if (!image) return fail(image.error());
    auto model = model_mounts(
        plan, news, [this] { return make_folder(); }, fetching_, cancel);
    if (!model) return fail(model.error());
    auto network = networks_.get(plan, engine, *ownership);
    if (!network) return fail(network.error());
    auto spec = spec_of(plan, image->name, *engine, **ownership, **network);
    if (!spec) return fail(spec.error());
    spec->mounts = model->mounts;
    if (cancel.stop_requested()) return fail(cancelled(plan));
    DockerStage::Parts parts{.finder = finder_,
                             .engine = engine,
                             .ownership = *ownership,
                             .network = std::move(*network),
                             .folder = std::move(model->folder),
                             .holds = std::move(model->holds),
                             .models = shelf_of(plan, model->models)};
    return run(plan, *spec, std::move(parts), news);
  }

  std::shared_ptr<ModelPlaces> shelf_of(const StageLaunchPlan& plan, const fs::path& root) const {
    if (!is_multi_model(plan)) return nullptr;
    return make_model_shelf(plan,
                            {.root = root, .seen_as = "/opt/ml/models", .fetching = fetching_});
  }

  // Neither creating nor starting is cancelled half-way: nobody would know what came of it.
  static Result<std::unique_ptr<RunningStage>> run(const StageLaunchPlan& plan,
                                                   const ContainerSpec& spec,
                                                   DockerStage::Parts parts,
                                                   const StageNews& news) {
    const ReachedEngine& engine = *parts.engine;
    auto id = create_container(*engine.client, spec);
    if (!id) return fail(id.error());
    Rollback rollback(engine, *id);
    if (auto started = start_container(*engine.client, *id); !started)
      return fail(cannot_start(plan, spec.image, started.error(), news));
    auto facts = inspect_container(*engine.client, *id);
    if (!facts) return fail(facts.error());
    auto log = ContainerLog::follow(engine.client, *id, plan.stage, news.log);
    if (!log) return fail(log.error());
    rollback.keep();
    parts.container = std::move(*id);
    parts.facts = std::move(*facts);
    parts.log = std::move(*log);
    return std::make_unique<DockerStage>(plan, std::move(parts), news.log);
  }

  static Error cannot_start(const StageLaunchPlan& plan, const std::string& image, Error why,
                            const StageNews& news) {
    auto finding = start_failure_finding(image, why.what);
    if (!finding) {
      why.next_step = "Try it by hand: docker run --rm " + image + " serve";
      why.what = "Stage " + plan.container_name + ": " + why.what;
      return why;
    }
    Error error{ErrorCode::LaunchFailed, finding->message, finding->fix};
    if (news.found) news.found(std::move(*finding));
    return error;
  }

  static Result<ContainerSpec> spec_of(const StageLaunchPlan& plan, const std::string& image,
                                       const ReachedEngine& engine, const Ownership& ownership,
                                       const StageNetwork& network) {
    const auto environment =
        stage_environment(plan, {.caller = caller_environment(), .container = true});
    if (!environment) return fail(environment.error());
    ContainerSpec spec{.name = container_name(plan),
                       .image = image,
                       // contract 2.1: CMD is replaced by the one word serve.
                       .command = plan.launch.command.value_or(std::vector<std::string>{"serve"}),
                       .labels = ownership.labels(),
                       .network = network.mode(),
                       .cpus = plan.launch.cpus.value_or(0),
                       .memory_bytes = plan.launch.memory_bytes.value_or(0),
                       .gpus = gpus_of(plan.launch)};
    for (const auto& [name, value] : *environment) spec.environment.push_back(name + "=" + value);
    if (network.shared()) return spec;    // it has the hostname and the ports of the owner
    spec.hostname = plan.container_name;  // contract 2.6
    if (!engine.by_address) {
      spec.exposed_ports = {plan.ports.bind_port};
      if (plan.ports.bind_port != kContainerPort) spec.exposed_ports.push_back(kContainerPort);
    }
    return spec;
  }

  Result<std::shared_ptr<Ownership>> own(const std::shared_ptr<const ReachedEngine>& engine) {
    const std::lock_guard lock(mutex_);
    last_engine_ = engine;
    if (!ownership_) {
      auto claimed = Ownership::claim(temporary_folder());
      if (!claimed) return fail(claimed.error());
      ownership_ = std::move(*claimed);
    }
    return ownership_;
  }

  Result<std::shared_ptr<StageFolder>> make_folder() {
    const std::lock_guard lock(mutex_);
    if (!folders_) {
      auto made = StageFolders::create(temporary_folder());
      if (!made) return fail(made.error());
      folders_ = std::move(*made);
    }
    auto folder = StageFolder::create(folders_);
    if (!folder) return fail(folder.error());
    return std::shared_ptr<StageFolder>(std::move(*folder));
  }

  const DockerSurroundings surroundings_;
  const FetchSurroundings fetching_;
  std::shared_ptr<EngineFinder> finder_;
  StageNetworks networks_;
  std::mutex mutex_;
  std::shared_ptr<Ownership> ownership_;
  std::shared_ptr<const ReachedEngine> last_engine_;
  std::shared_ptr<StageFolders> folders_;
};

}  // namespace

std::shared_ptr<Runtime> make_docker_runtime(DockerRuntimeOptions options) {
  return std::make_shared<DockerRuntime>(std::move(options));
}

}  // namespace emulator
