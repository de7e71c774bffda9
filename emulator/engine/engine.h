#pragma once

#include <functional>
#include <memory>
#include <stop_token>

#include "emulator/engine/commands.h"
#include "emulator/engine/snapshot.h"
#include "emulator/runtime/runtime.h"
#include "emulator/serving/hop_transport.h"

namespace emulator {

struct EngineOptions {
  std::shared_ptr<Runtime> process;  // runtimes by kind; null: stages of that kind fail, saying so
  std::shared_ptr<Runtime> docker;
  std::shared_ptr<Runtime> url;
  BodyLimits bodies;
  int workers = 4;  // invocations at a time
};

// Commands in, immutable snapshots out, one thread writes. submit() and snapshot() are safe from
// any thread and never wait for work to be done. The destructor stops every stage in good order.
class Engine {
 public:
  explicit Engine(const EngineOptions& options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void submit(Command command);
  SnapshotPtr snapshot() const;
  // Called from the engine's thread after each new snapshot; must return at once.
  void set_wake_hook(std::function<void()> wake);

  // One invocation on the caller's own thread and transport, recorded like any other: for a
  // server that has a thread for the request already. Runs through the route as published last.
  // Error when the pipeline is not in service.
  Result<InvocationPtr> invoke(InvokeRequest request, HopTransport& transport,
                               std::stop_token stop = {});

  // A body wherever it is kept. Reads the disk: not for the UI thread.
  Result<std::shared_ptr<const Bytes>> load_body(const Body& body) const;
  // A body that was read from a file goes among those that are kept, before the invocation that
  // it is of is handed over. Returns at once.
  void keep_body(const BodyPtr& body);
  // No more patience: stages still stopping are killed now (the second Ctrl+C).
  void kill_stages();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace emulator
