#pragma once

#include <map>
#include <mutex>
#include <thread>

#include "emulator/api/control/arriving_model.h"
#include "emulator/base/mailbox.h"
#include "emulator/base/published.h"
#include "emulator/engine/address.h"
#include "emulator/engine/debugger.h"
#include "emulator/engine/deployments.h"
#include "emulator/engine/document.h"
#include "emulator/engine/engine.h"
#include "emulator/engine/engine_hosting.h"
#include "emulator/engine/events.h"
#include "emulator/engine/exports.h"
#include "emulator/engine/fleet.h"
#include "emulator/engine/invoker.h"
#include "emulator/engine/log_findings.h"
#include "emulator/engine/recorded_invocations.h"

namespace emulator {

// All that the engine is made of. Everything here runs on the engine's thread unless it says
// otherwise.
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
  Nanoseconds publish_period() const;
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

}  // namespace emulator
