#include "emulator/codec/pipeline_shapes.h"
#include "emulator/model/aws_values.h"

// CreateModel's inner objects, member by member in the order of contract 1a.
namespace emulator {
namespace {

template <typename T>
KeptMembers& kept_of(T& value) {
  return value.kept;
}

template <typename T, std::size_t N>
constexpr Shape<T> aws_shape(const std::array<Field<T>, N>& fields) {
  return {UnknownKeys::Keep, kept_of<T>, fields};
}

using S3 = S3ModelDataSource;

constexpr std::array kModelAccess{
    row<&S3::accept_eula>("AcceptEula", "Whether the model's licence is accepted").needed()};
constexpr Shape<S3> kModelAccessShape{
    UnknownKeys::Keep, [](S3& value) -> KeptMembers& { return value.model_access_kept; },
    kModelAccess};

constexpr std::array kHubAccess{
    row<&S3::hub_content_arn>("HubContentArn", "Hub content that may be read").needed()};
constexpr Shape<S3> kHubAccessShape{
    UnknownKeys::Keep, [](S3& value) -> KeptMembers& { return value.hub_access_kept; }, kHubAccess};

constexpr std::array kS3{
    row<&S3::s3_uri>("S3Uri", "s3:// address of the object or prefix").needed(),
    row<&S3::s3_data_type>("S3DataType", "Whether S3Uri is a prefix or an object", kS3DataTypes)
        .needed(),
    row<&S3::compression_type>("CompressionType", "How the model data is packed", kCompressionTypes)
        .needed(),
    part_row<S3, kModelAccessShape>("ModelAccessConfig", "Licence of a gated model"),
    part_row<S3, kHubAccessShape>("HubAccessConfig", "Hub that the model comes from"),
    row<&S3::manifest_s3_uri>("ManifestS3Uri", "s3:// address of the manifest"),
    row<&S3::etag>("ETag", "ETag that the object must have"),
    row<&S3::manifest_etag>("ManifestEtag", "ETag that the manifest must have"),
};
constexpr Shape<S3> kS3Shape = aws_shape(kS3);

constexpr std::array kRepositoryAuth{
    row<&RepositoryAuthConfig::repository_credentials_provider_arn>(
        "RepositoryCredentialsProviderArn", "Lambda function that gives the registry's credentials")
        .needed()};
constexpr auto kRepositoryAuthShape = aws_shape(kRepositoryAuth);

constexpr std::array kImageConfig{
    row<&ImageConfig::repository_access_mode>(
        "RepositoryAccessMode", "Where the image is pulled from", kRepositoryAccessModes)
        .needed(),
    row<&ImageConfig::repository_auth_config>("RepositoryAuthConfig",
                                              "How a private registry is entered"),
};
constexpr auto kImageConfigShape = aws_shape(kImageConfig);

constexpr std::array kModelDataSource{
    row<&ModelDataSource::s3_data_source>("S3DataSource", "Model data in S3")};
constexpr auto kModelDataSourceShape = aws_shape(kModelDataSource);

using Additional = AdditionalModelDataSource;
constexpr std::array kAdditional{
    row<&Additional::channel_name>("ChannelName", "Name of its folder below /opt/ml").needed(),
    row<&Additional::s3_data_source>("S3DataSource", "Model data in S3").needed(),
};
constexpr auto kAdditionalShape = aws_shape(kAdditional);

constexpr std::array kMultiModel{row<&MultiModelConfig::model_cache_setting>(
    "ModelCacheSetting", "Whether loaded models are kept in memory", kModelCacheSettings)};
constexpr auto kMultiModelShape = aws_shape(kMultiModel);

constexpr std::array kMetricsEndpoint{
    row<&MetricsEndpoint::metrics_endpoint_path>("MetricsEndpointPath",
                                                 "Path below which the container shows metrics")
        .needed(),
    row<&MetricsEndpoint::metric_publish_frequency_in_seconds>("MetricPublishFrequencyInSeconds",
                                                               "10, 30, 60, 120, 180, 240 or 300"),
};
constexpr auto kMetricsEndpointShape = aws_shape(kMetricsEndpoint);

constexpr std::array kMetrics{row<&ContainerMetricsConfig::metrics_endpoints>(
    "MetricsEndpoints", "Endpoints that are scraped; at most one")};
constexpr auto kMetricsShape = aws_shape(kMetrics);

using C = ContainerDefinition;
constexpr std::array kContainer{
    row<&C::container_hostname>("ContainerHostname",
                                "Name of the container in logs and metrics; on all or on none"),
    row<&C::image>("Image", "Registry path of the image"),
    row<&C::image_config>("ImageConfig", "Where the image is pulled from"),
    row<&C::mode>("Mode", "One model or many", kContainerModes),
    row<&C::model_data_url>("ModelDataUrl", "s3:// or https:// address of a model.tar.gz"),
    row<&C::model_data_source>("ModelDataSource", "Model data, packed or not"),
    row<&C::additional_model_data_sources>("AdditionalModelDataSources",
                                           "More model data; at most 5 channels"),
    row<&C::environment>("Environment", "Variables of the container"),
    row<&C::model_package_name>("ModelPackageName", "Model package, instead of an image"),
    row<&C::inference_specification_name>("InferenceSpecificationName",
                                          "Inference specification of the model package"),
    row<&C::multi_model_config>("MultiModelConfig", "Settings of a MultiModel container"),
    row<&C::container_metrics_config>("ContainerMetricsConfig", "Metrics of the container's own"),
};
constexpr auto kContainerShape = aws_shape(kContainer);

constexpr std::array kTag{row<&Tag::key>("Key", "1 to 128 characters").needed(),
                          row<&Tag::value>("Value", "At most 256 characters").needed()};
constexpr auto kTagShape = aws_shape(kTag);

constexpr std::array kVpc{
    row<&VpcConfig::security_group_ids>("SecurityGroupIds", "1 to 5 security groups").needed(),
    row<&VpcConfig::subnets>("Subnets", "1 to 16 subnets").needed(),
};
constexpr auto kVpcShape = aws_shape(kVpc);

constexpr std::array kExecution{
    row<&InferenceExecutionConfig::mode>("Mode", "One after the other, or called directly",
                                         kExecutionModes)
        .needed()};
constexpr auto kExecutionShape = aws_shape(kExecution);

}  // namespace

template <>
const Shape<RepositoryAuthConfig>& shape_of() {
  return kRepositoryAuthShape;
}
template <>
const Shape<ImageConfig>& shape_of() {
  return kImageConfigShape;
}
template <>
const Shape<S3ModelDataSource>& shape_of() {
  return kS3Shape;
}
template <>
const Shape<ModelDataSource>& shape_of() {
  return kModelDataSourceShape;
}
template <>
const Shape<AdditionalModelDataSource>& shape_of() {
  return kAdditionalShape;
}
template <>
const Shape<MultiModelConfig>& shape_of() {
  return kMultiModelShape;
}
template <>
const Shape<MetricsEndpoint>& shape_of() {
  return kMetricsEndpointShape;
}
template <>
const Shape<ContainerMetricsConfig>& shape_of() {
  return kMetricsShape;
}
template <>
const Shape<ContainerDefinition>& shape_of() {
  return kContainerShape;
}
template <>
const Shape<Tag>& shape_of() {
  return kTagShape;
}
template <>
const Shape<VpcConfig>& shape_of() {
  return kVpcShape;
}
template <>
const Shape<InferenceExecutionConfig>& shape_of() {
  return kExecutionShape;
}

}  // namespace emulator
