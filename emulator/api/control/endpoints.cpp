#include <algorithm>
#include <set>

#include "emulator/api/control/json_object.h"
#include "emulator/api/control/model_request.h"
#include "emulator/api/control/operation_shapes.h"
#include "emulator/api/control/operations.h"
#include "emulator/api/control/tags.h"

// CreateEndpoint, UpdateEndpoint, UpdateEndpointWeightsAndCapacities, DeleteEndpoint (contract
// 4.20–4.25).
namespace emulator {
namespace {

tl::unexpected<ServiceError> no_such_endpoint(const Call& call, std::string_view name) {
  return not_found("endpoint", resource_arn(call.scope, "endpoint", name));
}

// The DeploymentConfig as it was given; "" where there is none.
std::string deployment_config_of(const Call& call) {
  const JsonNode* const config = member_of(call.request, "DeploymentConfig");
  return config == nullptr ? "" : kept_json(*config, structure({}), {}, false);
}

// The endpoint that a request wants to change, where its status allows that.
tl::expected<std::shared_ptr<EndpointRecord>, ServiceError> changeable(const Records& records,
                                                                       const Call& call) {
  const std::string name = call.text("EndpointName");
  auto endpoint = records.find_endpoint(name);
  if (!endpoint) return no_such_endpoint(call, name);
  if (endpoint->origin == Origin::Window) return refuse_window(endpoint->arn);
  if (endpoint->status == "InService") return endpoint;
  // contract 4.22; own wording.
  if (endpoint->status == "Failed")
    return refuse("Endpoint \"" + endpoint->arn +
                  "\" has failed and can only be deleted. Delete it and create it again.");
  return in_progress(endpoint->arn);
}

// RetainAllVariantProperties: what was set by hand goes over to variants of the same name.
void retain_properties(const Deployment& live, const Call& call, Deployment& next) {
  if (!true_member(call.request, "RetainAllVariantProperties")) return;
  std::set<std::string> excluded;
  if (const JsonNode* const list = member_of(call.request, "ExcludeRetainedVariantProperties"))
    for (const JsonNode& item : list->children)
      excluded.insert(text_member(item, "VariantPropertyType").value_or(""));
  for (DeployedVariant& variant : next.variants)
    for (const DeployedVariant& before : live.variants) {
      if (before.settings.name != variant.settings.name) continue;
      if (!excluded.contains("DesiredWeight"))
        variant.current_weight = variant.desired_weight = before.desired_weight;
      if (!excluded.contains("DesiredInstanceCount"))
        variant.instance_count = before.instance_count;
    }
}

DeployedVariant* variant_named(Deployment& deployment, std::string_view name) {
  const auto found = std::ranges::find_if(deployment.variants, [name](const DeployedVariant& one) {
    return one.settings.name == name;
  });
  return found == deployment.variants.end() ? nullptr : &*found;
}

// One entry of DesiredWeightsAndCapacities. Own wording; AWS's is not known.
std::optional<ServiceError> check_weight(EndpointRecord& endpoint, const JsonNode& item,
                                         std::set<std::string>& seen) {
  const std::string name = text_member(item, "VariantName").value_or("");
  if (variant_named(*endpoint.live, name) == nullptr)
    return ServiceError{"ValidationException", "Endpoint \"" + endpoint.arn +
                                                   "\" has no production variant " + name + "."};
  if (!seen.insert(name).second)
    return ServiceError{"ValidationException",
                        "The production variant " + name + " is given twice. Give each one once."};
  return std::nullopt;
}

void set_weight(DeployedVariant& variant, const JsonNode& item) {
  if (const auto weight = number_member(item, "DesiredWeight"))
    variant.current_weight = variant.desired_weight = *weight;
  if (const auto count = number_member(item, "DesiredInstanceCount"))
    variant.instance_count = static_cast<int>(std::min(*count, 1e9));
}

}  // namespace

Answered create_endpoint(ControlState& state, const Call& call) {
  const std::string name = call.text("EndpointName");
  const std::string config_name = call.text("EndpointConfigName");
  const std::string arn = resource_arn(call.scope, "endpoint", name);
  std::uint64_t number = 0;
  {
    ControlState::Access access(state);
    Records& records = access.records;
    state.sweep(access);
    if (records.endpoints.contains(name)) return already_there("endpoint", arn);
    const ConfigPtr config = records.find_config(config_name);
    if (!config)
      return not_found("endpoint configuration",
                       resource_arn(call.scope, "endpoint-config", config_name));
    auto deployment = deployment_of(records, config, call.scope, state.now());
    if (!deployment) return tl::unexpected(std::move(deployment.error()));
    records.tags.erase(arn);  // of what was there under that name before
    if (auto refused = put_tags(records, arn, call.request)) return tl::unexpected(*refused);
    number = ++records.numbers;
    auto endpoint = std::make_shared<EndpointRecord>();
    static_cast<ResourceFacts&>(*endpoint) = {number,     name,        arn,
                                              call.scope, state.now(), Origin::Wire};
    endpoint->status = "Creating";
    endpoint->modified = endpoint->created;
    endpoint->deployment_config = deployment_config_of(call);
    endpoint->next = std::move(*deployment);
    renew_route(access, *endpoint);
    records.endpoints[name] = std::move(endpoint);
  }
  state.keep();
  state.start(number);
  return JsonObject().text("EndpointArn", arn).take();
}

// The new pipelines start beside the old ones, which answer until all of the new are in service.
Answered update_endpoint(ControlState& state, const Call& call) {
  const std::string config_name = call.text("EndpointConfigName");
  std::uint64_t number = 0;
  std::string arn;
  {
    ControlState::Access access(state);
    Records& records = access.records;
    state.sweep(access);
    const auto found = changeable(records, call);
    if (!found) return tl::unexpected(found.error());
    EndpointRecord& endpoint = **found;
    const ConfigPtr config = records.find_config(config_name);
    if (!config)
      return not_found("endpoint configuration",
                       resource_arn(call.scope, "endpoint-config", config_name));
    auto deployment = deployment_of(records, config, call.scope, state.now());
    if (!deployment) return tl::unexpected(std::move(deployment.error()));
    retain_properties(*endpoint.live, call, *deployment);
    endpoint.next = std::move(*deployment);
    endpoint.status = "Updating";
    endpoint.failure_reason.clear();
    endpoint.modified = state.now();
    if (!true_member(call.request, "RetainDeploymentConfig"))
      endpoint.deployment_config = deployment_config_of(call);
    renew_route(access, endpoint);
    number = endpoint.number;
    arn = endpoint.arn;
  }
  state.keep();
  state.start(number);
  return JsonObject().text("EndpointArn", arn).take();
}

// Nothing has to be started for that: the status is InService again before the answer is sent.
Answered update_endpoint_weights_and_capacities(ControlState& state, const Call& call) {
  std::string arn;
  {
    ControlState::Access access(state);
    state.sweep(access);
    const auto found = changeable(access.records, call);
    if (!found) return tl::unexpected(found.error());
    EndpointRecord& endpoint = **found;
    const JsonNode& items = *member_of(call.request, "DesiredWeightsAndCapacities");
    std::set<std::string> seen;
    for (const JsonNode& item : items.children)
      if (auto refused = check_weight(endpoint, item, seen))
        return tl::unexpected(std::move(*refused));
    for (const JsonNode& item : items.children)
      set_weight(*variant_named(*endpoint.live, text_member(item, "VariantName").value_or("")),
                 item);
    endpoint.modified = state.now();
    renew_route(access, endpoint);
    arn = endpoint.arn;
  }
  state.keep();
  state.notify();
  return JsonObject().text("EndpointArn", arn).take();
}

// It is Deleting until the last invocation has let go of its pipelines, then gone.
Answered delete_endpoint(ControlState& state, const Call& call) {
  const std::string name = call.text("EndpointName");
  {
    ControlState::Access access(state);
    state.sweep(access);
    const auto endpoint = access.records.find_endpoint(name);
    if (!endpoint) return no_such_endpoint(call, name);
    if (endpoint->origin == Origin::Window) return refuse_window(endpoint->arn);
    // contract 4.24
    if (endpoint->status != "InService" && endpoint->status != "Failed")
      return in_progress(endpoint->arn);
    endpoint->status = "Deleting";
    endpoint->modified = state.now();
    if (endpoint->live) {
      for (const DeployedVariant& variant : endpoint->live->variants)
        endpoint->going.push_back(variant.hosted);
      access.let_go(std::make_shared<Deployment>(*endpoint->live));
      for (DeployedVariant& variant : endpoint->live->variants) variant.hosted = nullptr;
    }
    renew_route(access, *endpoint);
  }
  {
    ControlState::Access access(state);
    state.sweep(access);
  }
  state.keep();
  state.notify();
  return "";
}

}  // namespace emulator
