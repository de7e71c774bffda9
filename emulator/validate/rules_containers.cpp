#include <algorithm>

#include "emulator/model/aws_values.h"
#include "emulator/validate/patterns.h"
#include "emulator/validate/rules.h"

namespace emulator {
namespace {

using C = ContainerDefinition;

constexpr TextLimits kImage{1, 255, is_image, "[\\S]+"};
constexpr TextLimits kPackage{1, 176, is_model_package_name,
                              R"(^(arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:[a-z\-]*\/)?)"
                              R"(([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)(\/[0-9]{1,9})?$)"};
constexpr TextLimits kSpecification{1, 63, is_name, "^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"};
constexpr TextLimits kProviderArn{1, 2048};
constexpr TextLimits kMetricsPath{1, 256, is_metrics_path, R"(^/(?!.*\.\.)[a-zA-Z0-9/_.\-]+$)"};

// A member of a container: its pointer step and its name in AWS's texts.
struct Member {
  std::string_view key;
  std::string_view path;
};

// Calls `broken(container)` for each container and reports what it gives about `member`.
template <typename Broken>
void each_container(const Pipeline& pipeline, Findings& out, Member member, Broken broken) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const std::optional<std::pair<std::string, std::string>> value_and_constraint =
        broken(pipeline.stages[i].container);
    if (!value_and_constraint) continue;
    const auto& [value, constraint] = *value_and_constraint;
    out.push_back(container_finding(
        pipeline, i, member.key,
        finding_of(Severity::Error,
                   constraint_text(value, aws_path(pipeline, i, member.path), constraint), "")));
  }
}

using Broken = std::optional<std::pair<std::string, std::string>>;

Broken text_broken(const std::optional<std::string>& value, const TextLimits& limits) {
  if (!value) return std::nullopt;
  if (auto constraint = broken_limit(*value, limits)) return std::pair(*value, *constraint);
  return std::nullopt;
}
Broken enum_broken(const std::optional<std::string>& value,
                   std::span<const std::string_view> options) {
  if (!value) return std::nullopt;
  if (auto constraint = broken_enum(*value, options)) return std::pair(*value, *constraint);
  return std::nullopt;
}

bool is_multi_model(const C& container) { return container.mode == "MultiModel"; }

// contract 1.22: a private registry is valid with ImageConfig Vpc; its name has a dot or a port.
bool is_vpc_registry(const C& container) {
  if (!container.image_config || container.image_config->repository_access_mode != "Vpc")
    return false;
  const std::string registry = container.image->substr(0, container.image->find('/'));
  return registry.size() < container.image->size() &&
         registry.find_first_of(".:") != std::string::npos;
}

void check_metrics_endpoint(const Pipeline& pipeline, std::size_t index, Findings& out) {
  const auto& endpoints =
      pipeline.stages[index].container.container_metrics_config->metrics_endpoints;
  const std::string key = "ContainerMetricsConfig/MetricsEndpoints";
  const std::string path = aws_path(pipeline, index, "containerMetricsConfig.metricsEndpoints");
  const auto report = [&](const std::string& at, const std::string& text) {
    out.push_back(container_finding(pipeline, index, at, finding_of(Severity::Error, text, "")));
  };
  if (endpoints.size() > 1)
    report(key, constraint_text("[…]", path, "Member must have length less than or equal to 1"));
  for (std::size_t k = 0; k < endpoints.size(); ++k) {
    const std::string item = key + "/" + std::to_string(k);
    const std::string member = path + "." + std::to_string(k + 1) + ".member.";
    const std::string& value = endpoints[k].metrics_endpoint_path;
    if (const auto broken = broken_limit(value, kMetricsPath))
      report(item + "/MetricsEndpointPath",
             constraint_text(value, member + "metricsEndpointPath", *broken));
    const auto& frequency = endpoints[k].metric_publish_frequency_in_seconds;
    if (frequency && std::ranges::find(kMetricFrequencies, *frequency) == kMetricFrequencies.end())
      report(
          item + "/MetricPublishFrequencyInSeconds",
          constraint_text(std::to_string(*frequency), member + "metricPublishFrequencyInSeconds",
                          "Member must satisfy enum value set: [10, 30, 60, 120, 180, 240, 300]"));
  }
}

}  // namespace

void check_image_limits(const Pipeline& pipeline, Findings& out) {
  each_container(pipeline, out, {"Image", "image"},
                 [](const C& container) { return text_broken(container.image, kImage); });
}

void check_image_or_package(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const C& container = pipeline.stages[i].container;
    if (container.image || container.model_package_name) continue;
    out.push_back(container_finding(
        pipeline, i, "",
        finding_of(Severity::Error,
                   "Specify one of either Image and Model Data URL or ModelPackageName in "
                   "container definition.",
                   "Give the container an Image or a ModelPackageName")));
  }
}

void check_image_and_package(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const C& container = pipeline.stages[i].container;
    if (!container.image || !container.model_package_name) continue;
    out.push_back(container_finding(
        pipeline, i, "ModelPackageName",
        finding_of(Severity::Warning,
                   "Image and ModelPackageName are both given; a model package brings its image",
                   "Keep one of the two")));
  }
}

void check_image_to_fill_in(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const C& container = pipeline.stages[i].container;
    if (!container.image || is_vpc_registry(container) || !ecr_region(*container.image).empty())
      continue;
    out.push_back(container_finding(
        pipeline, i, "Image",
        finding_of(Severity::Warning,
                   "Image " + *container.image + " is not an ECR address, so AWS cannot pull it",
                   "To fill in: <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>; a "
                   "local name belongs into Local.Stages")));
  }
}

// contract 1.12: an image must be in the endpoint's Region, so all of them in one.
void check_image_regions(const Pipeline& pipeline, Findings& out) {
  std::string_view first;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const auto& image = pipeline.stages[i].container.image;
    const std::string_view region = image ? ecr_region(*image) : std::string_view{};
    if (first.empty()) first = region;
    if (region.empty() || region == first) continue;
    out.push_back(container_finding(
        pipeline, i, "Image",
        finding_of(Severity::Warning,
                   "Image is in Region " + std::string(region) + ", an earlier container's in " +
                       std::string(first) + "; SageMaker wants them in the endpoint's Region",
                   "Copy the image into the endpoint's Region")));
  }
}

void check_image_config(const Pipeline& pipeline, Findings& out) {
  each_container(
      pipeline, out, {"ImageConfig/RepositoryAccessMode", "imageConfig.repositoryAccessMode"},
      [](const C& container) -> Broken {
        if (!container.image_config) return std::nullopt;
        return enum_broken(container.image_config->repository_access_mode, kRepositoryAccessModes);
      });
  each_container(
      pipeline, out,
      {"ImageConfig/RepositoryAuthConfig/RepositoryCredentialsProviderArn",
       "imageConfig.repositoryAuthConfig.repositoryCredentialsProviderArn"},
      [](const C& container) -> Broken {
        if (!container.image_config || !container.image_config->repository_auth_config)
          return std::nullopt;
        return text_broken(
            container.image_config->repository_auth_config->repository_credentials_provider_arn,
            kProviderArn);
      });
}

void check_container_mode(const Pipeline& pipeline, Findings& out) {
  each_container(pipeline, out, {"Mode", "mode"},
                 [](const C& container) { return enum_broken(container.mode, kContainerModes); });
}

void check_one_multi_model(const Pipeline& pipeline, Findings& out) {
  bool seen = false;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    if (!is_multi_model(pipeline.stages[i].container)) continue;
    if (std::exchange(seen, true))
      out.push_back(container_finding(pipeline, i, "Mode",
                                      finding_of(Severity::Error,
                                                 "More than one container in MultiModel mode is "
                                                 "not supported with inference pipeline.",
                                                 "Keep MultiModel on one container only")));
  }
}

void check_multi_model_config(const Pipeline& pipeline, Findings& out) {
  each_container(
      pipeline, out, {"MultiModelConfig/ModelCacheSetting", "multiModelConfig.modelCacheSetting"},
      [](const C& container) -> Broken {
        if (!container.multi_model_config) return std::nullopt;
        return enum_broken(container.multi_model_config->model_cache_setting, kModelCacheSettings);
      });
}

void check_package_limits(const Pipeline& pipeline, Findings& out) {
  each_container(pipeline, out, {"ModelPackageName", "modelPackageName"}, [](const C& container) {
    return text_broken(container.model_package_name, kPackage);
  });
}

void check_inference_specification(const Pipeline& pipeline, Findings& out) {
  each_container(pipeline, out, {"InferenceSpecificationName", "inferenceSpecificationName"},
                 [](const C& container) {
                   return text_broken(container.inference_specification_name, kSpecification);
                 });
}

void check_metrics(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    if (pipeline.stages[i].container.container_metrics_config)
      check_metrics_endpoint(pipeline, i, out);
}

}  // namespace emulator
