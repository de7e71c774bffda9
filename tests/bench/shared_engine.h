#pragma once

#include <atomic>
#include <cstdint>

#include "tests/bench/chain_client.h"
#include "tests/bench/engine_host.h"

namespace bench {

// An engine over stages that run already, and how many invocations it was given.
class SharedEngine {
 public:
  explicit SharedEngine(const Ports& ports);

  EngineHost& host() { return host_; }
  emulator::Engine& engine() { return host_.engine(); }
  void count(std::uint64_t invocations) { given_ += invocations; }
  void settle();  // waits until all that it was given is recorded
  void forget();

 private:
  EngineHost host_;
  std::atomic<std::uint64_t> given_{0};
};

}  // namespace bench
