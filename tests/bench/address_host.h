#pragma once

#include <memory>
#include <string>

#include "tests/bench/chain_client.h"

namespace bench {

// The server under test, in front of bare stages. Known to its clients by URLs alone.
class AddressHost {
 public:
  virtual ~AddressHost() = default;
  virtual std::string invoke_url() const = 0;  // POST: a body through the chain
  virtual std::string quick_url() const = 0;   // POST: answered without a stage
  virtual void forget() = 0;                   // lets go of what was recorded
};

std::unique_ptr<AddressHost> make_address_host(const Ports& ports);

}  // namespace bench
