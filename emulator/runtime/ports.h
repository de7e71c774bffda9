#pragma once

#include <memory>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/runtime/runtime.h"

namespace emulator {

// Leases ports on loopback: a bind port and `safe_ports` consecutive free ones for each of
// `stages` stages, all distinct, probed by binding. Error when `fixed` names a port in use.
// `fixed[i]` is Local's Port of stage i, or 0.
[[nodiscard]] Result<std::vector<PortLease>> lease_ports(const std::vector<int>& fixed,
                                                         int safe_ports = 100);

// How many containers can have ports of their own: 15 in a pipeline, and as many on their way out.
inline constexpr int kContainerSlots = 30;

// The ports of a container: its network namespace is its own or shared with its pipeline alone, so
// nothing on this machine is in the way. Each slot's are distinct, with 1000 safe ones
// (contract 2.9, 2.10). `fixed` is Local's Port, or 0.
PortLease container_ports(int slot, int fixed = 0);

}  // namespace emulator
