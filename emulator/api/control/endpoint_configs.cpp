#include <array>

#include "emulator/api/control/config_request.h"
#include "emulator/api/control/json_object.h"
#include "emulator/api/control/listing.h"
#include "emulator/api/control/model_request.h"
#include "emulator/api/control/operation_shapes.h"
#include "emulator/api/control/operations.h"
#include "emulator/api/control/tags.h"

// CreateEndpointConfig, DescribeEndpointConfig, ListEndpointConfigs, DeleteEndpointConfig
// (contract 4.20, 4.21).
namespace emulator {
namespace {

constexpr std::string_view kKind = "endpoint configuration";

tl::unexpected<ServiceError> no_such_config(const Call& call, std::string_view name) {
  return not_found(kKind, resource_arn(call.scope, "endpoint-config", name));
}

}  // namespace

Answered create_endpoint_config(ControlState& state, const Call& call) {
  constexpr std::array<std::string_view, 1> kTags{"Tags"};
  const std::string name = call.text("EndpointConfigName");
  const std::string arn = resource_arn(call.scope, "endpoint-config", name);
  {
    const ControlState::Access access(state);
    Records& records = access.records;
    if (records.configs.contains(name)) return already_there(kKind, arn);
    if (auto refused = check_variants(records, call.request, call.scope))
      return tl::unexpected(std::move(*refused));
    records.tags.erase(arn);  // of what was there under that name before
    if (auto refused = put_tags(records, arn, call.request)) return tl::unexpected(*refused);
    auto config = std::make_shared<ConfigRecord>();
    static_cast<ResourceFacts&>(*config) = {++records.numbers, name,        arn,
                                            call.scope,        state.now(), Origin::Wire};
    config->variants = variants_of_request(call.request);
    config->json = kept_json(call.request, shapes::create_endpoint_config, kTags, false);
    records.configs[name] = std::move(config);
  }
  state.keep();
  return JsonObject().text("EndpointConfigArn", arn).take();
}

Answered describe_endpoint_config(ControlState& state, const Call& call) {
  const std::string name = call.text("EndpointConfigName");
  ConfigPtr config;
  {
    const ControlState::Access access(state);
    config = access.records.find_config(name);
  }
  if (!config) return no_such_config(call, name);
  std::string out = config->json;
  out.pop_back();
  return out + "," +
         JsonObject()
             .text("EndpointConfigArn", config->arn)
             .time("CreationTime", config->created)
             .take()
             .substr(1);
}

Answered list_endpoint_configs(ControlState& state, const Call& call) {
  std::vector<ListedItem> items;
  {
    const ControlState::Access access(state);
    for (const ConfigPtr& config : access.records.all_configs())
      items.push_back(listed(*config, JsonObject()
                                          .text("EndpointConfigName", config->name)
                                          .text("EndpointConfigArn", config->arn)
                                          .time("CreationTime", config->created)
                                          .take()));
  }
  return list_answer("EndpointConfigs", std::move(items), call.request);
}

// contract 4.24: allowed while an endpoint uses it.
Answered delete_endpoint_config(ControlState& state, const Call& call) {
  const std::string name = call.text("EndpointConfigName");
  {
    const ControlState::Access access(state);
    const ConfigPtr config = access.records.find_config(name);
    if (!config) return no_such_config(call, name);
    if (config->origin == Origin::Window) return refuse_window(config->arn);
    access.records.tags.erase(config->arn);
    access.records.configs.erase(name);
  }
  state.keep();
  return "";
}

}  // namespace emulator
