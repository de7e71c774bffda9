#include "emulator/engine/fleet.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "emulator/runtime/ports.h"

namespace emulator {
namespace {

constexpr int kAloneContainerPort = 8080;
constexpr auto kDefaultStopTimeout = std::chrono::seconds{30};  // contract 2.3

SupervisorTimes times_of(const ContractProfile& profile) {
  SupervisorTimes times;
  times.startup_timeout = profile.startup_timeout;
  times.ping_timeout = profile.ping_timeout;
  return times;
}

StageLaunchPlan plan_of(const Pipeline& pipeline, std::size_t index, const PortLease& ports) {
  const Stage& stage = pipeline.stages[index];
  StageLaunchPlan plan;
  plan.stage = stage.id;
  plan.container_name = container_name(pipeline, index);
  plan.container = stage.container;
  if (stage.launch) plan.launch = *stage.launch;
  if (!plan.launch.stop_timeout) plan.launch.stop_timeout = kDefaultStopTimeout;
  plan.folder = pipeline.folder;
  plan.ports = ports;
  plan.port_binding = pipeline.local.profile.port_binding;
  plan.network_isolation = pipeline.model.enable_network_isolation.value_or(false);
  plan.in_pipeline = pipeline.stages.size() > 1;
  return plan;
}

// True where both would be started in the same way; a bypass or another position changes nothing.
bool same_launch(Stage a, Stage b) {
  if (a.launch) a.launch->bypassed.reset();
  if (b.launch) b.launch->bypassed.reset();
  return a.container == b.container && a.launch == b.launch;
}

// Why the chosen port of stage `at` cannot be had, whatever the others chose; free ports are never
// to blame for a lease that failed.
std::optional<Error> own_fault(const std::vector<int>& fixed, std::size_t at) {
  if (fixed[at] == 0) return std::nullopt;
  std::vector<int> with_twin{fixed[at]};
  if (std::ranges::count(fixed, fixed[at]) > 1) with_twin.push_back(fixed[at]);
  const auto alone = lease_ports(with_twin, 0);
  return alone ? std::nullopt : std::optional(alone.error());
}

// No two pipelines of this process have the same number.
std::uint64_t next_group() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

// contract 7.2 D16: an archive that cannot be unpacked, or is not there.
std::string end_id(const StageStatus& status) {
  const std::string& what = status.error->what;
  if (what.starts_with("The model archive") || what.starts_with("There is no model archive"))
    return "D16";
  return status.state == StageState::Exited ? "stage-exited" : "launch-failed";
}

bool has_ended(StageState state) {
  return state == StageState::Exited || state == StageState::Failed || state == StageState::Idle;
}

}  // namespace

const std::shared_ptr<Runtime>& RuntimeSet::of(RuntimeKind kind) const {
  switch (kind) {
    case RuntimeKind::Process:
      return process;
    case RuntimeKind::Url:
      return url;
    case RuntimeKind::Docker:
      break;
  }
  return docker;
}

Fleet::Fleet(RuntimeSet runtimes, StageSupervisor::Report report, LogSink log)
    : runtimes_(std::move(runtimes)),
      report_(std::move(report)),
      log_(std::move(log)),
      group_(next_group()) {}

Fleet::~Fleet() {
  stop();  // all of them at once; the destructors below then wait for each
}

void Fleet::deploy(const Pipeline& pipeline) {
  deployed_ = true;
  std::erase_if(statuses_, [this](const auto& entry) { return !known(entry.first); });
  std::vector<StageId> again;
  for (const Stage& stage : pipeline.stages)
    if (running_.contains(stage.id) && (has_ended(status_of(stage.id).state) || is_outdated(stage)))
      again.push_back(stage.id);
  for (const StageId id : again) restart(pipeline, id);
  start_missing(pipeline);
}

void Fleet::follow(const Pipeline& pipeline) {
  std::vector<StageId> gone;
  for (const auto& [id, running] : running_)
    if (index_of(pipeline, id) == pipeline.stages.size()) gone.push_back(id);
  for (const StageId id : gone) retire(id);
  if (deployed_) start_missing(pipeline);
}

void Fleet::restart(const Pipeline& pipeline, StageId stage) {
  const std::size_t index = index_of(pipeline, stage);
  if (index == pipeline.stages.size()) return;
  const auto found = running_.find(stage);
  if (found == running_.end()) {
    statuses_.erase(stage);
  } else if (same_launch(found->second.launched_as, pipeline.stages[index])) {
    found->second.supervisor->restart();
    return;
  } else {
    retire(stage);
  }
  deployed_ = true;
  start_missing(pipeline);
}

void Fleet::stop() {
  deployed_ = false;
  std::erase_if(statuses_, [this](const auto& entry) { return !known(entry.first); });
  while (!running_.empty()) retire(running_.begin()->first);
}

void Fleet::kill() {
  for (auto& [id, running] : running_) running.supervisor->kill_now();
  for (Retiring& entry : retiring_) entry.supervisor->kill_now();
}

void Fleet::forget() {
  stop();
  statuses_.clear();
  group_ = next_group();
}

void Fleet::pretend_pings(std::map<StageId, int> statuses) {
  pretended_pings_ = std::move(statuses);
  for (auto& [id, running] : running_) running.supervisor->pretend_ping(pretended_ping(id));
}

int Fleet::pretended_ping(StageId stage) const {
  const auto found = pretended_pings_.find(stage);
  return found == pretended_pings_.end() ? 0 : found->second;
}

void Fleet::take(const StageStatus& status) {
  if (known(status.stage)) statuses_[status.stage] = status;
}

bool Fleet::known(StageId stage) const { return running_.contains(stage) || retiring(stage); }

bool Fleet::retiring(StageId stage) const {
  return std::ranges::find(retiring_, stage, &Retiring::stage) != retiring_.end();
}

void Fleet::settle(const Pipeline& pipeline) {
  const std::size_t before = retiring_.size();
  std::erase_if(retiring_, [this](const Retiring& entry) {
    if (!entry.supervisor->finished()) return false;
    if (!running_.contains(entry.stage)) statuses_.erase(entry.stage);
    return true;
  });
  if (deployed_ && retiring_.size() != before) start_missing(pipeline);
}

StageStatus Fleet::status_of(StageId stage) const {
  const auto found = statuses_.find(stage);
  return found != statuses_.end() ? found->second : StageStatus{.stage = stage};
}

bool Fleet::is_outdated(const Stage& stage) const {
  const auto found = running_.find(stage.id);
  return found != running_.end() && !same_launch(found->second.launched_as, stage);
}

std::vector<Finding> Fleet::findings(const Pipeline& pipeline) const {
  std::vector<Finding> found;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const StageStatus status = status_of(pipeline.stages[i].id);
    const std::string name = container_name(pipeline, i);
    if (status.used_port_8080) {  // contract 2.9, 7.2 D02
      found.push_back({"D02", Severity::Warning, name, status.stage,
                       name + " ignores SAGEMAKER_BIND_TO_PORT and answers on port 8080, which is "
                              "used here; SageMaker may not tolerate it",
                       "Listen on the port that SAGEMAKER_BIND_TO_PORT names", "", 0});
    }
    found.insert(found.end(), status.findings.begin(), status.findings.end());
    const bool told = status.error && std::ranges::any_of(status.findings, [&](const Finding& f) {
                        return f.message == status.error->what;
                      });
    if (status.error && !told) {
      found.push_back({end_id(status), Severity::Error, name, status.stage,
                       name + ": " + status.error->what, status.error->next_step, "", 0});
    }
  }
  return found;
}

// Bypassed stages are not needed, and one that is still stopping must be gone first.
void Fleet::start_missing(const Pipeline& pipeline) {
  std::vector<std::size_t> missing;
  std::vector<int> fixed;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const Stage& stage = pipeline.stages[i];
    if (stage.bypassed() || known(stage.id)) continue;
    if (statuses_.contains(stage.id)) continue;  // failed to start; Deploy or Restart try again
    if (stage.runtime() == RuntimeKind::Url) {
      start(pipeline, i, PortLease{});  // it runs already and needs no ports of ours
      continue;
    }
    if (stage.runtime() == RuntimeKind::Docker) {
      start(pipeline, i, ports_of_container(pipeline, stage));
      continue;
    }
    missing.push_back(i);
    fixed.push_back(stage.launch ? stage.launch->port.value_or(0) : 0);
  }
  if (missing.empty()) return;
  start_on_ports(pipeline, missing, fixed);
}

// A port that cannot be had fails its own stage; the others start without it.
void Fleet::start_on_ports(const Pipeline& pipeline, std::vector<std::size_t> which,
                           std::vector<int> fixed) {
  auto leases = lease_ports(fixed);
  if (!leases) {
    std::vector<std::size_t> good;
    std::vector<int> good_ports;
    for (std::size_t k = 0; k < which.size(); ++k) {
      if (auto fault = own_fault(fixed, k)) {
        fail_stage(pipeline.stages[which[k]].id, std::move(*fault));
      } else {
        good.push_back(which[k]);
        good_ports.push_back(fixed[k]);
      }
    }
    which = std::move(good);
    leases = lease_ports(good_ports);
  }
  for (std::size_t k = 0; k < which.size(); ++k) {
    if (leases) {
      start(pipeline, which[k], (*leases)[k]);
    } else {
      fail_stage(pipeline.stages[which[k]].id, leases.error());
    }
  }
}

// The first slot that no other stage has. A container that is alone listens on 8080
// (contract 2.7).
PortLease Fleet::ports_of_container(const Pipeline& pipeline, const Stage& stage) const {
  const int fixed = stage.launch ? stage.launch->port.value_or(0) : 0;
  const auto taken = [this](int safe_first) {
    const auto has = [safe_first](const PortLease& lease) {
      return lease.safe_first == safe_first;
    };
    return std::ranges::any_of(running_,
                               [&](const auto& entry) { return has(entry.second.ports); }) ||
           std::ranges::any_of(retiring_, has, &Retiring::ports);
  };
  int slot = 0;
  while (slot + 1 < kContainerSlots && taken(container_ports(slot).safe_first)) ++slot;
  const bool alone = pipeline.stages.size() == 1;
  return container_ports(slot, fixed == 0 && alone ? kAloneContainerPort : fixed);
}

void Fleet::start(const Pipeline& pipeline, std::size_t index, const PortLease& ports) {
  const Stage& stage = pipeline.stages[index];
  const std::shared_ptr<Runtime>& runtime = runtimes_.of(stage.runtime());
  if (!runtime) {
    fail_stage(stage.id,
               Error{ErrorCode::Unsupported,
                     "This build cannot start stages with Runtime " +
                         std::string(to_text(stage.runtime())),
                     "Give the stage an entry in Local.Stages with \"Runtime\": \"process\" and a "
                     "Command, or \"Runtime\": \"url\""});
    return;
  }
  StageStatus starting;
  starting.stage = stage.id;
  starting.state = StageState::Starting;
  starting.since = std::chrono::system_clock::now();
  statuses_[stage.id] = starting;
  StageLaunchPlan plan = plan_of(pipeline, index, ports);
  plan.group = group_;
  running_[stage.id] =
      Running{std::make_unique<StageSupervisor>(runtime, std::move(plan),
                                                times_of(pipeline.local.profile), report_, log_),
              stage, ports};
  running_[stage.id].supervisor->pretend_ping(pretended_ping(stage.id));
}

void Fleet::retire(StageId stage) {
  auto node = running_.extract(stage);
  if (node.empty()) return;
  node.mapped().supervisor->request_stop();
  retiring_.push_back({stage, std::move(node.mapped().supervisor), node.mapped().ports});
}

void Fleet::fail_stage(StageId stage, Error error) {
  StageStatus failed;
  failed.stage = stage;
  failed.state = StageState::Failed;
  failed.cause = error.what;
  failed.error = std::move(error);
  failed.since = std::chrono::system_clock::now();
  statuses_[stage] = failed;
}

}  // namespace emulator
