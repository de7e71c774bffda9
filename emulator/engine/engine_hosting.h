#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "emulator/api/hosting.h"
#include "emulator/base/published.h"
#include "emulator/engine/invoker.h"
#include "emulator/serving/run_pipeline.h"

namespace emulator {

// What the engine's thread writes about a pipeline that the address may call, and any thread reads.
struct HostedPipelineState {
  std::uint64_t id = 0;
  Published<Pipeline> pipeline;
  Published<HostedReport> report;
  Published<RoutePlan> plan;  // null while it is not in service
  std::function<void()> changed;
};
using HostedPipelineStatePtr = std::shared_ptr<HostedPipelineState>;

// The engine as the address sees it. Safe from any thread.
class EngineHosting final : public Hosting {
 public:
  // Hand over to the engine's thread; called from any.
  struct Orders {
    std::function<void(HostedPipelineStatePtr)> start;
    std::function<void(std::uint64_t id)> release;
  };

  EngineHosting(Invoker& invoker, Orders orders);

  HostedPipelinePtr host(std::shared_ptr<const Pipeline> pipeline,
                         std::function<void()> changed) override;
  void record(InvokeCall call, HttpResponse answer) override;

  // The pipeline that is open: its stages are not the address's to stop.
  HostedPipelinePtr open_pipeline(HostedPipelineStatePtr state);

 private:
  Invoker& invoker_;
  Orders orders_;
  std::atomic<std::uint64_t> last_id_{0};
};

}  // namespace emulator
