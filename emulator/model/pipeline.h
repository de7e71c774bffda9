#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulator/model/contract_profile.h"
#include "emulator/model/ids.h"

// The pipeline as values: CreateModel's shape in AWS's words (contract 1a), how each stage runs
// here, and the saved requests. No JSON, no files, no threads.
namespace emulator {

// What reading kept of a JSON object besides the members we know, so that writing loses nothing:
// the order of its keys, and the unknown members as the JSON text that was read.
struct KeptMembers {
  std::vector<std::string> key_order;
  std::vector<std::pair<std::string, std::string>> unknown;
  bool operator==(const KeptMembers&) const = default;
};

// Name and value in file order.
using EnvironmentMap = std::vector<std::pair<std::string, std::string>>;

struct RepositoryAuthConfig {
  std::string repository_credentials_provider_arn;
  KeptMembers kept;
  bool operator==(const RepositoryAuthConfig&) const = default;
};

struct ImageConfig {
  std::string repository_access_mode;  // Platform | Vpc
  std::optional<RepositoryAuthConfig> repository_auth_config;
  KeptMembers kept;
  bool operator==(const ImageConfig&) const = default;
};

struct S3ModelDataSource {
  std::string s3_uri;
  std::string s3_data_type;      // S3Prefix | S3Object
  std::string compression_type;  // None | Gzip
  std::optional<bool> accept_eula;                // ModelAccessConfig.AcceptEula
  std::optional<std::string> hub_content_arn;     // HubAccessConfig.HubContentArn
  std::optional<std::string> manifest_s3_uri;
  std::optional<std::string> etag;
  std::optional<std::string> manifest_etag;
  KeptMembers kept;
  KeptMembers model_access_kept;
  KeptMembers hub_access_kept;
  bool operator==(const S3ModelDataSource&) const = default;
};

struct ModelDataSource {
  std::optional<S3ModelDataSource> s3_data_source;
  KeptMembers kept;
  bool operator==(const ModelDataSource&) const = default;
};

struct AdditionalModelDataSource {
  std::string channel_name;
  std::optional<S3ModelDataSource> s3_data_source;
  KeptMembers kept;
  bool operator==(const AdditionalModelDataSource&) const = default;
};

struct MultiModelConfig {
  std::optional<std::string> model_cache_setting;  // Enabled | Disabled
  KeptMembers kept;
  bool operator==(const MultiModelConfig&) const = default;
};

struct MetricsEndpoint {
  std::string metrics_endpoint_path;
  std::optional<std::int64_t> metric_publish_frequency_in_seconds;
  KeptMembers kept;
  bool operator==(const MetricsEndpoint&) const = default;
};

struct ContainerMetricsConfig {
  std::vector<MetricsEndpoint> metrics_endpoints;
  KeptMembers kept;
  bool operator==(const ContainerMetricsConfig&) const = default;
};

// AWS's ContainerDefinition, nothing else.
struct ContainerDefinition {
  std::optional<std::string> container_hostname;
  std::optional<std::string> image;
  std::optional<ImageConfig> image_config;
  std::optional<std::string> mode;  // SingleModel | MultiModel
  std::optional<std::string> model_data_url;
  std::optional<ModelDataSource> model_data_source;
  std::optional<std::vector<AdditionalModelDataSource>> additional_model_data_sources;
  std::optional<EnvironmentMap> environment;
  std::optional<std::string> model_package_name;
  std::optional<std::string> inference_specification_name;
  std::optional<MultiModelConfig> multi_model_config;
  std::optional<ContainerMetricsConfig> container_metrics_config;
  KeptMembers kept;
  bool operator==(const ContainerDefinition&) const = default;
};

enum class RuntimeKind { Docker, Process, Url };

// "docker", "process", "url": as in the file.
std::string_view to_text(RuntimeKind kind);

// What AWS cannot know: how to start a stage here. One entry of Local.Stages.
struct StageLaunch {
  std::optional<RuntimeKind> runtime;  // none: the entry does not say; docker then
  std::optional<std::vector<std::string>> command;
  std::optional<std::string> working_directory;  // relative to the file's folder
  std::optional<std::string> image;
  std::optional<std::string> build;
  std::optional<std::string> url;
  std::optional<std::string> model_data;  // a folder or a model.tar.gz
  // Channel name and what stands in for that additional source, a folder or a model.tar.gz.
  std::optional<EnvironmentMap> additional_model_data;
  std::optional<EnvironmentMap> environment;
  std::optional<std::string> environment_file;
  std::optional<std::vector<std::string>> pass_environment;
  std::optional<int> port;
  std::optional<double> cpus;
  std::optional<std::int64_t> memory_bytes;
  std::optional<std::string> gpus;  // JSON text of the member: a number or "all"
  std::optional<std::chrono::seconds> stop_timeout;  // StopTimeoutSeconds; 30 by default
  std::optional<bool> bypassed;                      // Bypassed: skipped when invoking
  KeptMembers kept;
  bool operator==(const StageLaunch&) const = default;
};

struct Stage {
  StageId id;  // ours; never in a file
  ContainerDefinition container;
  std::optional<StageLaunch> launch;  // none: no entry in Local.Stages

  RuntimeKind runtime() const {
    return launch && launch->runtime ? *launch->runtime : RuntimeKind::Docker;
  }
  bool bypassed() const { return launch && launch->bypassed.value_or(false); }
  bool operator==(const Stage&) const = default;
};

struct Tag {
  std::string key;
  std::string value;
  KeptMembers kept;
  bool operator==(const Tag&) const = default;
};

struct VpcConfig {
  std::vector<std::string> security_group_ids;
  std::vector<std::string> subnets;
  KeptMembers kept;
  bool operator==(const VpcConfig&) const = default;
};

struct InferenceExecutionConfig {
  std::string mode;  // Serial | Direct
  KeptMembers kept;
  bool operator==(const InferenceExecutionConfig&) const = default;
};

// CreateModel's request, without the containers (those are the stages).
struct ModelMembers {
  std::string model_name;
  std::optional<std::string> execution_role_arn;
  std::optional<InferenceExecutionConfig> inference_execution_config;
  std::optional<std::vector<Tag>> tags;
  std::optional<VpcConfig> vpc_config;
  std::optional<bool> enable_network_isolation;
  bool primary_container = false;  // the file used PrimaryContainer instead of Containers
  KeptMembers kept;
  bool operator==(const ModelMembers&) const = default;
};

// Exactly one of body, body_base64, body_file is set.
struct SavedRequest {
  std::string name;
  std::optional<std::string> content_type;
  std::optional<std::string> accept;
  std::optional<std::string> custom_attributes;
  std::optional<std::string> body;
  std::optional<std::string> body_base64;
  std::optional<std::string> body_file;  // relative to the file's folder
  KeptMembers kept;
  bool operator==(const SavedRequest&) const = default;
};

// One entry of Local.Images: how a container whose image matches runs here. For models that arrive
// over the wire.
struct ImageEntry {
  std::string pattern;  // an image name in which each '*' stands for any text
  StageLaunch launch;
  bool operator==(const ImageEntry&) const = default;
};

// Which of the three documents it was read from; it is written back in the same form.
enum class FileForm { Pipeline, CreateModelRequest, DescribeModelResponse };

// Members of the file that nothing here acts on, and its local rules.
struct LocalMembers {
  ContractProfile profile;
  KeptMembers limits_kept;
  KeptMembers switches_kept;
  std::optional<std::vector<ImageEntry>> images;  // Local.Images, in file order
  std::optional<EnvironmentMap> s3;  // Local.S3: "bucket/prefix" and the folder standing in for it
  KeptMembers local_kept;
  KeptMembers stages_kept;      // order of the entries of Local.Stages
  KeptMembers file_kept;        // "$schema", FormatVersion, unknown
  bool operator==(const LocalMembers&) const = default;
};

// A whole pipeline file as one value. Every edit makes a new one.
struct Pipeline {
  ModelMembers model;
  std::vector<Stage> stages;  // in route order
  std::vector<SavedRequest> requests;
  LocalMembers local;
  FileForm form = FileForm::Pipeline;
  std::filesystem::path file;    // where it was read from; empty for a new one
  std::filesystem::path folder;  // relative paths start here; absolute
  bool operator==(const Pipeline&) const = default;
};

// The name SageMaker uses for stage `index` (0-based): its ContainerHostname, else container-<n>
// (contract 1.7).
std::string container_name(const Pipeline& pipeline, std::size_t index);

// Stages of `next` whose container has the name of one of `before` are that stage from now on.
void keep_stage_ids(Pipeline& next, const Pipeline& before);
// Index of the stage, or stages.size().
std::size_t index_of(const Pipeline& pipeline, StageId id);
// Index of the stage of that container name.
std::optional<std::size_t> find_container(const Pipeline& pipeline, std::string_view name);
// A StageId that no stage made in this process has had.
StageId new_stage_id();

}  // namespace emulator
