#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/address_view.h"
#include "emulator/model/invocation.h"

namespace emulator {

// AWS's own numbers (contract 6.1–6.4), counted from the invocations that came through the address.
// Safe from any thread; record() is on the way of every request and costs microseconds at most.
class EndpointMetrics {
 public:
  EndpointMetrics();
  ~EndpointMetrics();
  EndpointMetrics(const EndpointMetrics&) = delete;
  EndpointMetrics& operator=(const EndpointMetrics&) = delete;

  // A finished invocation. One that was refused before the first container counts as an invocation
  // only.
  void record(const Invocation& invocation);
  VariantFigures figures(std::string_view endpoint, std::string_view variant) const;
  void forget(std::string_view endpoint);  // it was deleted

  // Everything about these endpoints, CPU and memory of their containers included: as one JSON
  // document, and in Prometheus' text form (0.0.4).
  std::string as_json(const std::vector<EndpointView>& endpoints) const;
  std::string as_prometheus(const std::vector<EndpointView>& endpoints) const;

 private:
  std::vector<EndpointView> with_figures(const std::vector<EndpointView>& endpoints) const;

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace emulator
