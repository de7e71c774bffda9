#include "emulator/engine/deployments.h"

#include <algorithm>
#include <utility>

#include "emulator/engine/route.h"

namespace emulator {

Deployments::Deployments(RuntimeSet runtimes, Report report, LogSink log)
    : runtimes_(std::move(runtimes)), report_(std::move(report)), log_(std::move(log)) {}

void Deployments::start(HostedPipelineStatePtr wanted) {
  const std::uint64_t id = wanted->id;
  Running& running = running_[id];
  running.shared = std::move(wanted);
  running.fleet = std::make_unique<Fleet>(
      runtimes_, [this, id](const StageStatus& status) { report_(id, status); }, log_);
  running.fleet->deploy(*running.shared->pipeline.get());
  refresh(running);
}

void Deployments::release(std::uint64_t id) {
  const auto found = running_.find(id);
  if (found == running_.end()) return;
  found->second.released = true;
  found->second.shared->plan.set(nullptr);
  found->second.fleet->stop();
}

void Deployments::take(std::uint64_t id, const StageStatus& status) {
  const auto found = running_.find(id);
  if (found == running_.end()) return;
  found->second.fleet->take(status);
  if (!found->second.released) refresh(found->second);
}

void Deployments::settle() {
  for (auto& [id, running] : running_)
    if (running.fleet->stopping()) running.fleet->settle(*running.shared->pipeline.get());
  std::erase_if(running_, [](const auto& entry) {
    return entry.second.released && !entry.second.fleet->stopping();
  });
}

void Deployments::kill() {
  for (auto& [id, running] : running_) running.fleet->kill();
}

bool Deployments::stopping() const {
  return std::ranges::any_of(running_, [](const auto& entry) {
    return entry.second.released || entry.second.fleet->stopping();
  });
}

void Deployments::refresh(Running& running) {
  HostedPipelineState& shared = *running.shared;
  const auto pipeline = shared.pipeline.get();
  std::vector<StageStatus> statuses = statuses_of(*pipeline, *running.fleet);
  const ServiceState state = service_state(*pipeline, statuses, *running.fleet);
  shared.plan.set(state == ServiceState::InService ? route_plan(*pipeline, statuses, 1) : nullptr);
  shared.report.set(
      std::make_shared<const HostedReport>(hosted_report(*pipeline, std::move(statuses), state)));
  if (shared.changed) shared.changed();
}

}  // namespace emulator
