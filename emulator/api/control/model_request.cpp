#include "emulator/api/control/model_request.h"

#include <algorithm>
#include <array>

#include "emulator/api/control/json_object.h"
#include "emulator/api/control/operation_shapes.h"
#include "emulator/codec/create_model_json.h"
#include "emulator/codec/pipeline_file.h"
#include "emulator/validate/validate.h"

namespace emulator {
namespace {

constexpr std::string_view kOneError = "1 validation error detected: ";

// Members of files and of DescribeModel's answer; in a request they mean nothing.
constexpr std::array<std::string_view, 6> kNotOfRequests{
    "ModelArn",         "CreationTime", "DeploymentRecommendation",
    "ResponseMetadata", "$schema",      "FormatVersion"};

// What a variable of SparkML holds shows at the first request only (contract 7.2 D29).
constexpr std::string_view kNotOfCreateModel = "D29";

bool counts(const Finding& finding) {
  return finding.severity == Severity::Error && finding.id != kNotOfCreateModel;
}

// AWS's own sentence stands alone; ours is followed by the way out.
std::string sentence(const Finding& finding) {
  if (finding.message.ends_with('.') || finding.fix.empty()) return finding.message;
  return finding.message + ". " + finding.fix + ".";
}

// Broken constraints are named together (contract 1c); rules between members one at a time.
std::optional<ServiceError> broken_rules(const Pipeline& pipeline) {
  std::vector<std::string> constraints;
  std::optional<ServiceError> other;
  for (const Finding& finding : validate(pipeline)) {
    if (!counts(finding)) continue;
    if (finding.message.starts_with(kOneError))
      constraints.push_back(finding.message.substr(kOneError.size()));
    else if (!other)
      other = ServiceError{"ValidationException", sentence(finding)};
  }
  if (constraints.empty()) return other;
  return ServiceError{"ValidationException", validation_errors(constraints)};
}

}  // namespace

tl::expected<Pipeline, ServiceError> model_of_request(const JsonNode& request) {
  const std::string json = kept_json(request, shapes::create_model, kNotOfRequests, true);
  auto read = read_pipeline_text("{\"CreateModel\":" + json + "}", "the request",
                                 "/");  // the folder is arriving_model's business
  if (!read) return tl::unexpected(ServiceError{"SerializationException", read.error().what});
  if (auto broken = broken_rules(read->pipeline)) return tl::unexpected(std::move(*broken));
  return std::move(read->pipeline);
}

std::string model_description(const ModelRecord& model) {
  constexpr std::array<std::string_view, 1> kTags{"Tags"};
  const std::string request = create_model_json(*model.pipeline);
  const auto parsed = parse_json(request, "model");
  std::string out = parsed ? kept_json(*parsed, shapes::create_model, kTags, false) : "{}";
  JsonObject added;
  added.text("ModelArn", model.arn).time("CreationTime", model.created);
  if (!model.pipeline->model.enable_network_isolation)
    added.boolean("EnableNetworkIsolation", false);
  out.pop_back();
  if (out.size() > 1) out += ',';
  return out + added.take().substr(1);
}

tl::unexpected<ServiceError> refuse_window(std::string_view arn) {
  return refuse("\"" + std::string(arn) +
                "\" is the pipeline that is open in the Hoplens window. Change it or stop it "
                "there.");
}

}  // namespace emulator
