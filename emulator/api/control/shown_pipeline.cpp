#include "emulator/api/control/shown_pipeline.h"

#include "emulator/api/control/config_request.h"
#include "emulator/api/control/failure_reason.h"
#include "emulator/api/control/json_object.h"
#include "emulator/validate/patterns.h"

namespace emulator {
namespace {

constexpr std::size_t kLongestName = 63;

bool can_be_named(const Pipeline& pipeline) {
  const std::string& name = pipeline.model.model_name;
  return is_name(name) && name.size() <= kLongestName;
}

template <typename Record>
std::shared_ptr<Record> record_of(const ResourceFacts& facts, std::string_view kind) {
  auto out = std::make_shared<Record>();
  static_cast<ResourceFacts&>(*out) = facts;
  out->arn = resource_arn(facts.scope, kind, facts.name);
  return out;
}

ModelPtr model_of(const ResourceFacts& facts, std::shared_ptr<const Pipeline> pipeline) {
  auto out = record_of<ModelRecord>(facts, "model");
  out->pipeline = std::move(pipeline);
  return out;
}

// One variant, as the SDK's deploy() makes it (contract 1.15); the instance type is made up.
ConfigPtr config_of(const ResourceFacts& facts) {
  const std::string variant = JsonObject()
                                  .text("VariantName", "AllTraffic")
                                  .text("ModelName", facts.name)
                                  .whole("InitialInstanceCount", 1)
                                  .text("InstanceType", "ml.m5.large")
                                  .number("InitialVariantWeight", 1)
                                  .take();
  auto out = record_of<ConfigRecord>(facts, "endpoint-config");
  out->variants = {variant_of(*parse_json(variant, "variant"))};
  out->json = JsonObject()
                  .text("EndpointConfigName", facts.name)
                  .raw("ProductionVariants", "[" + variant + "]")
                  .take();
  return out;
}

Deployment deployment_of(const ConfigPtr& config, std::shared_ptr<const Pipeline> pipeline,
                         std::uint64_t number) {
  DeployedVariant variant;
  variant.settings = config->variants.front();
  variant.pipeline = std::move(pipeline);
  variant.model_origin = config->origin;
  return {number, config, config->created, {std::move(variant)}};
}

// AWS's word for a state; "" where there is no endpoint.
std::string_view status_of(ServiceState state) {
  switch (state) {
    case ServiceState::Empty:
    case ServiceState::Stopped:
      return "";
    case ServiceState::Creating:
      return "Creating";
    case ServiceState::InService:
      return "InService";
    case ServiceState::Failed:
      return "Failed";
    case ServiceState::Stopping:
      return "Deleting";
  }
  return "";
}

// What was open before under that name keeps its number and its times.
ResourceFacts facts_of_window(Records& records, const std::string& name, const CallScope& scope,
                              WallTime now) {
  if (records.window.model && records.window.model->name == name) return *records.window.model;
  return {++records.numbers, name, "", scope, now, Origin::Window};
}

struct Open {
  HostedPipelinePtr hosted;
  std::shared_ptr<const Pipeline> pipeline;
  HostedReport report;
};

std::shared_ptr<EndpointRecord> endpoint_of_window(ControlState::Access& access, const Open& open,
                                                   const ConfigPtr& config, WallTime now) {
  const std::string_view status = status_of(open.report.state);
  if (status.empty()) return nullptr;
  auto out = record_of<EndpointRecord>(*config, "endpoint");
  const EndpointRecord* const before = access.records.window.endpoint.get();
  const bool same = before != nullptr && before->name == out->name;
  out->created = same ? before->created : now;
  out->modified = same && before->status == status ? before->modified : now;
  out->status = status;
  Deployment deployment = deployment_of(config, open.pipeline, 0);
  deployment.started = out->created;
  deployment.variants.front().hosted = open.hosted;
  if (open.report.state == ServiceState::Failed)
    out->failure_reason = failure_reason("AllTraffic", *open.pipeline, open.report);
  const bool answers = open.report.state == ServiceState::InService;
  (answers ? out->live : out->next) = std::move(deployment);
  renew_route(access, *out);
  return out;
}

}  // namespace

Result<std::uint64_t> add_served(ControlState& state, std::shared_ptr<const Pipeline> pipeline) {
  const std::string name = pipeline->model.model_name;
  if (!can_be_named(*pipeline))
    return fail(ErrorCode::InvalidInput, "\"" + name + "\" cannot be the name of an endpoint",
                "Set ModelName to at most 63 letters, digits and inner hyphens");
  ControlState::Access access(state);
  Records& records = access.records;
  state.sweep(access);
  if (records.models.contains(name) || records.configs.contains(name) ||
      records.endpoints.contains(name))
    return fail(ErrorCode::InvalidInput,
                "There is a model, an endpoint config or an endpoint named " + name + " already",
                "Give the pipeline another ModelName, or delete what has that name");
  const ResourceFacts facts{++records.numbers, name,        "",
                            state.own_scope(), state.now(), Origin::File};
  const ConfigPtr config = config_of(facts);
  auto endpoint = record_of<EndpointRecord>(facts, "endpoint");
  endpoint->status = "Creating";
  endpoint->modified = facts.created;
  endpoint->next = deployment_of(config, pipeline, ++records.numbers);
  renew_route(access, *endpoint);
  records.models[name] = model_of(facts, std::move(pipeline));
  records.configs[name] = config;
  records.endpoints[name] = std::move(endpoint);
  return facts.number;
}

void set_window(ControlState& state, HostedPipelinePtr hosted) {
  Open open{std::move(hosted), nullptr, {}};
  if (open.hosted) {
    open.pipeline = open.hosted->pipeline();
    open.report = open.hosted->report();
  }
  ControlState::Access access(state);
  WindowRecords window;
  if (open.pipeline && can_be_named(*open.pipeline)) {
    const ResourceFacts facts = facts_of_window(access.records, open.pipeline->model.model_name,
                                                state.own_scope(), state.now());
    window.hosted = open.hosted;
    window.model = model_of(facts, open.pipeline);
    window.config = config_of(facts);
    window.endpoint = endpoint_of_window(access, open, window.config, state.now());
  }
  access.let_go(
      std::make_shared<WindowRecords>(std::exchange(access.records.window, std::move(window))));
}

}  // namespace emulator
