#include "emulator/engine/route.h"

namespace emulator {
namespace {

bool in_route(const Stage& stage) { return !stage.bypassed(); }

ExecutionMode mode_of(const Pipeline& pipeline) {
  const auto& config = pipeline.model.inference_execution_config;
  return config && config->mode == "Direct" ? ExecutionMode::Direct : ExecutionMode::Serial;
}

RehearsalPtr rehearsal_of(const Rehearsals& rehearsals, StageId stage) {
  const auto found = rehearsals.find(stage);
  return found == rehearsals.end() ? nullptr : found->second;
}

bool is_stood_in_for(const Rehearsals& rehearsals, StageId stage) {
  const RehearsalPtr rehearsal = rehearsal_of(rehearsals, stage);
  return rehearsal && rehearsal->stand_in.index() != 0;
}

bool can_be_called(StageState state) {
  return state == StageState::Ready || state == StageState::Failing || state == StageState::Exited;
}

RouteStage route_stage(const Pipeline& pipeline, std::size_t i, const StageStatus& status,
                       const Rehearsals& rehearsals) {
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
  out.rehearsal = rehearsal_of(rehearsals, stage.id);
  return out;
}

RoutePlan empty_plan(const Pipeline& pipeline, std::uint64_t revision) {
  RoutePlan route;
  route.revision = revision;
  route.model_name = pipeline.model.model_name;
  route.mode = mode_of(pipeline);
  route.profile = pipeline.local.profile;
  return route;
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
                           const Fleet& fleet, const Rehearsals& rehearsals) {
  if (!fleet.deployed()) return fleet.stopping() ? ServiceState::Stopping : ServiceState::Stopped;
  bool creating = false;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const Stage& stage = pipeline.stages[i];
    if (!in_route(stage) || is_stood_in_for(rehearsals, stage.id)) continue;
    const StageState state = statuses[i].state;
    if (state == StageState::Failed) return ServiceState::Failed;
    creating |=
        state == StageState::Starting || state == StageState::Idle || state == StageState::Stopping;
  }
  return creating ? ServiceState::Creating : ServiceState::InService;
}

std::shared_ptr<const RoutePlan> route_plan(const Pipeline& pipeline,
                                            const std::vector<StageStatus>& statuses,
                                            std::uint64_t revision, const Rehearsals& rehearsals) {
  auto route = std::make_shared<RoutePlan>(empty_plan(pipeline, revision));
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    if (in_route(pipeline.stages[i]))
      route->stages.push_back(route_stage(pipeline, i, statuses[i], rehearsals));
  if (route->stages.empty()) return nullptr;
  return route;
}

std::shared_ptr<const RoutePlan> stage_plan(const Pipeline& pipeline,
                                            const std::vector<StageStatus>& statuses,
                                            std::uint64_t revision, StageId stage,
                                            const Rehearsals& rehearsals) {
  const std::size_t at = index_of(pipeline, stage);
  if (at == pipeline.stages.size()) return nullptr;
  if (!can_be_called(statuses[at].state) && !is_stood_in_for(rehearsals, stage)) return nullptr;
  auto route = std::make_shared<RoutePlan>(empty_plan(pipeline, revision));
  route->mode = ExecutionMode::Serial;  // nobody has to name the only one
  route->stages.push_back(route_stage(pipeline, at, statuses[at], rehearsals));
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
