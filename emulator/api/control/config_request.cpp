#include "emulator/api/control/config_request.h"

#include <algorithm>
#include <set>

#include "emulator/api/control/operation_shapes.h"

namespace emulator {
namespace {

ServiceError refusal(std::string message) { return {"ValidationException", std::move(message)}; }

const ValueShape& variant_shape() {
  for (const MemberShape& member : shapes::create_endpoint_config.members)
    if (member.name == "ProductionVariants") return *member.shape.item;
  return shapes::create_endpoint_config;
}

bool has(const JsonNode& object, std::string_view name) {
  return member_of(object, name) != nullptr;
}

std::vector<const JsonNode*> all_variants(const JsonNode& request) {
  std::vector<const JsonNode*> out;
  for (const std::string_view member : {"ProductionVariants", "ShadowProductionVariants"})
    if (const JsonNode* const list = member_of(request, member))
      for (const JsonNode& variant : list->children) out.push_back(&variant);
  return out;
}

// What a variant must say about where it runs. AWS's texts are not known; own wording.
std::optional<ServiceError> check_capacity(const JsonNode& variant) {
  const std::string name = text_member(variant, "VariantName").value_or("");
  if (!has(variant, "ModelName"))
    return refusal("The production variant " + name +
                   " names no model. Hoplens does not emulate inference components: give it a "
                   "ModelName.");
  const bool serverless = has(variant, "ServerlessConfig");
  const bool instances = has(variant, "InstanceType") || has(variant, "InitialInstanceCount");
  if (serverless && instances)
    return refusal("The production variant " + name +
                   " has a ServerlessConfig beside InstanceType or InitialInstanceCount. Give one "
                   "or the other.");
  if (serverless || has(variant, "InstancePools")) return std::nullopt;
  if (has(variant, "InstanceType") && has(variant, "InitialInstanceCount")) return std::nullopt;
  return refusal("The production variant " + name +
                 " needs an InstanceType and an InitialInstanceCount, or a ServerlessConfig.");
}

// contract 1.11, 1.17: what serverless and asynchronous endpoints do not take. Own wording.
std::optional<ServiceError> check_kind(const Pipeline& pipeline, const JsonNode& variant,
                                       bool asynchronous) {
  const bool serverless = has(variant, "ServerlessConfig");
  if (!serverless && !asynchronous) return std::nullopt;
  const std::string kind = serverless ? "serverless" : "asynchronous";
  const std::string& name = pipeline.model.model_name;
  if (pipeline.stages.size() > 1)
    return refusal("The model " + name + " is an inference pipeline, which " + kind +
                   " endpoints do not support.");
  const bool has_source = std::ranges::any_of(pipeline.stages, [](const Stage& stage) {
    return stage.container.model_data_source.has_value();
  });
  if (serverless && has_source)
    return refusal("The model " + name +
                   " has a ModelDataSource, which serverless endpoints do not support.");
  return std::nullopt;
}

}  // namespace

VariantSettings variant_of(const JsonNode& variant) {
  VariantSettings out;
  out.name = text_member(variant, "VariantName").value_or("");
  out.model_name = text_member(variant, "ModelName").value_or("");
  out.weight = number_member(variant, "InitialVariantWeight").value_or(1);
  out.instance_count =
      static_cast<int>(std::min(number_member(variant, "InitialInstanceCount").value_or(1), 1e9));
  out.instance_type = text_member(variant, "InstanceType").value_or("");
  if (const auto timeout = number_member(variant, "ContainerStartupHealthCheckTimeoutInSeconds"))
    out.startup_timeout = std::chrono::seconds{static_cast<std::int64_t>(*timeout)};
  out.json = kept_json(variant, variant_shape(), {}, false);
  return out;
}

std::vector<VariantSettings> variants_of_request(const JsonNode& request) {
  std::vector<VariantSettings> out;
  for (const JsonNode& variant : member_of(request, "ProductionVariants")->children)
    out.push_back(variant_of(variant));
  return out;
}

std::optional<ServiceError> check_variants(const Records& records, const JsonNode& request,
                                           const CallScope& scope) {
  const bool asynchronous = has(request, "AsyncInferenceConfig");
  std::set<std::string> names;
  for (const JsonNode* const variant : all_variants(request)) {
    const std::string name = text_member(*variant, "VariantName").value_or("");
    if (!names.insert(name).second)
      return refusal("The variant name " + name +
                     " is given twice. Give each production variant a name of its own.");
    if (auto refused = check_capacity(*variant)) return refused;
    const std::string model_name = text_member(*variant, "ModelName").value_or("");
    const ModelPtr model = records.find_model(model_name);
    if (!model) return not_found("model", resource_arn(scope, "model", model_name)).value();
    if (auto refused = check_kind(*model->pipeline, *variant, asynchronous)) return refused;
  }
  return std::nullopt;
}

}  // namespace emulator
