#include "emulator/engine/debugger.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "emulator/engine/recordings.h"
#include "emulator/serving/hop_rules.h"

namespace emulator {
namespace {

// What a client would have to ask for so that the stage is sent this request.
InvokeRequest client_request(const HttpRequest& request) {
  const auto value = [&](std::string_view name) -> std::optional<std::string> {
    const auto found = request.headers.get(name);
    return found ? std::optional(std::string(*found)) : std::nullopt;
  };
  InvokeRequest out;
  out.content_type = value("Content-Type");
  out.accept = value("Accept");
  out.custom_attributes = value("X-Amzn-SageMaker-Custom-Attributes");
  out.inference_id = value("X-Amzn-SageMaker-Inference-Id");
  out.session_id = value("X-Amzn-SageMaker-Session-Id");
  out.target_model = value("X-Amzn-SageMaker-Target-Model");
  out.body = request.body;
  return out;
}

Error cannot_replay(InvocationId invocation, int hop, std::string why) {
  return {ErrorCode::InvalidInput,
          "Invocation " + std::to_string(invocation.value) + " cannot go on from hop " +
              std::to_string(hop) + ": " + std::move(why),
          "Run it again from an earlier hop, or send the whole request again"};
}

// Why the first hops of what was recorded cannot be those of a run through these stages; "": they
// can.
std::string why_not_kept(const Invocation& recorded, std::size_t kept,
                         std::span<const RouteStage> stages) {
  if (recorded.hops.size() < kept) return "its hops before were not reached";
  if (kept >= stages.size()) return "the pipeline has no such hop now";
  for (std::size_t i = 0; i < kept; ++i) {
    const Hop& hop = *recorded.hops[i];
    if (stages[i].stage != hop.stage)
      return "hop " + std::to_string(i + 1) + " was " + hop.container_hostname + " and would be " +
             stages[i].container_hostname + " today";
    if (failed(hop)) return hop.container_hostname + " before it gave no answer to go on with";
  }
  return "";
}

}  // namespace

// One thread for what may read the disk, in order.
class Debugger::Errands {
 public:
  Errands() : thread_([this] { work(); }) {}
  ~Errands() { mailbox_.close(); }
  Errands(const Errands&) = delete;
  Errands& operator=(const Errands&) = delete;

  void post(std::function<void()> errand) { mailbox_.post(std::move(errand)); }

 private:
  void work() {
    while (!mailbox_.closed())
      for (const auto& errand : mailbox_.take_all())
        if (!mailbox_.closed()) errand();
  }

  Mailbox<std::function<void()>> mailbox_;
  std::jthread thread_;
};

Debugger::Debugger(World world)
    : world_(std::move(world)),
      experiments_({[this](InvokeOrder order) { return world_.invoker.submit(std::move(order)); },
                    [this](InvocationId id) { world_.invoker.cancel(id); }}) {}

Debugger::~Debugger() = default;

std::shared_ptr<const RoutePlan> Debugger::plan_or_note() {
  auto plan = world_.plan();
  if (!plan)
    world_.note({ErrorCode::LaunchFailed, "The pipeline is not in service",
                 "Deploy it and wait until every stage is ready"});
  return plan;
}

void Debugger::on(Invoke& command) {
  auto plan = plan_or_note();
  if (!plan) return;
  world_.invoker.submit({.plan = std::move(plan),
                         .request = std::move(command.request),
                         .step = command.step,
                         .replay_of = command.replay_of,
                         .replay = std::nullopt});
}

void Debugger::on(InvokeStage& command) {
  auto plan = world_.plan_of_stage(command.stage);
  if (!plan)
    return world_.note({ErrorCode::LaunchFailed,
                        "Stage " + world_.name_of_stage(command.stage) + " does not run",
                        "Deploy the pipeline and wait until the stage is ready"});
  InvokeOrder order{.plan = std::move(plan),
                    .request = client_request(command.request),
                    .replay_of = command.replay_of,
                    .alone = true,
                    .replay = Replay{.of = command.replay_of, .kept = {}, .edited = {}}};
  order.replay->edited = std::move(command.request);
  if (!order.request.body)
    order.request.body = order.replay->edited->body = make_body(std::string_view{});
  world_.invoker.submit(std::move(order));
}

void Debugger::on(ReplayFrom& command) {
  const InvocationPtr recorded = world_.trace.view()->find(command.invocation);
  if (!recorded)
    return world_.note(
        {ErrorCode::NotFound,
         "Invocation " + std::to_string(command.invocation.value) + " is not in the trace any more",
         "Send the request again"});
  if (auto order = replay_order(*recorded, command)) world_.invoker.submit(std::move(*order));
}

std::optional<InvokeOrder> Debugger::replay_order(const Invocation& recorded,
                                                  const ReplayFrom& command) {
  const bool alone = recorded.alone && !recorded.hops.empty();
  auto plan = alone ? world_.plan_of_stage(recorded.hops.front()->stage) : plan_or_note();
  if (!plan) {
    if (alone)
      world_.note({ErrorCode::LaunchFailed, "The stage of that invocation does not run",
                   "Deploy the pipeline and wait until the stage is ready"});
    return std::nullopt;
  }
  const auto kept = static_cast<std::size_t>(std::max(command.hop, 1) - 1);
  if (const std::string why = why_not_kept(recorded, kept, called_stages(*plan, recorded.request));
      !why.empty()) {
    world_.note(cannot_replay(recorded.id, command.hop, why));
    return std::nullopt;
  }
  InvokeOrder order{.plan = std::move(plan),
                    .request = recorded.request,
                    .step = command.step,
                    .replay_of = recorded.id,
                    .replay_from = static_cast<int>(kept) + 1,
                    .alone = alone,
                    .replay = Replay{.of = recorded.id, .kept = {}, .edited = command.edited}};
  if (order.replay->edited && !order.replay->edited->body)
    order.replay->edited->body = make_body(std::string_view{});
  order.replay->kept.assign(recorded.hops.begin(),
                            recorded.hops.begin() + static_cast<std::ptrdiff_t>(kept));
  return order;
}

void Debugger::on(SetBreakpoints& command) {
  if (auto done = world_.gate.set_breakpoints(std::move(command.breakpoints)); !done)
    world_.note(done.error());
}

void Debugger::on(const Resume& command) {
  if (!world_.gate.resume(command))
    world_.note({ErrorCode::NotFound,
                 "Invocation " + std::to_string(command.invocation.value) + " is not held any more",
                 ""});
}

void Debugger::on(SetRehearsal& command) { rehearse(command.stage, std::move(command.rehearsal)); }

void Debugger::rehearse(StageId stage, Rehearsal rehearsal) {
  if (rehearsal.is_real())
    rehearsals_.erase(stage);
  else
    rehearsals_[stage] = std::make_shared<const Rehearsal>(std::move(rehearsal));
  changed_ = true;
  world_.rehearsed();
}

void Debugger::on(const MockFromTrace& command) {
  auto wanted = recorded_with(*world_.trace.view(), command.stage);
  if (wanted.empty())
    return world_.note({ErrorCode::NotFound,
                        "Nothing is recorded of " + world_.name_of_stage(command.stage) +
                            " that it answered itself",
                        "Send a request through the pipeline first"});
  if (!errands_) errands_ = std::make_unique<Errands>();
  const auto load = [&bodies = world_.bodies](const Body& body) { return bodies.load(body); };
  errands_->post([wanted = std::move(wanted), load, stage = command.stage, opening = opening_,
                  tell = world_.gathered] {
    Gathered news{.opening = opening, .stage = stage, .recordings = {}, .problem = {}};
    news.recordings = recordings_of(wanted, load);
    tell(std::move(news));
  });
}

void Debugger::on(Gathered& news) {
  if (news.opening != opening_) return;
  if (news.recordings.recordings.empty())
    return world_.note(
        {ErrorCode::NotFound,
         "The recorded answers of " + world_.name_of_stage(news.stage) + " are not kept any more",
         "Raise the memory for bodies in the settings, and send a request again"});
  const auto found = rehearsals_.find(news.stage);
  rehearse(news.stage, {.stand_in = std::move(news.recordings),
                        .fault = found == rehearsals_.end() ? Fault{} : found->second->fault});
}

void Debugger::on(RunExperiment& command) {
  const auto plan = plan_or_note();
  if (!plan) return;
  auto done = experiments_.start(std::move(command.experiment), plan, *world_.trace.view());
  if (!done) world_.note(done.error());
  changed_ = true;
}

void Debugger::on(const CancelExperiment& /*command*/) {
  experiments_.cancel();
  changed_ = true;
}

bool Debugger::ended(InvocationId invocation, const std::string& problem) {
  const bool of_experiment = experiments_.ended(invocation, problem);
  changed_ |= of_experiment;
  return of_experiment;
}

void Debugger::forget() {
  world_.gate.end_all();
  world_.gate.set_breakpoints({});
  experiments_.forget();
  rehearsals_.clear();
  ++opening_;
  changed_ = true;
  world_.rehearsed();
}

std::map<StageId, int> Debugger::pretended_pings() const {
  std::map<StageId, int> out;
  for (const auto& [stage, rehearsal] : rehearsals_)
    if (rehearsal->fault.kind == FaultKind::PingFailing) out[stage] = rehearsal->fault.status;
  return out;
}

const std::shared_ptr<const DebugView>& Debugger::view() {
  if (view_ && !std::exchange(changed_, false)) return view_;
  auto next = std::make_shared<DebugView>();
  next->breakpoints = world_.gate.breakpoints();
  next->held = world_.gate.held();
  next->rehearsals = rehearsals_;
  next->experiment = experiments_.view();
  view_ = std::move(next);
  return view_;
}

}  // namespace emulator
