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

}  // namespace emulator
