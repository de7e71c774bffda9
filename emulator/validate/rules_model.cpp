#include "emulator/base/text.h"
#include "emulator/model/aws_values.h"
#include "emulator/validate/patterns.h"
#include "emulator/validate/rules.h"

namespace emulator {
namespace {

constexpr std::size_t kMaxContainers = 15;  // contract 1.5
constexpr std::size_t kMaxTags = 50;
constexpr std::size_t kMaxSecurityGroups = 5;
constexpr std::size_t kMaxSubnets = 16;

constexpr TextLimits kModelName{1, 63, is_name, R"(^[a-zA-Z0-9]([\-a-zA-Z0-9]*[a-zA-Z0-9])?)"};
constexpr TextLimits kRole{20, 2048, is_role_arn,
                           R"(^arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$)"};
constexpr TextLimits kTagKey{1, 128, is_tag_text, R"(^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$)"};
constexpr TextLimits kTagValue{0, 256, is_tag_text, R"(^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$)"};
constexpr TextLimits kVpcId{0, 32, is_vpc_id, "[-0-9a-zA-Z]+"};

void add(const Pipeline& pipeline, std::string_view key, Finding finding, Findings& out) {
  finding.pointer = model_pointer(pipeline).append(key);
  out.push_back(std::move(finding));
}

// One member of the model against its limits; `path` is AWS's name for it.
void check_text(const Pipeline& pipeline, std::string_view value, const TextLimits& limits,
                const std::pair<std::string, std::string>& pointer_and_path, Findings& out) {
  if (const auto broken = broken_limit(value, limits))
    add(pipeline, pointer_and_path.first,
        finding_of(Severity::Error, constraint_text(value, pointer_and_path.second, *broken), ""),
        out);
}

void check_count(const Pipeline& pipeline, std::size_t count, std::size_t max,
                 const std::pair<std::string, std::string>& pointer_and_path, Findings& out) {
  if (count >= 1 && count <= max) return;
  const std::string limit =
      count == 0 ? "Member must have length greater than or equal to 1"
                 : "Member must have length less than or equal to " + std::to_string(max);
  add(pipeline, pointer_and_path.first,
      finding_of(Severity::Error, constraint_text("[…]", pointer_and_path.second, limit),
                 "Give 1 to " + std::to_string(max)),
      out);
}

void check_vpc_ids(const Pipeline& pipeline, const std::vector<std::string>& ids,
                   const std::pair<std::string, std::string>& pointer_and_path, Findings& out) {
  for (std::size_t i = 0; i < ids.size(); ++i)
    check_text(pipeline, ids[i], kVpcId,
               {pointer_and_path.first + "/" + std::to_string(i),
                pointer_and_path.second + "." + std::to_string(i + 1) + ".member"},
               out);
}

}  // namespace

void check_model_name(const Pipeline& pipeline, Findings& out) {
  const std::string& name = pipeline.model.model_name;
  if (name.empty()) {
    add(pipeline, "/ModelName",
        finding_of(Severity::Error, "ModelName is missing or empty", "Give the model a name"), out);
    return;
  }
  if (const auto broken = broken_limit(name, kModelName))
    add(pipeline, "/ModelName",
        finding_of(Severity::Error, constraint_text(name, "modelName", *broken),
                   "Use at most 63 letters, digits and inner hyphens"),
        out);
}

// contract 1.20: AWS's text is not known; own wording.
void check_container_members(const Pipeline& pipeline, Findings& out) {
  if (has_both_container_members(pipeline))
    add(pipeline, "/PrimaryContainer",
        finding_of(Severity::Error, "PrimaryContainer and Containers are both given",
                   "Keep Containers for a pipeline, PrimaryContainer for a single container"),
        out);
  if (pipeline.stages.empty())
    add(pipeline, "/Containers",
        finding_of(Severity::Error, "Neither PrimaryContainer nor Containers names a container",
                   "Add the containers of the pipeline to Containers"),
        out);
}

void check_container_count(const Pipeline& pipeline, Findings& out) {
  const std::size_t count = pipeline.stages.size();
  if (count > kMaxContainers)
    add(pipeline, "/Containers",
        finding_of(Severity::Error,
                   std::to_string(count) + " containers; a pipeline has at most " +
                       std::to_string(kMaxContainers),
                   "Merge or remove " + std::to_string(count - kMaxContainers)),
        out);
}

// contract 1.6: accepted by AWS, but two is what makes it a pipeline.
void check_single_container(const Pipeline& pipeline, Findings& out) {
  if (pipeline.stages.size() != 1) return;
  Finding finding = finding_of(Severity::Info, "One container is a model, not a pipeline", "");
  finding.pointer = container_pointer(pipeline, 0);
  out.push_back(std::move(finding));
}

void check_execution_mode(const Pipeline& pipeline, Findings& out) {
  const auto& config = pipeline.model.inference_execution_config;
  if (!config) return;
  if (const auto broken = broken_enum(config->mode, kExecutionModes))
    add(pipeline, "/InferenceExecutionConfig/Mode",
        finding_of(Severity::Error,
                   constraint_text(config->mode, "inferenceExecutionConfig.mode", *broken),
                   "Write Serial for a pipeline"),
        out);
}

// contract 1.23: not required by the newest shape, but every example and SDK sends it.
void check_role_missing(const Pipeline& pipeline, Findings& out) {
  if (!pipeline.model.execution_role_arn)
    add(pipeline, "",
        finding_of(Severity::Warning, "ExecutionRoleArn is missing",
                   "Fill in the role that SageMaker takes on before creating the model"),
        out);
}

void check_role_arn(const Pipeline& pipeline, Findings& out) {
  if (const auto& role = pipeline.model.execution_role_arn)
    check_text(pipeline, *role, kRole, {"/ExecutionRoleArn", "executionRoleArn"}, out);
}

void check_tags(const Pipeline& pipeline, Findings& out) {
  if (!pipeline.model.tags) return;
  const std::vector<Tag>& tags = *pipeline.model.tags;
  if (tags.size() > kMaxTags) check_count(pipeline, tags.size(), kMaxTags, {"/Tags", "tags"}, out);
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const std::string pointer = "/Tags/" + std::to_string(i);
    const std::string path = "tags." + std::to_string(i + 1) + ".member.";
    check_text(pipeline, tags[i].key, kTagKey, {pointer + "/Key", path + "key"}, out);
    check_text(pipeline, tags[i].value, kTagValue, {pointer + "/Value", path + "value"}, out);
  }
}

void check_vpc(const Pipeline& pipeline, Findings& out) {
  if (!pipeline.model.vpc_config) return;
  const VpcConfig& vpc = *pipeline.model.vpc_config;
  const std::pair<std::string, std::string> groups{"/VpcConfig/SecurityGroupIds",
                                                   "vpcConfig.securityGroupIds"};
  const std::pair<std::string, std::string> subnets{"/VpcConfig/Subnets", "vpcConfig.subnets"};
  check_count(pipeline, vpc.security_group_ids.size(), kMaxSecurityGroups, groups, out);
  check_count(pipeline, vpc.subnets.size(), kMaxSubnets, subnets, out);
  check_vpc_ids(pipeline, vpc.security_group_ids, groups, out);
  check_vpc_ids(pipeline, vpc.subnets, subnets, out);
}

}  // namespace emulator
