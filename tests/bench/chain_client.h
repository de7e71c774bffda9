#pragma once

#include <memory>
#include <string>
#include <vector>

#include "emulator/model/body.h"
#include "emulator/serving/run_pipeline.h"

namespace bench {

using Ports = std::vector<int>;

// One way to send a body through the chain of stages, response k being request k+1. Keeps every
// body that it received until forget(). Used by one thread at a time.
class ChainClient {
 public:
  virtual ~ChainClient() = default;
  // False when anything went wrong.
  virtual bool invoke(const emulator::BodyPtr& body) = 0;
  // Waits until all that was sent is recorded, where that happens on another thread.
  virtual void settle() {}
  virtual void forget() = 0;
};

// Clients that call at the same time, one thread each.
using Team = std::vector<std::unique_ptr<ChainClient>>;

// The chain as SageMaker's rules know it.
emulator::RoutePlan plan_of(const Ports& ports);

Team make_floor_clients(const Ports& ports, int count);
Team make_httplib_clients(const Ports& ports, int count);
Team make_recorded_clients(const Ports& ports, int count);
// They share one engine.
Team make_engine_clients(const Ports& ports, int count);

}  // namespace bench
