#pragma once

#include <memory>
#include <string>

#include "tests/bench/chain_client.h"

namespace bench {

// What a client asks for.
struct AddressTarget {
  std::string url;
  std::string headers;  // besides the usual ones, each with its line end
};

// A server under test, in front of bare stages. Known to its clients by URLs alone.
class AddressHost {
 public:
  virtual ~AddressHost() = default;
  virtual AddressTarget invoke() const = 0;  // a body through the chain
  virtual AddressTarget quick() const = 0;   // answered without a stage; "{}" is its body
  // Lets go of what was recorded of so many invocations: all since the last time.
  virtual void forget(std::size_t invocations) = 0;
};

// The front and the chain alone: no control plane, no engine.
std::unique_ptr<AddressHost> make_front_host(const Ports& ports);
// All that `hoplens serve` runs.
std::unique_ptr<AddressHost> make_engine_address_host(const Ports& ports);

// Bare sockets, one kept connection each.
Team make_address_clients(const AddressTarget& target, int count);

}  // namespace bench
