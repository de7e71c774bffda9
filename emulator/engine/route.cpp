#include "emulator/engine/route.h"

namespace emulator {
namespace {

bool in_route(const Stage& stage) { return !stage.bypassed(); }

ExecutionMode mode_of(const Pipeline& pipeline) {
  const auto& config = pipeline.model.inference_execution_config;
  return config && config->mode == "Direct" ? ExecutionMode::Direct : ExecutionMode::Serial;
}

RouteStage route_stage(const Pipeline& pipeline, std::size_t i, const StageStatus& status) {
  const Stage& stage = pipeline.stages[i];
  RouteStage out;
  out.stage = stage.id;
  out.container_hostname = container_name(pipeline, i);
  out.runtime = to_text(stage.runtime());
  out.address = status.address;
  out.ended = status.state == StageState::Exited ? status.cause : "";
  out.image = stage.container.image.value_or("");
  out.multi_model = stage.container.mode == "MultiModel";
  out.models = status.models;
  return out;
}

}  // namespace

std::vector<StageStatus> statuses_of(const Pipeline& pipeline, const Fleet& fleet) {
  std::vector<StageStatus> out;
  out.reserve(pipeline.stages.size());
  for (const Stage& stage : pipeline.stages) {
    out.push_back(fleet.status_of(stage.id));
    out.back().outdated = fleet.is_outdated(stage);
  }
  return out;
}

ServiceState service_state(const Pipeline& pipeline, const std::vector<StageStatus>& statuses,
                           const Fleet& fleet) {
  if (!fleet.deployed()) return fleet.stopping() ? ServiceState::Stopping : ServiceState::Stopped;
  bool creating = false;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    if (!in_route(pipeline.stages[i])) continue;
    const StageState state = statuses[i].state;
    if (state == StageState::Failed) return ServiceState::Failed;
    creating |=
        state == StageState::Starting || state == StageState::Idle || state == StageState::Stopping;
  }
  return creating ? ServiceState::Creating : ServiceState::InService;
}

std::shared_ptr<const RoutePlan> route_plan(const Pipeline& pipeline,
                                            const std::vector<StageStatus>& statuses,
                                            std::uint64_t revision) {
  auto route = std::make_shared<RoutePlan>();
  route->revision = revision;
  route->model_name = pipeline.model.model_name;
  route->mode = mode_of(pipeline);
  route->profile = pipeline.local.profile;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    if (in_route(pipeline.stages[i]))
      route->stages.push_back(route_stage(pipeline, i, statuses[i]));
  if (route->stages.empty()) return nullptr;
  return route;
}

HostedReport hosted_report(const Pipeline& pipeline, std::vector<StageStatus> statuses,
                           ServiceState state) {
  HostedReport report;
  report.state = state;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    if (!in_route(pipeline.stages[i])) continue;
    report.containers.push_back({container_name(pipeline, i),
                                 std::string(to_text(pipeline.stages[i].runtime())),
                                 std::move(statuses[i])});
  }
  return report;
}

}  // namespace emulator
