#pragma once

#include <optional>
#include <string>

#include "emulator/api/control/records.h"
#include "emulator/api/control/service_error.h"
#include "emulator/codec/json_text.h"

namespace emulator {

// Adds the request's Tags to those of the resource; a key that is there already gets the new value.
// Refused, and nothing changed: a key twice, or more than 50 in all.
std::optional<ServiceError> put_tags(Records& records, const std::string& arn,
                                     const JsonNode& request);

}  // namespace emulator
