#pragma once

#include "emulator/api/control/records.h"
#include "emulator/api/control/service_error.h"
#include "emulator/codec/json_text.h"

namespace emulator {

// The variants of a CreateEndpointConfig request that has its shape.
std::vector<VariantSettings> variants_of_request(const JsonNode& request);
// One ProductionVariant.
VariantSettings variant_of(const JsonNode& variant);

// Rules between members (contract 1.11, 1.17, 4.16, 4.21), looked at with the models there are.
std::optional<ServiceError> check_variants(const Records& records, const JsonNode& request,
                                           const CallScope& scope);

}  // namespace emulator
