#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/api/front/http_front.h"
#include "emulator/model/invocation.h"

namespace emulator {

// What a path of the runtime asks for (contract 4.1–4.3).
enum class InvokeOperation {
  InvokeEndpoint,
  InvokeEndpointWithResponseStream,
  InvokeEndpointAsync
};
struct InvokeTarget {
  InvokeOperation operation = InvokeOperation::InvokeEndpoint;
  std::string endpoint;
};
// nullopt: no path of the runtime.
std::optional<InvokeTarget> invoke_target(std::string_view path);

// The members of the operation, from the headers that they travel as (contract 4.1, 4.3). The
// first of a name counts. Pure.
InvokeRequest invoke_request(InvokeOperation operation, const FrontRequest& request);

// contract 4.1.
bool is_endpoint_name(std::string_view name);

}  // namespace emulator
