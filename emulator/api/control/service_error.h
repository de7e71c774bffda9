#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

// What an operation answers with when it refuses (contract 1c, 4.13–4.16).
namespace emulator {

struct ServiceError {
  std::string type;  // ValidationException, SerializationException, …
  std::string message;
};

// The JSON of the answer, empty for an empty body (contract 4.12), or the refusal.
using Answered = tl::expected<std::string, ServiceError>;

tl::unexpected<ServiceError> refuse(std::string message);  // ValidationException

// `kind`: "model", "endpoint configuration", "endpoint" (contract 4.16).
tl::unexpected<ServiceError> not_found(std::string_view kind, std::string_view arn);
tl::unexpected<ServiceError> already_there(std::string_view kind, std::string_view arn);
// An endpoint that is Creating, Updating or Deleting refuses every change (seen in public code and
// tests for UpdateEndpoint, UpdateEndpointWeightsAndCapacities and DeleteEndpoint).
tl::unexpected<ServiceError> in_progress(std::string_view arn);

}  // namespace emulator
