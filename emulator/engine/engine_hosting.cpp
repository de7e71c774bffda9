#include "emulator/engine/engine_hosting.h"

#include <utility>

namespace emulator {
namespace {

class EngineHosted final : public HostedPipeline {
 public:
  using Release = std::function<void(std::uint64_t id)>;

  EngineHosted(HostedPipelineStatePtr state, Invoker& invoker, Release release)
      : state_(std::move(state)), invoker_(invoker), release_(std::move(release)) {}
  EngineHosted(const EngineHosted&) = delete;
  EngineHosted& operator=(const EngineHosted&) = delete;
  ~EngineHosted() override {
    if (release_) release_(state_->id);
  }

  std::shared_ptr<const Pipeline> pipeline() const override { return state_->pipeline.get(); }

  HostedReport report() const override {
    const auto report = state_->report.get();
    return report ? *report : HostedReport{.state = ServiceState::Creating, .containers = {}};
  }

  Result<InvocationPtr> invoke(InvokeCall call, HopTransport& transport,
                               std::stop_token stop) override {
    const auto plan = state_->plan.get();
    if (!plan)
      return fail(ErrorCode::LaunchFailed, "The pipeline is not in service",
                  "Deploy it and wait until every stage is ready");
    return invoker_.walk(plan, std::move(call), transport, std::move(stop));
  }

 private:
  HostedPipelineStatePtr state_;
  Invoker& invoker_;
  Release release_;
};

}  // namespace

EngineHosting::EngineHosting(Invoker& invoker, Orders orders)
    : invoker_(invoker), orders_(std::move(orders)) {}

HostedPipelinePtr EngineHosting::host(std::shared_ptr<const Pipeline> pipeline,
                                      std::function<void()> changed) {
  auto state = std::make_shared<HostedPipelineState>();
  state->id = ++last_id_;
  state->pipeline.set(std::move(pipeline));
  state->changed = std::move(changed);
  orders_.start(state);
  return std::make_shared<EngineHosted>(std::move(state), invoker_, orders_.release);
}

void EngineHosting::record(InvokeCall call, HttpResponse answer) {
  invoker_.record(std::move(call), std::move(answer));
}

HostedPipelinePtr EngineHosting::open_pipeline(HostedPipelineStatePtr state) {
  return std::make_shared<EngineHosted>(std::move(state), invoker_, nullptr);
}

}  // namespace emulator
