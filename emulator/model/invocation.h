#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/contract_profile.h"
#include "emulator/model/finding.h"
#include "emulator/model/hop.h"

namespace emulator {

// Which endpoint a request was for; answers and log names say so (contract 3.15, 6.6).
struct EndpointName {
  std::string endpoint;  // the model's name where it came through no address
  std::string variant = "AllTraffic";
  std::string region = "us-east-1";  // contract 9
  std::string account = "000000000000";
};

// What a client asks of InvokeEndpoint (contract 4.1). Absent members were not sent.
struct InvokeRequest {
  std::string name;  // the saved request it came from, if any
  std::optional<std::string> content_type;
  std::optional<std::string> accept;
  std::optional<std::string> custom_attributes;
  std::optional<std::string> inference_id;
  std::optional<std::string> target_model;  // for the MultiModel container (3.27)
  std::optional<std::string> target_variant;
  std::optional<std::string> target_container_hostname;  // Direct mode (3.25)
  std::optional<std::string> session_id;
  std::optional<std::string> enable_explanations;
  std::optional<std::string> inference_component;
  BodyPtr body;
};

// One client call and everything that happened to it. Immutable; a running one is replaced by
// a longer one as hops finish.
struct Invocation {
  InvocationId id;
  std::string uuid;  // what the client sees as x-amzn-RequestId
  WallTime started_at;
  std::uint64_t revision = 0;  // of the pipeline that it ran through
  std::string model_name;
  EndpointName endpoint;
  std::string client;              // "127.0.0.1:51002 aws-cli/2.9.19 …"; "": sent from here
  bool streamed = false;           // asked for by InvokeEndpointWithResponseStream
  std::vector<std::string> order;  // hostnames in route order
  std::shared_ptr<const ContractProfile> profile;  // that it ran under; null: not recorded
  InvokeRequest request;
  std::vector<HopPtr> hops;  // those that were reached
  std::optional<HttpResponse>
      response;  // what the client gets; none while it runs or when cancelled
  bool finished = false;
  Nanoseconds duration{0};        // receipt to answer
  std::vector<Finding> findings;  // what was odd about it
  InvocationId replay_of;         // the one whose request or hops were used again; none: new
  int replay_from = 0;            // 1-based hop from which on it was done anew; 0: all of it
  bool alone = false;             // one stage by itself, not the pipeline
  std::uint64_t experiment = 0;   // ExperimentView::number; 0: none
  std::string note;               // the user's own words

  Nanoseconds container_time() const {  // contract 6.1: ModelLatency is the sum over the containers
    Nanoseconds sum{0};
    for (const auto& hop : hops) sum += hop->timing.container();
    return sum;
  }
  // Ours: neither the containers' nor held at the user's wish.
  Nanoseconds overhead_time() const {
    Nanoseconds held{0};
    for (const auto& hop : hops) held += hop->held;
    return duration - container_time() - held;
  }
};

using InvocationPtr = std::shared_ptr<const Invocation>;

}  // namespace emulator
