#pragma once

#include <string>

#include "emulator/api/control/records.h"
#include "emulator/api/control/service_error.h"
#include "emulator/codec/json_text.h"

namespace emulator {

// A CreateModel request that has its shape, as a pipeline; refused with the texts of contract 1c
// where a rule of section 1 is broken. Unknown members are kept, but for those whose names nearly
// equal a known one.
tl::expected<Pipeline, ServiceError> model_of_request(const JsonNode& request);

// DescribeModel's answer: the request without its tags, and what it adds (contract 1.18).
std::string model_description(const ModelRecord& model);

// Whoever changes what is open in the window over the wire gets this.
tl::unexpected<ServiceError> refuse_window(std::string_view arn);

}  // namespace emulator
