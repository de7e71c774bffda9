#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "emulator/runtime/docker/container_log.h"
#include "emulator/runtime/docker/engine_finder.h"
#include "emulator/runtime/docker/stage_network.h"
#include "emulator/runtime/stage_folder.h"

namespace emulator {

// A started container. Its thread waits for its end.
class DockerStage final : public RunningStage {
 public:
  struct Parts {
    std::shared_ptr<EngineFinder> finder;
    std::shared_ptr<const ReachedEngine> engine;
    std::shared_ptr<Ownership> ownership;
    std::shared_ptr<StageNetwork> network;
    std::shared_ptr<StageFolder> folder;             // its unpacked model data; may be null
    std::vector<std::shared_ptr<const void>> holds;  // of its fetched model data
    std::shared_ptr<ModelPlaces> models;             // of a MultiModel container
    std::string container;                           // id
    ContainerFacts facts;                            // just after its start
    std::unique_ptr<ContainerLog> log;
  };
  DockerStage(StageLaunchPlan plan, Parts parts, LogSink log);
  ~DockerStage() override;

  StageAddress address() const override { return address_of(plan_.ports.bind_port); }
  std::optional<StageAddress> fallback_address() override;
  std::string describe() const override;
  std::optional<StageUsage> usage() override;
  std::shared_ptr<ModelPlaces> model_places() const override { return parts_.models; }
  std::string ailment() override;
  std::optional<StageExit> exited() override;
  bool wait_exit(SteadyTime deadline, std::stop_token wake) override;
  void stop(Nanoseconds grace, std::stop_token kill_now) override;

 private:
  const DockerClient& client() const { return *parts_.engine->client; }
  StageAddress address_of(int port) const;
  bool is_culprit_on(int port) const;
  void watch(const std::stop_token& stop);
  Result<ContainerFacts> facts_after_end(bool may_be_removed) const;
  void ended(std::optional<int> code, const std::string& how);
  void end_it(Nanoseconds grace, const std::stop_token& kill_now);
  void remove();
  void say(std::string text);

  StageLaunchPlan plan_;
  Parts parts_;
  LogSink log_;
  std::optional<UsageSample> last_sample_;
  SteadyTime last_sample_at_{};
  bool removed_ = false;
  std::atomic<bool> stopping_ = false;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<StageExit> exit_;
  std::jthread watcher_;  // last: joined before anything above goes
};

}  // namespace emulator
