#pragma once

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "emulator/model/contract_profile.h"
#include "emulator/model/invocation.h"
#include "emulator/model/model_places.h"
#include "emulator/model/stage_address.h"
#include "emulator/serving/hop_gate.h"
#include "emulator/serving/hop_transport.h"

namespace emulator {

struct RouteStage {
  StageId stage;
  std::string container_hostname;
  std::string runtime;
  StageAddress address;
  // How it ended, where it has: nobody of ours is at the address any more, and it is not called. An
  // address that is gone may swallow a connection without an answer.
  std::string ended;
  std::string image;         // of its definition; "": none
  bool multi_model = false;  // Mode MultiModel: TargetModel is for this one (contract 3.27)
  std::shared_ptr<ModelPlaces> models;  // where its models come from; may be null
  RehearsalPtr rehearsal;               // null: the container answers, and nothing is made up
};

// contract 1.8, 3.25: one after the other, or the one that the request names.
enum class ExecutionMode { Serial, Direct };

// Resolved once per invocation and pinned: reordering touches the next plan, never this one.
struct RoutePlan {
  std::uint64_t revision = 0;
  std::string model_name;
  std::vector<RouteStage> stages;
  ExecutionMode mode = ExecutionMode::Serial;
  ContractProfile profile;
};

// The stages that the request goes through: all of them, or in Direct mode the one that it names
// (contract 3.25). Empty where it names none. Hops are numbered along these. Pure.
std::span<const RouteStage> called_stages(const RoutePlan& plan, const InvokeRequest& request);

// Going on from what was recorded: the first hops as they were, then anew.
struct Replay {
  InvocationId of;
  std::vector<HopPtr> kept;  // hops 1 … k-1; bodies in memory; each becomes HopSource::Kept
  std::optional<HttpRequest> edited;  // sent by hop k in place of what follows from the kept ones
};

// What a walk may do besides walking. Everything may be null and outlives it.
struct WalkExtras {
  AnswerListener* listener = nullptr;  // hears the last container's answer as it arrives (3.28)
  HopGate* gate = nullptr;
  const Replay* replay = nullptr;
};

// Walks one request through the chain, on the caller's thread, top to bottom. `on_hop` gets each
// finished hop, also from this thread. Stops at the first failing hop (3.20).
std::vector<HopPtr> run_pipeline(const RoutePlan& plan, const InvokeRequest& request,
                                 HopTransport& transport,
                                 const std::function<void(const HopPtr&)>& on_hop,
                                 std::stop_token stop, const WalkExtras& extras = {});

// Why a request is refused before the first container sees it: larger than RequestBytes
// (contract 3.22), a member that breaks its limits (4.1) or does not fit the pipeline (3.25, 3.26),
// or nothing to call. A 400 ValidationError that calls the endpoint `endpoint` (empty: by the
// model's name); nullopt: go on. Pure.
std::optional<HttpResponse> refuse_request(const RoutePlan& plan, const InvokeRequest& request,
                                           std::string_view request_id,
                                           std::string_view endpoint = {});

// What a body of more than `most_bytes` gets, for those who do not even read it. The same answer.
HttpResponse refuse_body(std::uint64_t most_bytes, std::string_view request_id);

// What the client of InvokeEndpoint gets: the last container's answer, or 424 ModelError with
// the texts of contract 3.15–3.21. nullopt when the invocation was cancelled. Pure; needs the
// hops' bodies in memory. Date and Connection are left to the server that sends it.
std::optional<HttpResponse> invoke_result(const RoutePlan& plan, const InvokeRequest& request,
                                          const std::vector<HopPtr>& hops,
                                          const EndpointName& endpoint,
                                          std::string_view request_id);

// What was odd: the diagnoses of contract 7.2 that hops prove, and "no-content-type", "redirect"….
std::vector<Finding> invocation_findings(const RoutePlan& plan, const InvokeRequest& request,
                                         const std::vector<HopPtr>& hops);
// The same, and what its way in adds: "streamed-pipeline" (contract 3.28).
std::vector<Finding> invocation_findings(const RoutePlan& plan, const Invocation& invocation);

}  // namespace emulator
