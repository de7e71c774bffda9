#include "emulator/engine/experiments.h"

#include <algorithm>
#include <utility>

namespace emulator {
namespace {

constexpr std::size_t kMostAtOnce = 2;  // the others are for those who work meanwhile

// The same stages in another order; null where it is none of them.
std::shared_ptr<const RoutePlan> reordered(const RoutePlan& route,
                                           const std::vector<StageId>& order) {
  auto out = std::make_shared<RoutePlan>(route);
  out->stages.clear();
  for (const StageId id : order) {
    const auto found = std::ranges::find(route.stages, id, &RouteStage::stage);
    const bool twice = std::ranges::find(out->stages, id, &RouteStage::stage) != out->stages.end();
    if (found == route.stages.end() || twice) return nullptr;
    out->stages.push_back(*found);
  }
  return out->stages.size() == route.stages.size() ? out : nullptr;
}

}  // namespace

Result<void> Experiments::start(Experiment experiment,
                                const std::shared_ptr<const RoutePlan>& route,
                                const TraceView& trace) {
  std::vector<std::shared_ptr<const RoutePlan>> routes;
  if (experiment.inputs.empty())
    return fail(ErrorCode::InvalidInput, "There is nothing to send again",
                "Choose invocations whose requests are the inputs");
  for (const auto& order : experiment.orders) {
    routes.push_back(reordered(*route, order));
    if (!routes.back())
      return fail(ErrorCode::InvalidInput, "An order does not have each stage of the pipeline once",
                  "Try the orders of the stages that the pipeline has now");
  }
  if (routes.empty()) routes.push_back(route);
  cancel();
  routes_ = std::move(routes);
  inputs_.clear();
  for (const InvocationId id : experiment.inputs) inputs_.push_back(trace.find(id));
  now_ = {.number = ++last_number_, .asked = std::move(experiment), .runs = {}};
  now_.runs.reserve(routes_.size() * inputs_.size());
  for (std::size_t order = 0; order < routes_.size(); ++order)
    for (const InvocationId id : now_.asked.inputs)
      now_.runs.push_back({.order = order, .input = id, .invocation = {}, .problem = {}});
  next_ = finished_ = 0;
  changed_ = true;
  proceed();
  return {};
}

void Experiments::proceed() {
  while (next_ < now_.runs.size() && running_.size() < kMostAtOnce) start_run(next_++);
}

void Experiments::start_run(std::size_t at) {
  ExperimentRun& run = now_.runs[at];
  const InvocationPtr& input = inputs_[at % inputs_.size()];
  if (!input) return finish(at, "The invocation is not in the trace any more");
  run.invocation = world_.submit({.plan = routes_[run.order],
                                  .request = input->request,
                                  .gated = false,
                                  .replay_of = input->id,
                                  .experiment = now_.number,
                                  .replay = std::nullopt});
  running_.emplace(run.invocation, at);
  changed_ = true;
}

bool Experiments::ended(InvocationId invocation, const std::string& problem) {
  const auto found = running_.find(invocation);
  if (found == running_.end()) return false;
  const std::size_t at = found->second;
  running_.erase(found);
  finish(at, problem);
  proceed();
  return true;
}

void Experiments::finish(std::size_t at, std::string problem) {
  ExperimentRun& run = now_.runs[at];
  run.finished = true;
  run.problem = std::move(problem);
  now_.finished = ++finished_ == now_.runs.size();
  changed_ = true;
}

void Experiments::cancel() {
  if (now_.number == 0 || now_.finished) return;
  now_.cancelled = now_.finished = true;
  next_ = now_.runs.size();
  for (const auto& [id, at] : std::exchange(running_, {})) {
    now_.runs[at].finished = true;
    now_.runs[at].problem = "Cancelled";
    world_.cancel(id);
  }
  changed_ = true;
}

void Experiments::forget() {
  cancel();
  now_ = {};
  routes_.clear();
  inputs_.clear();
  changed_ = true;
}

const std::shared_ptr<const ExperimentView>& Experiments::view() {
  if (!std::exchange(changed_, false)) return view_;
  view_ = now_.number == 0 ? nullptr : std::make_shared<const ExperimentView>(now_);
  return view_;
}

}  // namespace emulator
