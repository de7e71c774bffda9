#pragma once

#include <string>
#include <vector>

#include "emulator/api/address_view.h"

// The figures of endpoints as text. Pure.
namespace emulator {

// One JSON document in AWS's words and units (contract 6.1–6.6).
std::string figures_json(const std::vector<EndpointView>& endpoints);

// Prometheus' text form 0.0.4, in its conventions: seconds, bytes, lower case.
std::string figures_prometheus(const std::vector<EndpointView>& endpoints);

}  // namespace emulator
