#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <variant>

#include "emulator/api/hosting.h"
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
using InvocationEvent = std::variant<InvocationStarted, HopFinished, InvocationFinished>;

// Walks invocations through the pinned plan: on its own workers for commands, or on the caller's
// thread. Every event goes to `sink`, from the walking thread; nothing is awaited.
class Invoker {
 public:
  using Sink = std::function<void(InvocationEvent)>;

  Invoker(int workers, Sink sink);
  // Cancels what runs and joins the workers.
  ~Invoker();
  Invoker(const Invoker&) = delete;
  Invoker& operator=(const Invoker&) = delete;

  // Thread-safe. Returns at once; the invocation waits for a worker.
  InvocationId submit(const std::shared_ptr<const RoutePlan>& plan, InvokeRequest request);
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
