#include "emulator/validate/validate.h"

#include <algorithm>
#include <array>

#include "emulator/validate/rules.h"

namespace emulator {
namespace {

constexpr std::array kRules{
    Rule{"model-name", "ModelName follows its pattern", "1.1, 1.2", check_model_name},
    Rule{"containers", "PrimaryContainer or Containers, not both and not neither", "1.5, 1.20",
         check_container_members},
    Rule{"container-count", "At most 15 containers", "1.5", check_container_count},
    Rule{"not-a-pipeline", "Two containers make a pipeline", "1.6", check_single_container},
    Rule{"execution-mode", "InferenceExecutionConfig.Mode is Serial or Direct", "1a, 1.8",
         check_execution_mode},
    Rule{"no-execution-role", "ExecutionRoleArn is given", "1.23", check_role_missing},
    Rule{"execution-role", "ExecutionRoleArn is the ARN of a role", "1a", check_role_arn},
    Rule{"tags", "At most 50 tags with valid keys and values", "1a", check_tags},
    Rule{"vpc-config", "1 to 5 security groups and 1 to 16 subnets", "1a", check_vpc},

    Rule{"container-hostname", "ContainerHostname follows its pattern", "1.1, 1.2",
         check_hostname_limits},
    Rule{"D19", "ContainerHostname on every container or on none", "1.7",
         check_hostnames_all_or_none},
    Rule{"D19", "Each ContainerHostname on one container only", "1.9", check_hostnames_unique},
    Rule{"D19", "Direct mode names its containers", "1.8", check_direct_hostnames},
    Rule{"hostname-ignored", "A PrimaryContainer needs no ContainerHostname", "1.7",
         check_hostname_ignored},

    Rule{"image", "Image is a name of at most 255 characters", "1a", check_image_limits},
    Rule{"image-or-package", "An Image or a ModelPackageName", "1c", check_image_or_package},
    Rule{"image-and-package", "Not an Image beside a ModelPackageName", "1c",
         check_image_and_package},
    Rule{"image-to-fill-in", "Image is one that AWS can pull", "1.22", check_image_to_fill_in},
    Rule{"D21", "All images in one Region", "1.12, 7.1", check_image_regions},
    Rule{"image-config", "ImageConfig has valid values", "1a", check_image_config},
    Rule{"container-mode", "Mode is SingleModel or MultiModel", "1a", check_container_mode},
    Rule{"D18", "At most one MultiModel container", "1.10", check_one_multi_model},
    Rule{"multi-model-config", "ModelCacheSetting is Enabled or Disabled", "1a",
         check_multi_model_config},
    Rule{"model-package", "ModelPackageName is a name or an ARN", "1a", check_package_limits},
    Rule{"inference-specification", "InferenceSpecificationName follows its pattern", "1a",
         check_inference_specification},
    Rule{"container-metrics", "At most one metrics endpoint with valid values", "1a",
         check_metrics},

    Rule{"model-data-url", "ModelDataUrl begins with s3:// or https://", "1a, 1.22",
         check_model_data_url},
    Rule{"model-data-archive", "ModelDataUrl names a .tar.gz", "1.12", check_model_data_archive},
    Rule{"model-data-both", "ModelDataUrl or ModelDataSource, not both", "1.22",
         check_model_data_both},
    Rule{"model-data-source", "Sources of model data have valid values", "1a",
         check_model_data_source},
    Rule{"model-data-prefix", "An uncompressed S3Prefix ends in /", "1.11",
         check_model_data_prefix},
    Rule{"model-data-multi-model", "No ModelDataSource in MultiModel mode", "1.11",
         check_model_data_multi_model},
    Rule{"D23", "ModelDataSource rules out batch transform", "1.11", check_model_data_batch},
    Rule{"additional-model-data", "At most 5 additional sources with names of their own", "1a",
         check_additional_model_data},

    Rule{"D22", "Environment has valid names and lengths", "1.3", check_environment_limits},
    Rule{"D22", "Environment of all containers within 32 KB", "1.3", check_environment_sum},
    Rule{"D29", "SAGEMAKER_SPARKML_SCHEMA is JSON", "7.2", check_sparkml_schema},
    Rule{"local-environment", "Local variables are such that a process can have", "",
         check_local_environment},

    Rule{"process-command", "A process stage has a Command", "", check_process_command},
    Rule{"stage-url", "A url stage has an http:// address", "", check_stage_url},
    Rule{"ignored-member", "Local members fit the stage's runtime", "", check_ignored_members},
    Rule{"port-range", "Port from 1 to 65535", "", check_port_range},
    Rule{"port-twice", "Each Port on one stage only", "2.9", check_port_unique},
    Rule{"resources", "Cpus and MemoryBytes are positive", "", check_resources},
    Rule{"all-bypassed", "At least one stage is not bypassed", "", check_some_stage_runs},
    Rule{"limit-range", "Time-outs that something waits for are not 0", "2.17, 2.18", check_limits},
    Rule{"request-name", "Saved requests have names of their own", "", check_request_names},
    Rule{"request-headers", "Headers of saved requests can be sent", "4.1", check_request_headers},
};

}  // namespace

std::span<const Rule> definition_rules() { return kRules; }

std::vector<Finding> validate(const Pipeline& pipeline) {
  std::vector<Finding> findings;
  for (const Rule& rule : kRules) {
    std::vector<Finding> found;
    rule.check(pipeline, found);
    for (Finding& finding : found) {
      finding.id = rule.id;
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

bool has_errors(const std::vector<Finding>& findings) {
  return std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.severity == Severity::Error; });
}

}  // namespace emulator
