#pragma once

#include <map>
#include <memory>
#include <vector>

#include "emulator/model/finding.h"
#include "emulator/model/pipeline.h"
#include "emulator/runtime/stage_supervisor.h"

namespace emulator {

struct RuntimeSet {
  std::shared_ptr<Runtime> process;
  std::shared_ptr<Runtime> docker;
  std::shared_ptr<Runtime> url;
  const std::shared_ptr<Runtime>& of(RuntimeKind kind) const;
};

// The started stages of the open pipeline. Belongs to one thread (the engine's); `report` and
// `log` are called from the stages' own threads and hand over to it.
class Fleet {
 public:
  Fleet(RuntimeSet runtimes, StageSupervisor::Report report, LogSink log);
  // Stops every stage and waits for it.
  ~Fleet();
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;

  // Starts what is not running and not bypassed, side by side, and anew what is outdated. Failures
  // become statuses.
  void deploy(const Pipeline& pipeline);
  // After an edit: stops stages that are gone, starts new ones. Nothing when not deployed.
  void follow(const Pipeline& pipeline);
  void restart(const Pipeline& pipeline, StageId stage);
  void stop();    // asks every stage to stop; returns at once
  void kill();    // no more patience
  void forget();  // stop() and drop all statuses: another pipeline is being opened

  // /ping of these stages is taken to answer so, whatever it does answer.
  void pretend_pings(std::map<StageId, int> statuses);

  // A supervisor's report, on the owner's thread.
  void take(const StageStatus& status);
  // Lets go of supervisors that have finished, starts those whose restart waited for it.
  void settle(const Pipeline& pipeline);

  bool deployed() const { return deployed_; }
  bool stopping() const { return !retiring_.empty(); }
  StageStatus status_of(StageId stage) const;
  // It runs, but not as the pipeline defines it by now.
  bool is_outdated(const Stage& stage) const;
  // Findings that only a launch can tell: D02 and stages that failed.
  std::vector<Finding> findings(const Pipeline& pipeline) const;

 private:
  struct Running {
    std::unique_ptr<StageSupervisor> supervisor;
    Stage launched_as;
    PortLease ports;
  };
  struct Retiring {
    StageId stage;
    std::unique_ptr<StageSupervisor> supervisor;
    PortLease ports;
  };

  int pretended_ping(StageId stage) const;
  bool known(StageId stage) const;  // has a supervisor, running or stopping
  bool retiring(StageId stage) const;
  void start_missing(const Pipeline& pipeline);
  void start_on_ports(const Pipeline& pipeline, std::vector<std::size_t> which,
                      std::vector<int> fixed);
  void start(const Pipeline& pipeline, std::size_t index, const PortLease& ports);
  PortLease ports_of_container(const Pipeline& pipeline, const Stage& stage) const;
  void retire(StageId stage);
  void fail_stage(StageId stage, Error error);

  RuntimeSet runtimes_;
  StageSupervisor::Report report_;
  LogSink log_;
  std::map<StageId, Running> running_;
  std::map<StageId, StageStatus> statuses_;
  std::vector<Retiring> retiring_;
  std::map<StageId, int> pretended_pings_;
  bool deployed_ = false;
  std::uint64_t group_;  // of its stages, unlike any other pipeline's
};

}  // namespace emulator
