#pragma once

#include "emulator/codec/shape.h"

// The tables of the pipeline file, one per JSON object. Private to codec.
namespace emulator {

template <>
const Shape<RepositoryAuthConfig>& shape_of<RepositoryAuthConfig>();
template <>
const Shape<ImageConfig>& shape_of<ImageConfig>();
template <>
const Shape<S3ModelDataSource>& shape_of<S3ModelDataSource>();
template <>
const Shape<ModelDataSource>& shape_of<ModelDataSource>();
template <>
const Shape<AdditionalModelDataSource>& shape_of<AdditionalModelDataSource>();
template <>
const Shape<MultiModelConfig>& shape_of<MultiModelConfig>();
template <>
const Shape<MetricsEndpoint>& shape_of<MetricsEndpoint>();
template <>
const Shape<ContainerMetricsConfig>& shape_of<ContainerMetricsConfig>();
template <>
const Shape<ContainerDefinition>& shape_of<ContainerDefinition>();
template <>
const Shape<Tag>& shape_of<Tag>();
template <>
const Shape<VpcConfig>& shape_of<VpcConfig>();
template <>
const Shape<InferenceExecutionConfig>& shape_of<InferenceExecutionConfig>();
template <>
const Shape<StageLaunch>& shape_of<StageLaunch>();
template <>
const Shape<SavedRequest>& shape_of<SavedRequest>();

// The root of a *.pipeline.json.
const Shape<Pipeline>& document_shape();
// Its CreateModel member: the request, and members of a DescribeModel response that somebody
// left in.
const Shape<Pipeline>& create_model_shape();
// The root of a bare CreateModel request or DescribeModel response.
const Shape<Pipeline>& bare_shape();
// What is exported: CreateModel's own members only.
const Shape<Pipeline>& export_shape();
// The Local member.
const Shape<Pipeline>& local_shape();

// Fills each stage's `launch` from Local.Stages, whose keys are container names.
bool read_local_stages(const JsonNode& node, Pipeline& pipeline, Reading& reading);

}  // namespace emulator
