#include "emulator/codec/serving_json.h"

#include "emulator/codec/json_text.h"

namespace emulator {

std::string serving_json(const std::string& address, const std::vector<ServedEndpoint>& endpoints) {
  std::string out = "{\"Address\":" + json_string(address) + ",\"Endpoints\":[";
  for (const ServedEndpoint& endpoint : endpoints) {
    if (!out.ends_with('[')) out += ',';
    out += "{\"ModelName\":" + json_string(endpoint.model_name) +
           ",\"EndpointName\":" + json_string(endpoint.endpoint_name) +
           ",\"Url\":" + json_string(endpoint.url) + "}";
  }
  return indent_json(out + "]}") + "\n";
}

}  // namespace emulator
