#pragma once

#include "tests/bench/chain_client.h"
#include "tests/bench/table.h"

// The parts of the benchmark: each measures one thing and says it as a table.
namespace bench {

enum class Effort { Full, Quick, Smoke };  // Smoke: just enough to see that it runs

struct PartInput {
  Effort effort = Effort::Full;
  Ports stages;  // bare stages, of the same length as the demo's chain

  int times(int full, int quick, int smoke) const {
    return effort == Effort::Full ? full : effort == Effort::Quick ? quick : smoke;
  }
};

Table measure_hops(const PartInput& in);
// Through the SageMaker address, beside the same chain invoked directly.
Table measure_address(const PartInput& in);
// One who asks for little, while many others keep the address busy.
Table measure_address_crowd(const PartInput& in);
Table measure_memory(const PartInput& in);
Table measure_launch(const PartInput& in);
Table measure_frames(const PartInput& in);
Table measure_filter(const PartInput& in);
// Need a Docker Engine; skipped without one.
Table measure_container_launch(const PartInput& in);
Table measure_container_hops(const PartInput& in);

}  // namespace bench
