#include "app/view_model/definition_fields.h"
#include "app/view_model/edit_field_makers.h"
#include "emulator/model/aws_values.h"

namespace app {
namespace {

using emulator::ContainerDefinition;
using emulator::S3ModelDataSource;

constexpr std::array<std::string_view, 7> kFrequencies{"10",  "30",  "60", "120",
                                                       "180", "240", "300"};

EditField environment_of(ContainerDefinition& container) {
  EditField field;
  field.path = field.label = "Environment";
  field.hint = "Variables of the container, on SageMaker and here";
  field.kind = FieldKind::Table;
  field.rows = [&container] { return *container.environment; };
  field.set_rows = [&container](NameValues rows) { container.environment = std::move(rows); };
  field.masks_secrets = true;
  return field;
}

FieldGroup basics(ContainerDefinition& c) {
  FieldGroup group{"Container", {}, "", {}, "", {}};
  group.fields = {
      text_field_of("ContainerHostname", "Its name in the pipeline: letters, digits, inner hyphens",
                    c.container_hostname),
      text_field_of("Image", "<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>",
                    c.image),
      choice_of("Mode", "SingleModel unless it serves many models", c.mode,
                emulator::kContainerModes),
      text_field_of("ModelDataUrl", "s3://<bucket>/<key>.tar.gz, unpacked into /opt/ml/model",
                    c.model_data_url),
      environment_of(c),
  };
  return group;
}

// The members of an S3DataSource at `at`.
std::vector<EditField> source_fields(const std::string& at, S3ModelDataSource& s3) {
  return {
      text_field_of(at + "/S3Uri", "s3://<bucket>/<prefix>/, or one object", s3.s3_uri),
      choice_of(at + "/S3DataType", "A prefix, or one object", s3.s3_data_type,
                emulator::kS3DataTypes),
      choice_of(at + "/CompressionType", "Gzip: one tar.gz, unpacked", s3.compression_type,
                emulator::kCompressionTypes),
      choice_of(at + "/ModelAccessConfig/AcceptEula", "Where the model asks for it",
                s3.accept_eula),
      text_field_of(at + "/HubAccessConfig/HubContentArn", "Of a model from a private hub",
                    s3.hub_content_arn),
      text_field_of(at + "/ManifestS3Uri", "Of a manifest that lists the files",
                    s3.manifest_s3_uri),
      text_field_of(at + "/ETag", "Of the object, to be sure of its version", s3.etag),
      text_field_of(at + "/ManifestEtag", "Of the manifest", s3.manifest_etag),
  };
}

FieldGroup model_data_source(ContainerDefinition& c) {
  FieldGroup group{"ModelDataSource, instead of ModelDataUrl", {}, "", {}, "", {}};
  group.fields =
      source_fields("ModelDataSource/S3DataSource", *c.model_data_source->s3_data_source);
  return group;
}

FieldGroup additional_source(ContainerDefinition& c, std::size_t at) {
  auto& all = *c.additional_model_data_sources;
  const std::string path = "AdditionalModelDataSources/" + std::to_string(at);
  FieldGroup group{"Additional model data source " + std::to_string(at + 1), {}, "", {}, "", {}};
  group.fields = source_fields(path + "/S3DataSource", *all[at].s3_data_source);
  group.fields.insert(
      group.fields.begin(),
      text_field_of(path + "/ChannelName", "A folder below /opt/ml/additional-model-data-sources",
                    all[at].channel_name));
  group.remove_label = "Remove source " + std::to_string(at + 1);
  group.remove = [&all, at] { all.erase(all.begin() + static_cast<std::ptrdiff_t>(at)); };
  return group;
}

FieldGroup more_sources(ContainerDefinition& c) {
  FieldGroup group;
  group.title = "AdditionalModelDataSources";
  group.add_label = "Add a source";
  group.add = [&c] { c.additional_model_data_sources->emplace_back().s3_data_source.emplace(); };
  return group;
}

FieldGroup image_config(ContainerDefinition& c) {
  FieldGroup group{"ImageConfig", {}, "", {}, "", {}};
  group.fields = {
      choice_of("ImageConfig/RepositoryAccessMode", "Vpc: from a private registry",
                c.image_config->repository_access_mode, emulator::kRepositoryAccessModes),
      text_field_of("ImageConfig/RepositoryAuthConfig/RepositoryCredentialsProviderArn",
                    "Of the Lambda function that gives the registry's credentials",
                    c.image_config->repository_auth_config->repository_credentials_provider_arn),
  };
  return group;
}

FieldGroup package(ContainerDefinition& c) {
  FieldGroup group{"Model package and MultiModel", {}, "", {}, "", {}};
  group.fields = {
      text_field_of("ModelPackageName", "Name or ARN, instead of an Image", c.model_package_name),
      text_field_of("InferenceSpecificationName", "Of the model package",
                    c.inference_specification_name),
      choice_of("MultiModelConfig/ModelCacheSetting", "Whether models stay loaded",
                c.multi_model_config->model_cache_setting, emulator::kModelCacheSettings),
  };
  return group;
}

FieldGroup metrics_endpoint(ContainerDefinition& c, std::size_t at) {
  auto& all = c.container_metrics_config->metrics_endpoints;
  const std::string path = "ContainerMetricsConfig/MetricsEndpoints/" + std::to_string(at);
  FieldGroup group{"Metrics endpoint " + std::to_string(at + 1), {}, "", {}, "", {}};
  auto& frequency = all[at].metric_publish_frequency_in_seconds;
  EditField seconds = whole_number_of(
      path + "/MetricPublishFrequencyInSeconds", "Seconds between two readings",
      [&frequency] { return frequency; },
      [&frequency](std::optional<std::int64_t> value) { frequency = value; });
  seconds.kind = FieldKind::Choice;
  seconds.options = {kFrequencies.begin(), kFrequencies.end()};
  group.fields = {text_field_of(path + "/MetricsEndpointPath", "Such as /metrics",
                                all[at].metrics_endpoint_path),
                  std::move(seconds)};
  group.remove_label = "Remove endpoint " + std::to_string(at + 1);
  group.remove = [&all, at] { all.erase(all.begin() + static_cast<std::ptrdiff_t>(at)); };
  return group;
}

FieldGroup more_endpoints(ContainerDefinition& c) {
  FieldGroup group;
  group.title = "ContainerMetricsConfig";
  if (!c.container_metrics_config->metrics_endpoints.empty()) return group;  // one at most
  group.add_label = "Add an endpoint";
  group.add = [&c] { c.container_metrics_config->metrics_endpoints.emplace_back(); };
  return group;
}

}  // namespace

std::vector<FieldGroup> container_groups(ContainerDefinition& container) {
  std::vector<FieldGroup> groups{basics(container), model_data_source(container)};
  for (std::size_t i = 0; i < container.additional_model_data_sources->size(); ++i)
    groups.push_back(additional_source(container, i));
  groups.push_back(more_sources(container));
  groups.push_back(image_config(container));
  groups.push_back(package(container));
  for (std::size_t i = 0; i < container.container_metrics_config->metrics_endpoints.size(); ++i)
    groups.push_back(metrics_endpoint(container, i));
  groups.push_back(more_endpoints(container));
  return groups;
}

}  // namespace app
