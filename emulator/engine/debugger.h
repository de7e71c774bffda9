#pragma once

#include <functional>
#include <map>
#include <memory>
#include <variant>

#include "emulator/base/mailbox.h"
#include "emulator/engine/commands.h"
#include "emulator/engine/debug_view.h"
#include "emulator/engine/experiments.h"
#include "emulator/engine/invoker.h"
#include "emulator/engine/step_gate.h"
#include "emulator/trace/body_store.h"
#include "emulator/trace/trace_store.h"

namespace emulator {

// What is tried with the open pipeline: invocations from here, what holds them, what is done again,
// and who stands in for stages. The engine's thread, but for `gate` and `post`.
class Debugger {
 public:
  // What became of work done elsewhere, for the engine's thread.
  struct Gathered {
    std::uint64_t opening = 0;  // of the pipeline that it was for
    StageId stage;
    FromRecordings recordings;
    std::optional<Error> problem;
  };
  // The engine around it; outlives it.
  struct World {
    TraceStore& trace;
    BodyStore& bodies;
    StepGate& gate;
    Invoker& invoker;
    std::function<std::shared_ptr<const RoutePlan>()> plan;  // today's; null: not in service
    std::function<std::shared_ptr<const RoutePlan>(StageId)> plan_of_stage;  // alone; or null
    std::function<std::string(StageId)> name_of_stage;
    std::function<void(Error)> note;
    std::function<void()> rehearsed;         // rehearsals() changed
    std::function<void(Gathered)> gathered;  // called from any thread
  };

  explicit Debugger(World world);
  ~Debugger();
  Debugger(const Debugger&) = delete;
  Debugger& operator=(const Debugger&) = delete;

  void on(Invoke& command);
  void on(InvokeStage& command);
  void on(ReplayFrom& command);
  void on(SetBreakpoints& command);
  void on(const Resume& command);
  void on(SetRehearsal& command);
  void on(const MockFromTrace& command);
  void on(RunExperiment& command);
  void on(const CancelExperiment& command);
  void on(Gathered& news);
  // It is over, or it was not begun. False where it is no experiment's.
  bool ended(InvocationId invocation, const std::string& problem = {});
  // Another pipeline is opened.
  void forget();

  const std::map<StageId, RehearsalPtr>& rehearsals() const { return rehearsals_; }
  // How /ping of stages is to be taken.
  std::map<StageId, int> pretended_pings() const;
  // What is held, or where, is not what view() gave last.
  void note_change() { changed_ = true; }
  const std::shared_ptr<const DebugView>& view();

 private:
  class Errands;

  std::shared_ptr<const RoutePlan> plan_or_note();
  std::optional<InvokeOrder> replay_order(const Invocation& recorded, const ReplayFrom& command);
  void rehearse(StageId stage, Rehearsal rehearsal);

  World world_;
  Experiments experiments_;
  std::map<StageId, RehearsalPtr> rehearsals_;
  std::uint64_t opening_ = 0;
  bool changed_ = true;
  std::shared_ptr<const DebugView> view_;
  std::unique_ptr<Errands> errands_;  // null until there is something to do
};

// What a debugger does; anything else is the engine's own.
template <typename T>
concept DebuggerCommand = requires(Debugger& debugger, T& command) {
  debugger.on(command);
};

}  // namespace emulator
