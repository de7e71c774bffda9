#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <variant>

#include "emulator/api/hosting.h"
#include "emulator/engine/step_gate.h"
#include "emulator/model/invocation.h"
#include "emulator/serving/run_pipeline.h"

namespace emulator {

// What the walking of an invocation tells the engine, in this order.
struct InvocationStarted {
  InvocationPtr invocation;
};
struct HopFinished {
  InvocationId invocation;
  HopPtr hop;
};
struct InvocationFinished {
  InvocationPtr invocation;
  std::shared_ptr<const RoutePlan> plan;
};
struct InvocationNotBegun {  // in place of all of them: a body that it needs is gone
  InvocationId invocation;
  Error error;
};
using InvocationEvent =
    std::variant<InvocationStarted, HopFinished, InvocationFinished, InvocationNotBegun>;

// What is to be walked on a worker.
struct InvokeOrder {
  std::shared_ptr<const RoutePlan> plan;
  InvokeRequest request;
  bool gated = true;  // breakpoints hold it
  bool step = false;
  InvocationId replay_of;  // these four as in Invocation
  int replay_from = 0;
  bool alone = false;
  std::uint64_t experiment = 0;
  std::optional<Replay> replay;  // its bodies may have left memory
};

// Walks invocations through the pinned plan: on its own workers for commands, or on the caller's
// thread. Every event goes to `sink`, from the walking thread; nothing is awaited. An invocation
// that is held keeps its worker, so there is one more for each of the first eight.
class Invoker {
 public:
  using Sink = std::function<void(InvocationEvent)>;
  // Gets a body back that may have left memory; called on a worker.
  using LoadBody = std::function<Result<std::shared_ptr<const Bytes>>(const Body&)>;

  // The gate outlives it.
  Invoker(int workers, StepGate& gate, LoadBody load, Sink sink);
  // Cancels what runs and joins the workers.
  ~Invoker();
  Invoker(const Invoker&) = delete;
  Invoker& operator=(const Invoker&) = delete;

  // Thread-safe. Returns at once; the invocation waits for a worker.
  InvocationId submit(InvokeOrder order);
  // Thread-safe. Walks it now, on this thread, over the caller's transport.
  InvocationPtr walk(const std::shared_ptr<const RoutePlan>& plan, InvokeCall call,
                     HopTransport& transport, std::stop_token stop);
  // Thread-safe. A request that was answered without calling anybody.
  void record(InvokeCall call, HttpResponse answer);
  // Thread-safe. Ids go on behind that one; the last one that was given before.
  InvocationId continue_after(InvocationId id);
  // Thread-safe. Sets so many ids aside for invocations from elsewhere; the first of them.
  InvocationId take_ids(std::size_t count);
  // Thread-safe. Does nothing for one that has finished.
  void cancel(InvocationId invocation);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace emulator
