#include "emulator/api/control/operation_shapes.h"

#include <algorithm>
#include <array>

#include "emulator/validate/patterns.h"

namespace emulator {
namespace {

using M = MemberShape;
using Words = std::string_view;

bool is_part_of_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return c == '-' || is_name({&c, 1});
  });
}

bool is_given(std::string_view text) { return !text.empty(); }

bool is_instance_type(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  };
  return text.starts_with("ml.") && text.size() > 3 && std::ranges::all_of(text, allowed);
}

bool is_resource_arn(std::string_view text) {
  return text.starts_with("arn:aws") && text.find(":sagemaker:") != text.npos;
}

constexpr Words kName = "^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}";
constexpr Words kTagPattern = R"(^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$)";
constexpr TextLimits kModelName{0, 63, is_name, R"(^[a-zA-Z0-9]([\-a-zA-Z0-9]*[a-zA-Z0-9])?)"};
// Of CreateModel, where validate knows the rest.
constexpr TextLimits kGivenName{0, std::numeric_limits<std::size_t>::max(), is_given,
                                kModelName.pattern};
constexpr TextLimits kOtherName{0, 63, is_name, kName};
constexpr TextLimits kNameContains{0, 63, is_part_of_name, "[a-zA-Z0-9-]+"};
constexpr TextLimits kToken{0, 8192};
constexpr TextLimits kRole{20, 2048, is_role_arn,
                           R"(^arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$)"};
constexpr TextLimits kVpcId{0, 32, is_vpc_id, "[-0-9a-zA-Z]+"};
constexpr TextLimits kTagKey{1, 128, is_tag_text, kTagPattern};
constexpr TextLimits kTagValue{0, 256, is_tag_text, kTagPattern};
// AWS has a list of some 270 types there, which grows every month.
constexpr TextLimits kInstanceType{1, 64, is_instance_type, R"(^ml\.[a-z0-9.\-]+$)"};
constexpr TextLimits kResourceArn{0, 256, is_resource_arn,
                                  R"(^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:.+)"};

constexpr ValueShape kText = any_text();
constexpr ValueShape kMapOfText = map_of(kText);
constexpr ValueShape kVpcIdText = text_within(kVpcId);
constexpr ValueShape kTextList = list_of(kText);

// Contract 1a. The limits are validate's.
constexpr std::array kModelAccess{M{"AcceptEula", boolean(), true}};
constexpr std::array kHubAccess{M{"HubContentArn", any_text(), true}};
constexpr std::array kS3{
    M{"S3Uri", any_text(), true},
    M{"S3DataType", any_text(), true},
    M{"CompressionType", any_text(), true},
    M{"ModelAccessConfig", structure(kModelAccess)},
    M{"HubAccessConfig", structure(kHubAccess)},
    M{"ManifestS3Uri", any_text()},
    M{"ETag", any_text()},
    M{"ManifestEtag", any_text()},
};
constexpr std::array kRepositoryAuth{M{"RepositoryCredentialsProviderArn", any_text(), true}};
constexpr std::array kImageConfig{M{"RepositoryAccessMode", any_text(), true},
                                  M{"RepositoryAuthConfig", structure(kRepositoryAuth)}};
constexpr std::array kModelDataSource{M{"S3DataSource", structure(kS3)}};
constexpr std::array kAdditional{M{"ChannelName", any_text(), true},
                                 M{"S3DataSource", structure(kS3), true}};
constexpr ValueShape kAdditionalItem = structure(kAdditional);
constexpr std::array kMultiModel{M{"ModelCacheSetting", any_text()}};
constexpr std::array kMetricsEndpoint{M{"MetricsEndpointPath", any_text(), true},
                                      M{"MetricPublishFrequencyInSeconds", whole()}};
constexpr ValueShape kMetricsEndpointItem = structure(kMetricsEndpoint);
constexpr std::array kContainerMetrics{M{"MetricsEndpoints", list_of(kMetricsEndpointItem)}};
constexpr std::array kContainer{
    M{"ContainerHostname", any_text()},
    M{"Image", any_text()},
    M{"ImageConfig", structure(kImageConfig)},
    M{"Mode", any_text()},
    M{"ModelDataUrl", any_text()},
    M{"ModelDataSource", structure(kModelDataSource)},
    M{"AdditionalModelDataSources", list_of(kAdditionalItem)},
    M{"Environment", kMapOfText},
    M{"ModelPackageName", any_text()},
    M{"InferenceSpecificationName", any_text()},
    M{"MultiModelConfig", structure(kMultiModel)},
    M{"ContainerMetricsConfig", structure(kContainerMetrics)},
};
constexpr ValueShape kContainerItem = structure(kContainer);
constexpr std::array kExecution{M{"Mode", any_text(), true}};
constexpr std::array kLooseTag{M{"Key", any_text(), true}, M{"Value", any_text(), true}};
constexpr ValueShape kLooseTagItem = structure(kLooseTag);
constexpr std::array kLooseVpc{M{"SecurityGroupIds", kTextList, true},
                               M{"Subnets", kTextList, true}};
constexpr std::array kCreateModel{
    M{"ModelName", text_within(kGivenName), true},
    M{"PrimaryContainer", kContainerItem},
    M{"Containers", list_of(kContainerItem)},
    M{"InferenceExecutionConfig", structure(kExecution)},
    M{"ExecutionRoleArn", any_text()},
    M{"Tags", list_of(kLooseTagItem)},
    M{"VpcConfig", structure(kLooseVpc)},
    M{"EnableNetworkIsolation", boolean()},
};

constexpr std::array kTag{M{"Key", text_within(kTagKey), true},
                          M{"Value", text_within(kTagValue), true}};
constexpr ValueShape kTagItem = structure(kTag);
constexpr ValueShape kTags = list_of(kTagItem, 0, 50);

// Contract 4.21.
constexpr std::array kServerless{M{"MemorySizeInMB", whole(1024, 6144), true},
                                 M{"MaxConcurrency", whole(1, 200), true},
                                 M{"ProvisionedConcurrency", whole(1, 200)}};
constexpr std::array kPool{M{"InstanceType", text_within(kInstanceType), true},
                           M{"ModelNameOverride", text_within(kModelName)},
                           M{"Priority", whole(1, 5), true}};
constexpr ValueShape kPoolItem = structure(kPool);
constexpr std::array<Words, 2> kRoutingStrategies{"LEAST_OUTSTANDING_REQUESTS", "RANDOM"};
constexpr std::array kRouting{M{"RoutingStrategy", one_of(kRoutingStrategies), true}};
constexpr std::array kVariant{
    M{"VariantName", text_within(kOtherName), true},
    M{"ModelName", text_within(kModelName)},
    M{"InitialInstanceCount", whole(1)},
    M{"InstanceType", text_within(kInstanceType)},
    M{"InstancePools", list_of(kPoolItem, 1, 5)},
    M{"VariantInstanceProvisionTimeoutInSeconds", whole(300, 3600)},
    M{"InitialVariantWeight", number(0)},
    M{"AcceleratorType", any_text()},
    M{"CoreDumpConfig", structure({})},
    M{"ServerlessConfig", structure(kServerless)},
    M{"VolumeSizeInGB", whole(1, 512)},
    M{"ModelDataDownloadTimeoutInSeconds", whole(60, 3600)},
    M{"ContainerStartupHealthCheckTimeoutInSeconds", whole(60, 3600)},
    M{"EnableSSMAccess", boolean()},
    M{"ManagedInstanceScaling", structure({})},
    M{"RoutingConfig", structure(kRouting)},
    M{"InferenceAmiVersion", any_text()},
    M{"CapacityReservationConfig", structure({})},
};
constexpr ValueShape kVariantItem = structure(kVariant);

constexpr std::array<Words, 3> kCaptureModes{"Input", "Output", "InputAndOutput"};
constexpr std::array kCaptureOption{M{"CaptureMode", one_of(kCaptureModes), true}};
constexpr ValueShape kCaptureOptionItem = structure(kCaptureOption);
constexpr std::array kDataCapture{
    M{"EnableCapture", boolean()},
    M{"InitialSamplingPercentage", whole(0, 100), true},
    M{"DestinationS3Uri", any_text(), true},
    M{"KmsKeyId", any_text()},
    M{"CaptureOptions", list_of(kCaptureOptionItem, 1, 32), true},
    M{"CaptureContentTypeHeader", structure({})},
};
constexpr std::array kAsyncOutput{M{"S3OutputPath", any_text()}};
constexpr std::array kAsync{M{"OutputConfig", structure(kAsyncOutput), true}};
constexpr std::array kVpc{M{"SecurityGroupIds", list_of(kVpcIdText, 1, 5), true},
                          M{"Subnets", list_of(kVpcIdText, 1, 16), true}};
constexpr std::array kCreateConfig{
    M{"EndpointConfigName", text_within(kOtherName), true},
    M{"ProductionVariants", list_of(kVariantItem, 1, 10), true},
    M{"DataCaptureConfig", structure(kDataCapture)},
    M{"Tags", kTags},
    M{"KmsKeyId", any_text()},
    M{"AsyncInferenceConfig", structure(kAsync)},
    M{"ExplainerConfig", structure({})},
    M{"ShadowProductionVariants", list_of(kVariantItem, 1, 10)},
    M{"ExecutionRoleArn", text_within(kRole)},
    M{"VpcConfig", structure(kVpc)},
    M{"EnableNetworkIsolation", boolean()},
    M{"MetricsConfig", structure({})},
};

constexpr std::array kCreateEndpoint{
    M{"EndpointName", text_within(kOtherName), true},
    M{"EndpointConfigName", text_within(kOtherName), true},
    M{"DeploymentConfig", structure({})},
    M{"Tags", kTags},
};
constexpr std::array<Words, 3> kProperties{"DesiredInstanceCount", "DesiredWeight",
                                           "DataCaptureConfig"};
constexpr std::array kProperty{M{"VariantPropertyType", one_of(kProperties), true}};
constexpr ValueShape kPropertyItem = structure(kProperty);
constexpr std::array kUpdateEndpoint{
    M{"EndpointName", text_within(kOtherName), true},
    M{"EndpointConfigName", text_within(kOtherName), true},
    M{"RetainAllVariantProperties", boolean()},
    M{"ExcludeRetainedVariantProperties", list_of(kPropertyItem, 0, 3)},
    M{"DeploymentConfig", structure({})},
    M{"RetainDeploymentConfig", boolean()},
};
constexpr std::array kWeight{M{"VariantName", text_within(kOtherName), true},
                             M{"DesiredWeight", number(0)}, M{"DesiredInstanceCount", whole(0)},
                             M{"ServerlessUpdateConfig", structure({})}};
constexpr ValueShape kWeightItem = structure(kWeight);
constexpr std::array kUpdateWeights{
    M{"EndpointName", text_within(kOtherName), true},
    M{"DesiredWeightsAndCapacities", list_of(kWeightItem, 1), true},
};

// Contract 4.20.
constexpr std::array<Words, 2> kSortKeys{"Name", "CreationTime"};
constexpr std::array<Words, 3> kEndpointSortKeys{"Name", "CreationTime", "Status"};
constexpr std::array<Words, 2> kOrders{"Ascending", "Descending"};
constexpr std::array<Words, 9> kStatuses{"OutOfService",   "Creating",    "Updating",
                                         "SystemUpdating", "RollingBack", "InService",
                                         "Deleting",       "Failed",      "UpdateRollbackFailed"};
constexpr std::array kList{
    M{"SortBy", one_of(kSortKeys)},
    M{"SortOrder", one_of(kOrders)},
    M{"NextToken", text_within(kToken)},
    M{"MaxResults", whole(1, 100)},
    M{"NameContains", text_within(kNameContains)},
    M{"CreationTimeBefore", timestamp()},
    M{"CreationTimeAfter", timestamp()},
};
constexpr std::array kListEndpoints{
    M{"SortBy", one_of(kEndpointSortKeys)},        M{"SortOrder", one_of(kOrders)},
    M{"NextToken", text_within(kToken)},           M{"MaxResults", whole(1, 100)},
    M{"NameContains", text_within(kNameContains)}, M{"CreationTimeBefore", timestamp()},
    M{"CreationTimeAfter", timestamp()},           M{"LastModifiedTimeBefore", timestamp()},
    M{"LastModifiedTimeAfter", timestamp()},       M{"StatusEquals", one_of(kStatuses)},
};

constexpr std::array kModelNameOnly{M{"ModelName", text_within(kModelName), true}};
constexpr std::array kConfigNameOnly{M{"EndpointConfigName", text_within(kOtherName), true}};
constexpr std::array kEndpointNameOnly{M{"EndpointName", text_within(kOtherName), true}};

constexpr ValueShape kTagKeyText = text_within(kTagKey);
constexpr std::array kAddTags{M{"ResourceArn", text_within(kResourceArn), true},
                              M{"Tags", kTags, true}};
constexpr std::array kListTags{M{"ResourceArn", text_within(kResourceArn), true},
                               M{"NextToken", text_within(kToken)}, M{"MaxResults", whole(50)}};
constexpr std::array kDeleteTags{M{"ResourceArn", text_within(kResourceArn), true},
                                 M{"TagKeys", list_of(kTagKeyText, 1, 50), true}};

}  // namespace

namespace shapes {
constinit const ValueShape create_model = structure(kCreateModel);
constinit const ValueShape model_name = structure(kModelNameOnly);
constinit const ValueShape list_models = structure(kList);
constinit const ValueShape create_endpoint_config = structure(kCreateConfig);
constinit const ValueShape endpoint_config_name = structure(kConfigNameOnly);
constinit const ValueShape list_endpoint_configs = structure(kList);
constinit const ValueShape create_endpoint = structure(kCreateEndpoint);
constinit const ValueShape update_endpoint = structure(kUpdateEndpoint);
constinit const ValueShape update_weights = structure(kUpdateWeights);
constinit const ValueShape endpoint_name = structure(kEndpointNameOnly);
constinit const ValueShape list_endpoints = structure(kListEndpoints);
constinit const ValueShape add_tags = structure(kAddTags);
constinit const ValueShape list_tags = structure(kListTags);
constinit const ValueShape delete_tags = structure(kDeleteTags);
}  // namespace shapes

}  // namespace emulator
