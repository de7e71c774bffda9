#pragma once

#include <string>
#include <vector>

namespace emulator {

// What `hoplens serve --json` prints once it serves.
struct ServedEndpoint {
  std::string model_name;
  std::string endpoint_name;
  std::string url;  // of its invocations
};

// {"Address":…,"Endpoints":[{"ModelName":…,"EndpointName":…,"Url":…}]}
std::string serving_json(const std::string& address, const std::vector<ServedEndpoint>& endpoints);

}  // namespace emulator
