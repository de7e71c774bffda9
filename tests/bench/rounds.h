#pragma once

#include <cstddef>

#include "tests/bench/chain_client.h"
#include "tests/bench/samples.h"

namespace bench {

// What the clients of a team did at the same time.
struct Round {
  Samples times;  // µs of each chain
  std::size_t failures = 0;
  double seconds = 0;  // from the first to the last
};

// Each client sends `per_client` bodies, one after another; a client that fails stops. What they
// kept goes afterwards, in nobody's time.
Round run_round(Team& team, std::size_t body_bytes, int per_client);

}  // namespace bench
