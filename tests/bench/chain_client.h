#pragma once

#include <memory>
#include <string>
#include <vector>

#include "emulator/model/body.h"

namespace bench {

using Ports = std::vector<int>;

// One way to send a body through the chain of stages, response k being request k+1. Keeps every
// body that it received until forget(). Used by one thread.
class ChainClient {
 public:
  virtual ~ChainClient() = default;
  // False when anything went wrong.
  virtual bool invoke(const emulator::BodyPtr& body) = 0;
  virtual void forget() = 0;
};

std::unique_ptr<ChainClient> make_floor_client(const Ports& ports);
std::unique_ptr<ChainClient> make_httplib_client(const Ports& ports);
std::unique_ptr<ChainClient> make_recorded_client(const Ports& ports);

// Heap bytes that one recorded hop holds besides its bodies.
double bytes_per_recorded_hop(const Ports& ports);

}  // namespace bench
