#include "emulator/engine/engine.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "emulator/api/control/arriving_model.h"
#include "emulator/base/mailbox.h"
#include "emulator/base/overloaded.h"
#include "emulator/base/published.h"
#include "emulator/engine/address.h"
#include "emulator/engine/debugger.h"
#include "emulator/engine/deployments.h"
#include "emulator/engine/document.h"
#include "emulator/engine/engine_hosting.h"
#include "emulator/engine/events.h"
#include "emulator/engine/exports.h"
#include "emulator/engine/fleet.h"
#include "emulator/engine/invoker.h"
#include "emulator/engine/log_findings.h"
#include "emulator/engine/recorded_invocations.h"
#include "emulator/engine/route.h"

namespace emulator {
namespace {

constexpr auto kPublishPeriod = std::chrono::milliseconds{16};  // at most 60 snapshots a second
constexpr auto kPromptPeriod = std::chrono::milliseconds{1};    // when a stage's state changed
constexpr auto kLingerAwake = std::chrono::milliseconds{200};   // after the last invocation event

bool is_same_file(const Pipeline& a, const Pipeline& b) {
  return !a.file.empty() && a.file == b.file;
}

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

// Everything below runs on the engine's thread unless it says otherwise.
struct Engine::State {
  explicit State(const EngineOptions& options);
  ~State();

  void run(const std::stop_token& stop);
  SteadyTime next_deadline() const;

  void apply(Event& event);
  void on(Command& command);
  void on(const StageStatus& status) {
    fleet.take(status);
    log_findings.follow(status);
    stages_changed = prompt = true;
  }
  void on(LogBatch& batch) {
    if (log_findings.read(batch.lines)) stages_changed = true;
    logs.add(std::move(batch.lines));
  }
  void on(InvocationEvent& event);
  void on(const KillStages&) {
    fleet.kill();
    deployments.kill();
  }
  void on(const DeploymentReport& news) {
    deployments.take(news.id, news.status);
    prompt = true;
  }
  void on(StartDeployment& news) { deployments.start(std::move(news.wanted)); }
  void on(const ReleaseDeployment& news) { deployments.release(news.id); }
  void on(const AddressChanged&) { address.note_entries(); }
  void on(const GateChanged&) {
    debugger.note_change();
    prompt = true;
  }
  void on(Debugger::Gathered& news) { debugger.on(news); }
  void on(DockerCondition& news) {
    docker = std::make_shared<const RuntimeCondition>(std::move(news.condition));
  }

  void open(OpenPipeline& command);
  void open_new(OpenPipeline& command);
  void open_again(OpenPipeline& command);
  void open_session(OpenSession& command);
  void edited(const Result<void>& done);
  void annotate(Annotate& command);
  Debugger::World debugger_world();
  void hop_finished(const HopFinished& event);
  void invocation_finished(const InvocationFinished& event);
  void keep_bodies(const Invocation& invocation);
  void note(Error error) { notice = std::move(error); }

  void refresh_stages();
  ServiceState service() const;
  std::shared_ptr<const RoutePlan> make_plan() const;
  std::shared_ptr<const RoutePlan> make_plan_of(StageId stage) const;
  void show_open();
  void tell_state_error(const AddressView* view);
  Nanoseconds publish_period() const { return prompt ? kPromptPeriod : kPublishPeriod; }
  void publish();

  Mailbox<Event> mailbox;
  Published<EngineSnapshot> snapshot;
  const HostedPipelineStatePtr open_pipeline = std::make_shared<HostedPipelineState>();
  std::mutex wake_mutex;
  std::function<void()> wake;

  BodyStore bodies;
  Document document;
  Exports exports;
  Fleet fleet;
  Deployments deployments;
  TraceStore trace;
  LogStore logs;
  LogFindings log_findings;
  std::map<InvocationId, Invocation> running;
  std::optional<Error> notice;
  std::optional<Error> state_error;  // of the address, told already

  bool stages_changed = true;
  std::shared_ptr<const std::vector<StageStatus>> stages;
  std::shared_ptr<const std::vector<Finding>> findings;
  std::shared_ptr<const RuntimeCondition> docker;
  std::uint64_t generation = 0;
  SteadyTime published_at = SteadyTime::min();
  SteadyTime awake_until = SteadyTime::min();
  bool dirty = true;    // there is something to publish
  bool prompt = false;  // … that somebody waits for

  std::shared_ptr<Runtime> watched;  // tells the condition of Docker; may be null
  StepGate gate;
  Invoker invoker;  // joined before what its events go to
  Debugger debugger;
  RecordedInvocations recorded{invoker, trace};
  EngineHosting hosting;
  Address address;  // its threads use all of the above
  std::jthread thread;
};

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

void Engine::State::annotate(Annotate& command) {
  if (const auto found = running.find(command.invocation); found != running.end())
    found->second.note = command.note;
  const InvocationPtr shown = trace.view()->find(command.invocation);
  if (!shown) return;
  auto noted = std::make_shared<Invocation>(*shown);
  noted->note = std::move(command.note);
  trace.put(std::move(noted));
}

Debugger::World Engine::State::debugger_world() {
  return {.trace = trace,
          .bodies = bodies,
          .gate = gate,
          .invoker = invoker,
          .plan = [this] { return make_plan(); },
          .plan_of_stage = [this](StageId stage) { return make_plan_of(stage); },
          .name_of_stage =
              [this](StageId stage) {
                const Pipeline& pipeline = *document.pipeline();
                const std::size_t at = index_of(pipeline, stage);
                return at < pipeline.stages.size() ? container_name(pipeline, at) : std::string();
              },
          .note = [this](Error error) { note(std::move(error)); },
          .rehearsed =
              [this] {
                fleet.pretend_pings(debugger.pretended_pings());
                stages_changed = true;
              },
          .gathered = [this](Debugger::Gathered news) { mailbox.post(std::move(news)); }};
}

void Engine::State::on(InvocationEvent& event) {
  if (recorded.are_in_place_of(event)) return;
  awake_until = std::chrono::steady_clock::now() + kLingerAwake;
  std::visit(Overloaded{
                 [this](const InvocationStarted& e) {
                   running[e.invocation->id] = *e.invocation;
                   trace.put(e.invocation);
                 },
                 [this](const HopFinished& e) { hop_finished(e); },
                 [this](const InvocationFinished& e) { invocation_finished(e); },
                 [this](InvocationNotBegun& e) {
                   if (!debugger.ended(e.invocation, e.error.what)) note(std::move(e.error));
                 },
             },
             event);
}

void Engine::State::hop_finished(const HopFinished& event) {
  const auto found = running.find(event.invocation);
  if (found == running.end()) return;
  found->second.hops.push_back(event.hop);
  trace.put(std::make_shared<const Invocation>(found->second));
}

void Engine::State::invocation_finished(const InvocationFinished& event) {
  const auto known = running.extract(event.invocation->id);
  std::string note = known.empty() ? std::string() : std::move(known.mapped().note);
  address.note_figures();
  debugger.ended(event.invocation->id);
  // Before its bodies go to the store, which may move them out of memory at any moment.
  auto found = invocation_findings(*event.plan, *event.invocation);
  keep_bodies(*event.invocation);
  if (found.empty() && note.empty()) {
    trace.put(event.invocation);
    return;
  }
  Invocation explained = *event.invocation;
  explained.note = std::move(note);
  explained.findings.insert(explained.findings.end(), found.begin(), found.end());
  trace.put(std::make_shared<const Invocation>(std::move(explained)));
}

void Engine::State::keep_bodies(const Invocation& invocation) {
  bodies.add(invocation.request.body);
  for (const HopPtr& hop : invocation.hops) {
    if (const HttpResponse* response = hop->response()) {
      bodies.add(response->body);
    } else if (const auto& partial = hop->error()->partial; partial && partial->body) {
      bodies.add(partial->body);
    }
  }
  if (invocation.response) bodies.add(invocation.response->body);
}

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
