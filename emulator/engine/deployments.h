#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include "emulator/engine/engine_hosting.h"
#include "emulator/engine/fleet.h"

namespace emulator {

// The pipelines that run beside the open one, for endpoints of the SageMaker address. One thread
// (the engine's); `report` and `log` are called from the stages' own threads and hand over to it.
class Deployments {
 public:
  using Report = std::function<void(std::uint64_t id, const StageStatus&)>;

  Deployments(RuntimeSet runtimes, Report report, LogSink log);

  void start(HostedPipelineStatePtr wanted);
  void release(std::uint64_t id);  // stops its stages in good order
  void take(std::uint64_t id, const StageStatus& status);
  void settle();  // forgets those whose stages have stopped
  void kill();    // no more patience

  bool stopping() const;
  std::size_t count() const { return running_.size(); }  // those that stop included

 private:
  struct Running {
    HostedPipelineStatePtr shared;
    std::unique_ptr<Fleet> fleet;
    bool released = false;
  };
  static void refresh(Running& running);

  RuntimeSet runtimes_;
  Report report_;
  LogSink log_;
  std::map<std::uint64_t, Running> running_;
};

}  // namespace emulator
