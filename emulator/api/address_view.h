#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/address_options.h"
#include "emulator/api/hosting.h"
#include "emulator/base/clock.h"
#include "emulator/base/error.h"

// What front ends may know of the SageMaker address. Immutable values.
namespace emulator {

// Over the invocations since the endpoint was created, and over the newest of them (percentiles).
struct LatencyFigures {
  std::uint64_t count = 0;
  Nanoseconds sum{0};
  Nanoseconds p50{0};
  Nanoseconds p90{0};
  Nanoseconds p99{0};
  Nanoseconds max{0};
};

// contract 6.1, 6.2, 6.3.
struct ContainerFigures {
  std::string name;
  std::uint64_t invocations = 0;
  LatencyFigures latency;  // ContainerLatency
};
struct VariantFigures {
  std::uint64_t invocations = 0;              // Invocations
  std::uint64_t invocation_4xx_errors = 0;    // Invocation4XXErrors
  std::uint64_t invocation_5xx_errors = 0;    // Invocation5XXErrors
  std::uint64_t invocation_model_errors = 0;  // InvocationModelErrors
  LatencyFigures model_latency;               // ModelLatency
  LatencyFigures overhead_latency;            // OverheadLatency
  std::vector<ContainerFigures> containers;   // in the order in which they were first called
};

struct ModelView {
  std::string name;
  std::string arn;
  WallTime created;
  std::shared_ptr<const Pipeline> pipeline;  // as it would run here
  bool of_window = false;                    // it is the open pipeline
};
struct VariantView {
  std::string name;
  std::string model_name;
  double current_weight = 1;
  double desired_weight = 1;
  int instance_count = 1;
  HostedReport report;
  VariantFigures figures;
};
struct EndpointView {
  std::string name;
  std::string arn;
  std::string config_name;
  std::string
      status;  // AWS's word: Creating, InService, Updating, Failed, Deleting (contract 4.22)
  std::string failure_reason;
  std::string url;  // http://127.0.0.1:8089/endpoints/NAME/invocations
  WallTime created;
  WallTime modified;
  std::vector<VariantView> variants;  // those that answer; under Updating the old ones
  bool of_window = false;             // it is the open pipeline
};

// Newest first, as AWS lists them.
struct AddressView {
  std::string url;                   // "http://127.0.0.1:8089"; empty while it is not open
  AddressOptions options;            // as asked for
  std::optional<Error> error;        // why it is not open: the port is taken, …
  std::optional<Error> state_error;  // the state folder could not be written
  bool beyond_loopback = false;      // others in the network can reach it
  std::vector<ModelView> models;
  std::vector<EndpointView> endpoints;
};

}  // namespace emulator
