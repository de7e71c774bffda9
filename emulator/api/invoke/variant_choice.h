#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "emulator/api/control/control_plane.h"

namespace emulator {

// Shares requests out among variants by their current weights. Safe from any thread, without a
// lock.
class VariantChoice {
 public:
  // The variant of that name, or null.
  static const VariantRoute* named(const EndpointRoute& endpoint, std::string_view name);
  // The variant that is due; null where there is none. Where all weights are 0 all variants get
  // the same share.
  const VariantRoute* next(const EndpointRoute& endpoint);

 private:
  std::atomic<std::uint64_t> count_{0};
};

}  // namespace emulator
