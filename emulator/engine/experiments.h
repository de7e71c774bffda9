#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>

#include "emulator/base/result.h"
#include "emulator/engine/invoker.h"
#include "emulator/model/experiment.h"
#include "emulator/trace/trace_store.h"

namespace emulator {

// Runs experiments, one at a time. The engine's thread.
class Experiments {
 public:
  struct World {
    std::function<InvocationId(InvokeOrder)> submit;
    std::function<void(InvocationId)> cancel;
  };
  explicit Experiments(World world) : world_(std::move(world)) {}

  // Takes the place of the last one, which is cancelled. `route`: today's.
  Result<void> start(Experiment experiment, const std::shared_ptr<const RoutePlan>& route,
                     const TraceView& trace);
  void cancel();
  void forget();
  // It is over, or could not be begun. False where it is none of this experiment's.
  bool ended(InvocationId invocation, const std::string& problem);

  // Null: none yet.
  const std::shared_ptr<const ExperimentView>& view();

 private:
  void proceed();
  void start_run(std::size_t at);
  void finish(std::size_t at, std::string problem);

  World world_;
  ExperimentView now_;                                    // number 0: none
  std::vector<std::shared_ptr<const RoutePlan>> routes_;  // of its orders
  std::vector<InvocationPtr> inputs_;                     // null: not in the trace
  std::map<InvocationId, std::size_t> running_;           // → position in now_.runs
  std::size_t next_ = 0;                                  // the first run that was not begun
  std::size_t finished_ = 0;
  std::uint64_t last_number_ = 0;
  bool changed_ = false;
  std::shared_ptr<const ExperimentView> view_;
};

}  // namespace emulator
