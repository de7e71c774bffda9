#include <algorithm>
#include <utility>

#include "emulator/engine/engine_state.h"
#include "emulator/engine/route.h"

// What front ends and the address get to see.
namespace emulator {
namespace {

// What the launch found out says the log again.
void add_untold(std::vector<Finding>& all, std::vector<Finding> told) {
  for (Finding& finding : told) {
    const bool known = std::ranges::any_of(all, [&finding](const Finding& other) {
      return other.id == finding.id && other.stage == finding.stage;
    });
    if (!known) all.push_back(std::move(finding));
  }
}

}  // namespace

void Engine::State::refresh_stages() {
  if (!stages_changed) return;
  stages_changed = false;
  stages =
      std::make_shared<const std::vector<StageStatus>>(statuses_of(*document.pipeline(), fleet));
  std::vector<Finding> all = document.findings();
  const std::vector<Finding> launch = fleet.findings(*document.pipeline());
  all.insert(all.end(), launch.begin(), launch.end());
  add_untold(all, log_findings.findings(*document.pipeline()));
  findings = std::make_shared<const std::vector<Finding>>(std::move(all));
  show_open();
}

ServiceState Engine::State::service() const {
  if (!document.is_open()) return ServiceState::Empty;
  return service_state(*document.pipeline(), *stages, fleet, debugger.rehearsals());
}

std::shared_ptr<const RoutePlan> Engine::State::make_plan() const {
  if (service() != ServiceState::InService) return nullptr;
  return route_plan(*document.pipeline(), *stages, document.revision(), debugger.rehearsals());
}

std::shared_ptr<const RoutePlan> Engine::State::make_plan_of(StageId stage) const {
  return stage_plan(*document.pipeline(), *stages, document.revision(), stage,
                    debugger.rehearsals());
}

// The address lists the open pipeline beside what was created over the wire.
void Engine::State::show_open() {
  const Pipeline& pipeline = *document.pipeline();
  open_pipeline->pipeline.set(document.pipeline());
  open_pipeline->report.set(
      std::make_shared<const HostedReport>(hosted_report(pipeline, *stages, service())));
  open_pipeline->plan.set(make_plan());
  address.show_open(document.is_open() ? hosting.open_pipeline(open_pipeline) : nullptr);
  address.set_open_images(image_map_of(pipeline));
}

// Once: it stays until the folder can be written again.
void Engine::State::tell_state_error(const AddressView* view) {
  const auto now = view != nullptr ? view->state_error : std::nullopt;
  if (now && now != state_error) note(*now);
  state_error = now;
}

void Engine::State::publish() {
  refresh_stages();
  auto next = std::make_shared<EngineSnapshot>();
  next->generation = ++generation;
  next->pipeline = document.pipeline();
  next->open = document.is_open();
  next->openings = document.openings();
  next->revision = document.revision();
  next->unsaved = document.unsaved();
  next->undo = document.undo_text();
  next->redo = document.redo_text();
  next->exported = exports.last();
  next->export_outdated = exports.outdated();
  next->docker = docker;
  next->service = service();
  next->stages = stages;
  next->findings = findings;
  next->trace = trace.view();
  next->logs = logs.view();
  next->debug = debugger.view();
  next->address = address.view(std::chrono::steady_clock::now());
  tell_state_error(next->address.get());
  next->hosted_pipelines = deployments.count();
  next->running_invocations = running.size();
  next->bodies = bodies.usage();
  next->notice = notice;
  snapshot.set(std::move(next));
  published_at = std::chrono::steady_clock::now();
  dirty = prompt = false;
  const std::lock_guard lock(wake_mutex);
  if (wake) wake();
}

}  // namespace emulator
