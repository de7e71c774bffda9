#include "emulator/api/control/json_object.h"
#include "emulator/api/control/listing.h"
#include "emulator/api/control/operation_shapes.h"
#include "emulator/api/control/operations.h"

// DescribeEndpoint and ListEndpoints (contract 4.20, 4.22, 4.23).
namespace emulator {
namespace {

// One for each container. The digest of an image is not known here, so ResolvedImage repeats the
// name.
std::string deployed_images(const DeployedVariant& variant, WallTime started) {
  std::vector<std::string> items;
  for (const Stage& stage : variant.pipeline->stages) {
    const std::string image = stage.container.image.value_or("");
    if (image.empty()) continue;
    items.push_back(JsonObject()
                        .text("SpecifiedImage", image)
                        .text("ResolvedImage", image)
                        .time("ResolutionTime", started)
                        .take());
  }
  return json_list(items);
}

// What a serverless variant has in place of instances.
void add_capacity(const DeployedVariant& variant, bool running, JsonObject& out) {
  const auto settings = parse_json(variant.settings.json, "variant");
  const JsonNode* const serverless = settings ? member_of(*settings, "ServerlessConfig") : nullptr;
  if (serverless != nullptr) {
    out.raw("CurrentServerlessConfig", serverless->raw);
    out.raw("DesiredServerlessConfig", serverless->raw);
    return;
  }
  out.whole("CurrentInstanceCount", running ? variant.instance_count : 0);
  out.whole("DesiredInstanceCount", variant.instance_count);
  if (const JsonNode* const scaling =
          settings ? member_of(*settings, "ManagedInstanceScaling") : nullptr)
    out.raw("ManagedInstanceScaling", scaling->raw);
  if (const JsonNode* const routing = settings ? member_of(*settings, "RoutingConfig") : nullptr)
    out.raw("RoutingConfig", routing->raw);
}

// `status`: of the variant, where something is going on (contract 4.22); `running`: it answers.
std::string variant_summary(const DeployedVariant& variant, const Deployment& deployment,
                            std::string_view status, bool running) {
  JsonObject out;
  out.text("VariantName", variant.settings.name);
  out.raw("DeployedImages", deployed_images(variant, deployment.started));
  out.number("CurrentWeight", variant.current_weight);
  out.number("DesiredWeight", variant.desired_weight);
  add_capacity(variant, running, out);
  if (!status.empty())
    out.raw("VariantStatus",
            "[" + JsonObject().text("Status", status).time("StartTime", deployment.started).take() +
                "]");
  return out.take();
}

std::string variant_summaries(const Deployment& deployment, std::string_view status, bool running) {
  std::vector<std::string> items;
  for (const DeployedVariant& variant : deployment.variants)
    items.push_back(variant_summary(variant, deployment, status, running));
  return json_list(items);
}

std::string_view variant_status(std::string_view endpoint_status) {
  if (endpoint_status == "Creating" || endpoint_status == "Updating" ||
      endpoint_status == "Deleting")
    return endpoint_status;
  return "";
}

// DataCaptureConfigSummary; nothing is captured here (contract 4.26).
std::string data_capture(const JsonNode& config) {
  const JsonNode& capture = config;
  return JsonObject()
      .boolean("EnableCapture", true_member(capture, "EnableCapture"))
      .text("CaptureStatus", "Stopped")
      .whole("CurrentSamplingPercentage",
             static_cast<std::int64_t>(
                 number_member(capture, "InitialSamplingPercentage").value_or(0)))
      .text("DestinationS3Uri", text_member(capture, "DestinationS3Uri").value_or(""))
      .text("KmsKeyId", text_member(capture, "KmsKeyId").value_or(""))
      .take();
}

// Members that an endpoint shows as its config has them.
void add_from_config(const ConfigRecord& config, JsonObject& out) {
  const auto json = parse_json(config.json, "config");
  if (!json) return;
  for (const std::string_view name : {"AsyncInferenceConfig", "ExplainerConfig", "MetricsConfig"})
    if (const JsonNode* const member = member_of(*json, name)) out.raw(name, member->raw);
  if (const JsonNode* const capture = member_of(*json, "DataCaptureConfig"))
    out.raw("DataCaptureConfig", data_capture(*capture));
}

std::string description(const EndpointRecord& endpoint) {
  // What answers; before that, what is to.
  const Deployment& shown = endpoint.live ? *endpoint.live : *endpoint.next;
  JsonObject out;
  out.text("EndpointName", endpoint.name);
  out.text("EndpointArn", endpoint.arn);
  out.text("EndpointConfigName", shown.config->name);
  out.raw("ProductionVariants",
          variant_summaries(shown, variant_status(endpoint.status), endpoint.live.has_value()));
  out.text("EndpointStatus", endpoint.status);
  out.text_if_any("FailureReason", endpoint.failure_reason);
  out.time("CreationTime", endpoint.created);
  out.time("LastModifiedTime", endpoint.modified);
  if (!endpoint.deployment_config.empty())
    out.raw("LastDeploymentConfig", endpoint.deployment_config);
  if (endpoint.live && endpoint.next)
    out.raw("PendingDeploymentSummary",
            JsonObject()
                .text("EndpointConfigName", endpoint.next->config->name)
                .raw("ProductionVariants", variant_summaries(*endpoint.next, "Creating", false))
                .time("StartTime", endpoint.next->started)
                .take());
  add_from_config(*shown.config, out);
  return out.take();
}

}  // namespace

Answered describe_endpoint(ControlState& state, const Call& call) {
  const std::string name = call.text("EndpointName");
  ControlState::Access access(state);
  state.sweep(access);
  const auto endpoint = access.records.find_endpoint(name);
  if (!endpoint) return not_found("endpoint", resource_arn(call.scope, "endpoint", name));
  return description(*endpoint);
}

Answered list_endpoints(ControlState& state, const Call& call) {
  std::vector<ListedItem> items;
  {
    ControlState::Access access(state);
    state.sweep(access);
    for (const auto& endpoint : access.records.all_endpoints()) {
      ListedItem item = listed(*endpoint, JsonObject()
                                              .text("EndpointName", endpoint->name)
                                              .text("EndpointArn", endpoint->arn)
                                              .time("CreationTime", endpoint->created)
                                              .time("LastModifiedTime", endpoint->modified)
                                              .text("EndpointStatus", endpoint->status)
                                              .take());
      item.modified = endpoint->modified;
      item.status = endpoint->status;
      items.push_back(std::move(item));
    }
  }
  return list_answer("Endpoints", std::move(items), call.request);
}

}  // namespace emulator
