#pragma once

#include "emulator/api/front/http_front.h"
#include "emulator/api/invoke/invoke_api.h"
#include "emulator/model/invocation.h"

namespace emulator {

// The members of the operation, from the headers that they travel as (contract 4.1, 4.3). The
// first of a name counts. Pure.
InvokeRequest invoke_request(InvokeOperation operation, const FrontRequest& request);

// contract 4.1.
bool is_endpoint_name(std::string_view name);

}  // namespace emulator
