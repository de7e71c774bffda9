#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/contract_profile.h"
#include "emulator/model/hop.h"
#include "emulator/model/invocation.h"

namespace emulator {

// A request on its way to a stage, with where each header came from.
struct PreparedRequest {
  HttpRequest request;
  std::vector<HeaderNote> notes;
  std::shared_ptr<const HttpRequest> before_edit;  // by the rules; null: this is
};

// The request to container 1 of `stage_count` (contract 3.1, 3.4, 3.7–3.9).
PreparedRequest first_request(const InvokeRequest& client, std::size_t stage_count,
                              const ContractProfile& profile);

// The request to hop `index` (1-based) made of the answer of the hop before (3.1–3.9).
PreparedRequest next_request(const InvokeRequest& client, const HttpResponse& previous, int index,
                             std::size_t stage_count, const ContractProfile& profile);

// Turns the request to a MultiModel container into one for that model of its: the path (2.32) and
// the header (3.27). Requests to other containers never carry it.
void aim_at_model(PreparedRequest& prepared, std::string_view target_model);

// Takes out what the transport writes anew for each request: Host, Content-Length and the like.
void remove_transport_headers(Headers& headers);

// The name that a MultiModel container knows a target model by: the same for the same model,
// different for others, 32 characters that need no escaping in a path (2.14).
std::string model_name_of(std::string_view target_model);

// Which headers of the last container's answer the client sees (3.13, 4.1).
std::span<const std::string_view> headers_to_client();

// What becomes of each header of a response: passed on to the next hop, to the client, or
// stripped (3.12, 3.13).
std::vector<HeaderNote> response_notes(const HttpResponse& response, bool last,
                                       const ContractProfile& profile);

// Why the chain must end although hop `hop` answered 2xx: too large to hand on (3.21), or an
// empty body under EmptyBody=stop (3.23). nullopt: go on.
enum class HandOverFault { TooLargeBetweenContainers, EmptyBody, ResponseTooLarge };
std::optional<HandOverFault> hand_over_fault(const Hop& hop, bool last,
                                             const ContractProfile& profile);

}  // namespace emulator
