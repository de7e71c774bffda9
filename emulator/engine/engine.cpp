#include "emulator/engine/engine.h"

#include <utility>

#include "emulator/base/overloaded.h"
#include "emulator/engine/engine_state.h"

namespace emulator {
namespace {

constexpr auto kPublishPeriod = std::chrono::milliseconds{16};  // at most 60 snapshots a second
constexpr auto kPromptPeriod = std::chrono::milliseconds{1};    // when a stage's state changed

bool is_same_file(const Pipeline& a, const Pipeline& b) {
  return !a.file.empty() && a.file == b.file;
}

}  // namespace

Engine::State::State(const EngineOptions& options)
    : bodies(options.bodies),
      fleet(
          {options.process, options.docker, options.url},
          [this](const StageStatus& status) { mailbox.post(status); },
          [this](std::vector<LogLine> lines) { mailbox.post_lazily(LogBatch{std::move(lines)}); }),
      deployments(
          {options.process, options.docker, options.url},
          [this](std::uint64_t id, const StageStatus& status) {
            mailbox.post(DeploymentReport{id, status});
          },
          [this](std::vector<LogLine> lines) { mailbox.post_lazily(LogBatch{std::move(lines)}); }),
      watched(options.docker),
      gate([this] { mailbox.post(GateChanged{}); }),
      invoker(
          options.workers, gate, [this](const Body& body) { return bodies.load(body); },
          [this](InvocationEvent event) { mailbox.post_lazily(std::move(event)); }),
      debugger(debugger_world()),
      hosting(invoker, {[this](HostedPipelineStatePtr wanted) {
                          mailbox.post(StartDeployment{std::move(wanted)});
                        },
                        [this](std::uint64_t id) { mailbox.post(ReleaseDeployment{id}); }}),
      address(hosting, [this] { mailbox.post_lazily(AddressChanged{}); }) {
  if (watched) {
    docker = std::make_shared<const RuntimeCondition>();
    watched->watch_condition(
        [this](const RuntimeCondition& news) { mailbox.post(DockerCondition{news}); });
  }
  publish();
  thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

// The reverse of the start: invocations end, the thread drains, stages stop, stores go.
Engine::State::~State() {
  if (watched) watched->watch_condition(nullptr);
  mailbox.close();
  thread.request_stop();
  thread.join();
}

void Engine::State::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::vector<Event> events = mailbox.take_all(next_deadline());
    const std::vector<InvocationId> over = finished_in(events);
    for (Event& event : events)
      if (!is_overtaken(event, over)) apply(event);
    if (!events.empty()) dirty = true;
    if (fleet.stopping()) {
      fleet.settle(*document.pipeline());
      stages_changed = dirty = true;
    }
    if (deployments.stopping()) {
      deployments.settle();
      dirty = true;
    }
    const auto now = std::chrono::steady_clock::now();
    if (address.next_look() <= now) dirty = true;
    if (dirty && now - published_at >= publish_period()) publish();
  }
}

Nanoseconds Engine::State::publish_period() const {
  return prompt ? kPromptPeriod : kPublishPeriod;
}

// Waits for ever when nothing goes on; then nothing wakes this thread but news.
SteadyTime Engine::State::next_deadline() const {
  const auto now = std::chrono::steady_clock::now();
  if (dirty) return published_at + publish_period();
  const bool stopping = fleet.stopping() || deployments.stopping();
  if (stopping || !running.empty() || now < awake_until) return now + kPublishPeriod;
  return address.next_look();
}

void Engine::State::apply(Event& event) {
  std::visit([this](auto& e) { on(e); }, event);
}

void Engine::State::on(Command& command) {
  std::visit(Overloaded{
                 [this](OpenPipeline& c) { open(c); },
                 [this](OpenSession& c) { open_session(c); },
                 [this](AddInvocations& c) { recorded.add(std::move(c.invocations)); },
                 [this](const Deploy&) {
                   fleet.deploy(*document.pipeline());
                   stages_changed = true;
                 },
                 [this](const Stop&) {
                   gate.end_all();
                   fleet.stop();
                   stages_changed = true;
                 },
                 [this](const RestartStage& c) {
                   fleet.restart(*document.pipeline(), c.stage);
                   stages_changed = true;
                 },
                 [this](const ApplyEdit& c) { edited(document.apply(c.edit)); },
                 [this](const Undo&) { edited(document.undo()); },
                 [this](const Redo&) { edited(document.redo()); },
                 [this](const Save& c) { edited(document.save(c.file)); },
                 [this](const ExportTo& c) { exports.write(document, c); },
                 [this](const CancelInvocation& c) {
                   gate.end(c.invocation);
                   invoker.cancel(c.invocation);
                 },
                 [this](const ClearTrace&) {
                   trace.clear();
                   for (const auto& [id, invocation] : running)
                     trace.put(std::make_shared<const Invocation>(invocation));
                   bodies.clear();
                 },
                 [this](const ClearLogs&) { logs.clear(); },
                 [this](const SetBodyLimits& c) { bodies.set_limits(c.limits); },
                 [this](const DismissNotice&) { notice.reset(); },
                 [this](Notify& c) { note(std::move(c.error)); },
                 [this](const OpenAddress& c) { address.open(c.options); },
                 [this](const CloseAddress&) { address.close(); },
                 [this](ServePipeline& c) {
                   if (auto done = address.serve(std::move(c.pipeline)); !done) note(done.error());
                 },
                 [this](const CallControlPlane& c) {
                   if (auto done = address.call(c.operation, c.json); !done) note(done.error());
                 },
                 [this](Annotate& c) { annotate(c); },
                 [this](DebuggerCommand auto& c) {
                   refresh_stages();  // an edit or a report just before this one counts
                   debugger.on(c);
                 },
             },
             command);
}

void Engine::State::open(OpenPipeline& command) {
  const bool again =
      document.is_open() && is_same_file(command.pipeline.pipeline, *document.pipeline());
  return again ? open_again(command) : open_new(command);
}

void Engine::State::open_new(OpenPipeline& command) {
  fleet.forget();
  log_findings.forget();
  debugger.forget();
  document.open(std::move(command.pipeline), !command.unsaved);
  exports.forget();
  // What came through the address for other pipelines is still worth reading.
  if (deployments.count() == 0) {
    trace.clear();
    logs.clear();
  }
  notice.reset();
  stages_changed = true;
}

// The same file, read anew: what did not change in it runs on, and what was recorded stays.
void Engine::State::open_again(OpenPipeline& command) {
  keep_stage_ids(command.pipeline.pipeline, *document.pipeline());
  document.open(std::move(command.pipeline), !command.unsaved);
  edited({});
}

void Engine::State::open_session(OpenSession& command) {
  if (command.pipeline) {
    OpenPipeline pipeline{std::move(*command.pipeline)};
    open_new(pipeline);
  }
  running.clear();
  logs.clear();
  recorded.replace(std::move(command.invocations));
}

void Engine::State::edited(const Result<void>& done) {
  if (!done) return note(done.error());
  notice.reset();
  exports.compare(document);
  fleet.follow(*document.pipeline());
  stages_changed = true;
}

Engine::Engine(const EngineOptions& options) : state_(std::make_unique<State>(options)) {}

Engine::~Engine() { set_wake_hook(nullptr); }

void Engine::submit(Command command) { state_->mailbox.post(std::move(command)); }

SnapshotPtr Engine::snapshot() const { return state_->snapshot.get(); }

void Engine::set_wake_hook(std::function<void()> wake) {
  const std::lock_guard lock(state_->wake_mutex);
  state_->wake = std::move(wake);
}

Result<InvocationPtr> Engine::invoke(InvokeRequest request, HopTransport& transport,
                                     std::stop_token stop) {
  auto route = state_->open_pipeline->plan.get();
  if (!route)
    return fail(ErrorCode::LaunchFailed, "The pipeline is not in service",
                "Deploy it and wait until every stage is ready");
  return state_->invoker.walk(route, {.request = std::move(request)}, transport, stop);
}

Result<std::shared_ptr<const Bytes>> Engine::load_body(const Body& body) const {
  return state_->bodies.load(body);
}

void Engine::keep_body(const BodyPtr& body) {
  if (body->place() != BodyPlace::NotKept) state_->bodies.add(body);
}

void Engine::kill_stages() { state_->mailbox.post(KillStages{}); }

}  // namespace emulator
