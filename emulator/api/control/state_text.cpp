#include "emulator/api/control/state_text.h"

#include <algorithm>
#include <cmath>

#include "emulator/api/control/arriving_model.h"
#include "emulator/api/control/config_request.h"
#include "emulator/api/control/json_object.h"
#include "emulator/api/control/model_request.h"
#include "emulator/api/control/operation_shapes.h"
#include "emulator/api/control/variant_pipeline.h"
#include "emulator/codec/create_model_json.h"

namespace emulator {
namespace {

constexpr int kFormatVersion = 1;
constexpr double kLastSecond = 9e9;  // in the year 2255; a WallTime ends in 2262

// ---- writing

JsonObject facts_object(const ResourceFacts& facts) {
  JsonObject out;
  out.text("Region", facts.scope.region).text("Account", facts.scope.account);
  out.time("CreationTime", facts.created);
  return out;
}

std::string model_json(const ModelRecord& model) {
  return facts_object(model)
      .raw("CreateModel", compact_json(create_model_json(*model.pipeline)))
      .take();
}

std::string config_json(const ConfigRecord& config) {
  return facts_object(config).raw("CreateEndpointConfig", config.json).take();
}

std::string variant_json(const DeployedVariant& variant) {
  return JsonObject()
      .text("VariantName", variant.settings.name)
      .number("DesiredWeight", variant.desired_weight)
      .whole("DesiredInstanceCount", variant.instance_count)
      .raw("CreateModel", compact_json(create_model_json(*variant.pipeline)))
      .take();
}

// What of an endpoint is kept; null where nothing is.
const Deployment* kept_of(const EndpointRecord& endpoint) {
  if (endpoint.status == "Deleting") return nullptr;
  const Deployment& deployment = endpoint.live ? *endpoint.live : *endpoint.next;
  const bool all_wire = std::ranges::all_of(deployment.variants, [](const DeployedVariant& one) {
    return one.model_origin == Origin::Wire;
  });
  return all_wire && deployment.config->origin == Origin::Wire ? &deployment : nullptr;
}

std::string endpoint_json(const EndpointRecord& endpoint, const Deployment& deployment) {
  std::vector<std::string> variants;
  for (const DeployedVariant& variant : deployment.variants)
    variants.push_back(variant_json(variant));
  JsonObject out = facts_object(endpoint);
  out.time("LastModifiedTime", endpoint.modified);
  out.text("EndpointName", endpoint.name);
  if (!endpoint.deployment_config.empty()) out.raw("DeploymentConfig", endpoint.deployment_config);
  out.raw("EndpointConfig", config_json(*deployment.config));
  out.raw("Variants", json_list(variants));
  return out.take();
}

// Those that came over the wire, oldest first.
template <typename Map>
auto in_order(const Map& records) {
  std::vector<typename Map::mapped_type> out;
  for (const auto& [name, record] : records)
    if (record->origin == Origin::Wire) out.push_back(record);
  std::ranges::sort(out, {}, [](const auto& record) { return record->number; });
  return out;
}

std::string tags_json(const Records& records, const std::string& arn) {
  std::vector<std::string> items;
  const auto found = records.tags.find(arn);
  if (found != records.tags.end())
    for (const Tag& tag : found->second)
      items.push_back(JsonObject().text("Key", tag.key).text("Value", tag.value).take());
  return json_list(items);
}

// ---- reading

class StateReader {
 public:
  StateReader(std::string_view file, Records& records) : file_(file), records_(records) {}

  Result<void> read(const JsonNode& root) {
    if (number_member(root, "FormatVersion") != kFormatVersion)
      return broken("it is not of FormatVersion 1");
    const std::pair<std::string_view, void (StateReader::*)(const JsonNode&)> parts[] = {
        {"Models", &StateReader::add_model},
        {"EndpointConfigs", &StateReader::add_config},
        {"Endpoints", &StateReader::add_endpoint},
        {"Tags", &StateReader::add_tags},
    };
    for (const auto& [name, add] : parts)
      if (const JsonNode* const list = member_of(root, name))
        for (const JsonNode& item : list->children) {
          (this->*add)(item);
          if (!why_.empty()) return broken(item.pointer + ": " + why_);
        }
    return {};
  }

  Result<void> broken(const std::string& why) const {
    return fail(ErrorCode::InvalidInput,
                "The state in " + std::string(file_) + " cannot be read: " + why,
                "Correct it, or move it away to begin without it");
  }

 private:
  void add_model(const JsonNode& item) {
    auto pipeline = pipeline_in(item);
    if (!pipeline) return;
    auto model = std::make_shared<ModelRecord>();
    fill(*model, item, pipeline->model.model_name, "model");
    model->pipeline = std::make_shared<const Pipeline>(std::move(*pipeline));
    records_.models[model->name] = std::move(model);
  }

  void add_config(const JsonNode& item) {
    if (const ConfigPtr config = config_in(item)) records_.configs[config->name] = config;
  }

  void add_endpoint(const JsonNode& item) {
    const JsonNode* const config_node = member_of(item, "EndpointConfig");
    const ConfigPtr config = config_node == nullptr ? nullptr : config_in(*config_node);
    const std::string name = text_member(item, "EndpointName").value_or("");
    if (!config || name.empty()) return give_up("EndpointName or EndpointConfig is missing");
    auto endpoint = std::make_shared<EndpointRecord>();
    fill(*endpoint, item, name, "endpoint");
    endpoint->modified = time_in(item, "LastModifiedTime");
    endpoint->status = "Creating";
    if (const JsonNode* const deployment = member_of(item, "DeploymentConfig"))
      endpoint->deployment_config = compact_json(deployment->raw);
    Deployment& next = endpoint->next.emplace();
    next.number = ++records_.numbers;
    next.config = config;
    next.started = endpoint->modified;
    for (const VariantSettings& settings : config->variants)
      next.variants.push_back(variant_in(item, settings));
    records_.endpoints[name] = std::move(endpoint);
  }

  DeployedVariant variant_in(const JsonNode& endpoint, const VariantSettings& settings) {
    DeployedVariant out;
    out.settings = settings;
    const JsonNode* const list = member_of(endpoint, "Variants");
    const JsonNode* item = nullptr;
    if (list != nullptr)
      for (const JsonNode& child : list->children)
        if (text_member(child, "VariantName") == settings.name) item = &child;
    if (item == nullptr) {
      give_up("the variant " + settings.name + " is missing");
      return out;
    }
    out.current_weight = out.desired_weight =
        number_member(*item, "DesiredWeight").value_or(settings.weight);
    out.instance_count = static_cast<int>(std::clamp(
        number_member(*item, "DesiredInstanceCount").value_or(settings.instance_count), 0.0, 1e9));
    if (const auto pipeline = pipeline_in(*item))
      out.pipeline = variant_pipeline(*pipeline, settings);
    return out;
  }

  void add_tags(const JsonNode& item) {
    const JsonNode* const list = member_of(item, "Tags");
    const auto arn = text_member(item, "ResourceArn");
    if (list == nullptr || !arn) return give_up("Tags or ResourceArn is missing");
    for (const JsonNode& tag : list->children)
      records_.tags[*arn].push_back(
          {text_member(tag, "Key").value_or(""), text_member(tag, "Value").value_or(""), {}});
  }

  // The request that stands in a member, checked as if it had come over the wire.
  const JsonNode* request_in(const JsonNode& item, std::string_view name, const ValueShape& shape) {
    const JsonNode* const request = member_of(item, name);
    if (request == nullptr) {
      give_up(std::string(name) + " is missing");
      return nullptr;
    }
    if (const auto wrong = check_request(*request, shape)) {
      give_up(wrong->message);
      return nullptr;
    }
    return request;
  }

  std::optional<Pipeline> pipeline_in(const JsonNode& item) {
    const JsonNode* const request = request_in(item, "CreateModel", shapes::create_model);
    if (request == nullptr) return std::nullopt;
    auto pipeline = model_of_request(*request);
    if (pipeline) return arriving_model(std::move(*pipeline), records_.images);
    give_up(pipeline.error().message);
    return std::nullopt;
  }

  ConfigPtr config_in(const JsonNode& item) {
    const JsonNode* const request =
        request_in(item, "CreateEndpointConfig", shapes::create_endpoint_config);
    if (request == nullptr) return nullptr;
    auto config = std::make_shared<ConfigRecord>();
    fill(*config, item, text_member(*request, "EndpointConfigName").value_or(""),
         "endpoint-config");
    config->variants = variants_of_request(*request);
    config->json = kept_json(*request, shapes::create_endpoint_config, {}, false);
    return config;
  }

  void fill(ResourceFacts& facts, const JsonNode& item, const std::string& name,
            std::string_view kind) {
    facts.number = ++records_.numbers;
    facts.name = name;
    facts.scope = {text_member(item, "Region").value_or(""),
                   text_member(item, "Account").value_or("")};
    facts.arn = resource_arn(facts.scope, kind, name);
    facts.created = time_in(item, "CreationTime");
  }

  static WallTime time_in(const JsonNode& item, std::string_view name) {
    const double seconds = std::clamp(number_member(item, name).value_or(0), 0.0, kLastSecond);
    return WallTime(std::chrono::milliseconds(std::llround(seconds * 1000)));
  }

  void give_up(std::string why) {
    if (why_.empty()) why_ = std::move(why);
  }

  std::string_view file_;
  Records& records_;
  std::string why_;
};

}  // namespace

std::string state_text(const Records& records) {
  std::vector<std::string> models;
  std::vector<std::string> configs;
  std::vector<std::string> endpoints;
  std::vector<std::string> tags;
  const auto keep_tags = [&](const std::string& arn) {
    const std::string list = tags_json(records, arn);
    if (list != "[]")
      tags.push_back(JsonObject().text("ResourceArn", arn).raw("Tags", list).take());
  };
  for (const ModelPtr& model : in_order(records.models)) {
    models.push_back(model_json(*model));
    keep_tags(model->arn);
  }
  for (const ConfigPtr& config : in_order(records.configs)) {
    configs.push_back(config_json(*config));
    keep_tags(config->arn);
  }
  for (const auto& endpoint : in_order(records.endpoints)) {
    const Deployment* const kept = kept_of(*endpoint);
    if (kept == nullptr) continue;
    endpoints.push_back(endpoint_json(*endpoint, *kept));
    keep_tags(endpoint->arn);
  }
  return indent_json(JsonObject()
                         .whole("FormatVersion", kFormatVersion)
                         .raw("Models", json_list(models))
                         .raw("EndpointConfigs", json_list(configs))
                         .raw("Endpoints", json_list(endpoints))
                         .raw("Tags", json_list(tags))
                         .take()) +
         "\n";
}

Result<void> read_state(std::string_view text, std::string_view file, Records& records) {
  Records read;
  read.images = records.images;
  StateReader reader(file, read);
  const auto root = parse_json(text, file);
  if (!root) return reader.broken(root.error().what);
  if (auto done = reader.read(*root); !done) return done;
  records = std::move(read);
  return {};
}

}  // namespace emulator
