#include "emulator/api/transport_pool.h"

#include "emulator/serving/http_transport.h"

namespace emulator {

std::unique_ptr<HopTransport> TransportPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      auto transport = std::move(free_.back());
      free_.pop_back();
      return transport;
    }
  }
  return make_http_transport();
}

void TransportPool::give_back(std::unique_ptr<HopTransport> transport) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(transport));
}

}  // namespace emulator
