#include <algorithm>
#include <array>

#include "emulator/codec/limits_shape.h"
#include "emulator/codec/pipeline_shapes.h"
#include "emulator/model/file_pointer.h"

// The file around CreateModel's inner objects: root, request, Local, saved requests.
namespace emulator {
namespace {

constexpr std::array<std::string_view, 3> kRuntimes{"docker", "process", "url"};

bool read_gpus(const JsonNode& node, StageLaunch& launch, Reading& reading) {
  const bool count = node.kind == JsonKind::Integer && !node.raw.starts_with('-');
  if (!count && node.text != "all")
    return reading.stop(node, "must be a number of GPUs or \"all\"");
  launch.gpus = std::string(node.raw);
  return true;
}

using L = StageLaunch;
constexpr Field<L> kGpus{
    "Gpus",
    "Number of GPUs, or \"all\"",
    {},
    read_gpus,
    [](const L& launch, std::string_view) { return presence_of(launch.gpus); },
    [](const L& launch, std::string_view, std::string& out) { out += *launch.gpus; },
    [] { return std::string(R"("anyOf":[{"type":"integer","minimum":0},{"const":"all"}])"); }};

constexpr std::array kLaunch{
    row<&L::runtime>("Runtime", "How it runs here; docker where nothing is said", kRuntimes),
    row<&L::command>("Command", "Program and arguments; ${PORT} and ${MODEL_DIR} are replaced"),
    row<&L::working_directory>("WorkingDirectory", "Folder in which the command starts"),
    row<&L::image>("Image", "Image that stands in for the container's own"),
    row<&L::build>("Build", "Context folder from which the image is built"),
    row<&L::url>("Url", "Address of a server that runs already"),
    row<&L::model_data>("ModelData", "Folder or model.tar.gz that stands in for ModelDataUrl"),
    row<&L::additional_model_data>("AdditionalModelData",
                                   "For each ChannelName a folder or tar.gz that stands in for it"),
    row<&L::environment>("Environment", "Variables that are added here only"),
    row<&L::environment_file>("EnvironmentFile", "File of NAME=value lines, added here only"),
    row<&L::pass_environment>("PassEnvironment", "Names taken over from your own environment"),
    row<&L::port>("Port", "Port to listen on; a free one where nothing is said"),
    row<&L::cpus>("Cpus", "CPUs it may use"),
    row<&L::memory_bytes>("MemoryBytes", "Memory it may use"),
    kGpus,
    row<&L::stop_timeout>("StopTimeoutSeconds", "From SIGTERM to SIGKILL; 30 by default"),
    row<&L::bypassed>("Bypassed", "Skipped when invoking; never exported"),
};
constexpr Shape<L> kLaunchShape{UnknownKeys::Error,
                                [](L& launch) -> KeptMembers& { return launch.kept; }, kLaunch};

using R = SavedRequest;
constexpr std::array kRequest{
    row<&R::name>("Name", "How it is chosen: hoplens run --request NAME").needed(),
    row<&R::content_type>("ContentType", "Content-Type that the first container sees"),
    row<&R::accept>("Accept", "Accept that the last container sees"),
    row<&R::custom_attributes>("CustomAttributes", "X-Amzn-SageMaker-Custom-Attributes"),
    row<&R::body>("Body", "The body as text"),
    row<&R::body_base64>("BodyBase64", "The body in base64"),
    row<&R::body_file>("BodyFile", "File that holds the body"),
};
constexpr Shape<R> kRequestShape{UnknownKeys::Error,
                                 [](R& request) -> KeptMembers& { return request.kept; }, kRequest};

// Requests, each with exactly one body.
bool read_requests(const JsonNode& node, Pipeline& pipeline, Reading& reading) {
  if (!Codec<std::vector<R>>::read(node, pipeline.requests, reading)) return false;
  for (std::size_t i = 0; i < pipeline.requests.size(); ++i) {
    const R& request = pipeline.requests[i];
    const std::array given{request.body.has_value(), request.body_base64.has_value(),
                           request.body_file.has_value()};
    const auto bodies = std::ranges::count(given, true);
    if (bodies != 1)
      return reading.stop(node.children[i],
                          bodies == 0 ? "a saved request without a body"
                                      : "a saved request with more than one body",
                          "Give exactly one of Body, BodyBase64 and BodyFile");
  }
  return true;
}

// A request made here may have no body yet; the file always has one.
void write_requests(const Pipeline& pipeline, std::string_view, std::string& out) {
  std::vector<R> requests = pipeline.requests;
  for (R& request : requests)
    if (!request.body && !request.body_base64 && !request.body_file) request.body = "";
  Codec<std::vector<R>>::write(requests, out);
}

constexpr Field<Pipeline> kRequestsRow{
    "Requests",
    "Saved requests; the first one is the default",
    {},
    read_requests,
    [](const Pipeline& pipeline, std::string_view) { return presence_of(pipeline.requests); },
    write_requests,
    [] { return Codec<std::vector<R>>::schema(); }};

// A member that nothing here acts on: checked, and kept as text.
template <KeptMembers LocalMembers::*Kept>
constexpr Field<Pipeline> text_row(std::string_view key, std::string_view help,
                                   bool (*check)(const JsonNode&, Pipeline&, Reading&),
                                   std::string (*schema)()) {
  static_assert(Kept == &LocalMembers::file_kept);
  return {key,
          help,
          {},
          check,
          [](const Pipeline& pipeline, std::string_view name) {
            return find_text(pipeline.local.*Kept, name) ? Presence::Set : Presence::Absent;
          },
          [](const Pipeline& pipeline, std::string_view name, std::string& out) {
            out += *find_text(pipeline.local.*Kept, name);
          },
          schema};
}

bool keep_in_file(const JsonNode& node, Pipeline& pipeline, Reading&) {
  pipeline.local.file_kept.unknown.emplace_back(node.key, compact_json(node.raw));
  return true;
}
bool read_schema_member(const JsonNode& node, Pipeline& pipeline, Reading& reading) {
  return reading.expect(node, JsonKind::Text) && keep_in_file(node, pipeline, reading);
}
bool read_format_version(const JsonNode& node, Pipeline& pipeline, Reading& reading) {
  if (node.raw != "1")
    return reading.stop(node,
                        "is " + std::string(node.raw) + "; this version reads FormatVersion 1",
                        "Use a newer hoplens, or set it to 1");
  return keep_in_file(node, pipeline, reading);
}
bool read_images(const JsonNode& node, Pipeline& pipeline, Reading& reading) {
  if (!reading.expect(node, JsonKind::Object)) return false;
  auto& images = pipeline.local.images.emplace();
  for (const JsonNode& entry : node.children) {
    images.push_back({std::string(entry.key), {}});
    if (!Codec<L>::read(entry, images.back().launch, reading)) return false;
  }
  return true;
}
void write_images(const Pipeline& pipeline, std::string_view, std::string& out) {
  out += '{';
  for (const ImageEntry& entry : *pipeline.local.images) {
    begin_member(out, entry.pattern);
    Codec<L>::write(entry.launch, out);
  }
  out += '}';
}
std::string any_schema() { return R"("$comment":"kept as it stands")"; }
std::string stage_map_schema() {
  return R"("type":"object","additionalProperties":{)" + Codec<L>::schema() + "}";
}

constexpr auto kFile = &LocalMembers::file_kept;
constexpr auto kSchemaRow = text_row<kFile>("$schema", "Address of this schema, for editors",
                                            read_schema_member, Codec<std::string>::schema);
constexpr auto kVersionRow =
    text_row<kFile>("FormatVersion", "Version of this file format", read_format_version,
                    [] { return std::string(R"("const":1)"); });
constexpr auto kArnRow =
    text_row<kFile>("ModelArn", "Of a DescribeModel response", keep_in_file, any_schema);
constexpr auto kTimeRow =
    text_row<kFile>("CreationTime", "Of a DescribeModel response", keep_in_file, any_schema);
constexpr auto kRecommendationRow = text_row<kFile>(
    "DeploymentRecommendation", "Of a DescribeModel response", keep_in_file, any_schema);
constexpr auto kMetadataRow = text_row<kFile>(
    "ResponseMetadata", "Of a DescribeModel response, as boto3 gives it", keep_in_file, any_schema);

template <auto Member>
constexpr Field<Pipeline> model_row(std::string_view key, std::string_view help) {
  return row_of < Pipeline, [](auto& pipeline) -> auto& { return pipeline.model.*Member; }
  > (key, help);
}

bool read_primary(const JsonNode& node, Pipeline& pipeline, Reading& reading) {
  pipeline.model.primary_container = true;
  Stage stage;
  stage.id = new_stage_id();
  if (!Codec<ContainerDefinition>::read(node, stage.container, reading)) return false;
  pipeline.stages.insert(pipeline.stages.begin(), std::move(stage));
  return true;
}
bool read_containers(const JsonNode& node, Pipeline& pipeline, Reading& reading) {
  std::vector<ContainerDefinition> containers;
  if (!Codec<std::vector<ContainerDefinition>>::read(node, containers, reading)) return false;
  for (ContainerDefinition& container : containers)
    pipeline.stages.push_back({new_stage_id(), std::move(container), std::nullopt});
  return true;
}

constexpr Field<Pipeline> kPrimaryRow{
    "PrimaryContainer",
    "The only container of a model that is not a pipeline",
    {},
    read_primary,
    [](const Pipeline& pipeline, std::string_view) {
      return uses_primary_container(pipeline) ? Presence::Set : Presence::Absent;
    },
    [](const Pipeline& pipeline, std::string_view, std::string& out) {
      Codec<ContainerDefinition>::write(pipeline.stages.front().container, out);
    },
    [] { return Codec<ContainerDefinition>::schema(); }};

Presence containers_presence(const Pipeline& pipeline, std::string_view) {
  if (has_both_container_members(pipeline)) return Presence::Default;
  if (uses_primary_container(pipeline)) return Presence::Absent;
  return pipeline.stages.empty() ? Presence::Default : Presence::Set;
}
void write_containers(const Pipeline& pipeline, std::string_view, std::string& out) {
  out += '[';
  for (std::size_t i = uses_primary_container(pipeline) ? 1 : 0; i < pipeline.stages.size(); ++i) {
    if (!out.ends_with('[')) out += ',';
    Codec<ContainerDefinition>::write(pipeline.stages[i].container, out);
  }
  out += ']';
}
constexpr Field<Pipeline> kContainersRow{
    "Containers",
    "The containers in the order in which they run; at most 15",
    {},
    read_containers,
    containers_presence,
    write_containers,
    [] { return Codec<std::vector<ContainerDefinition>>::schema(); }};

using M = ModelMembers;
// The request in the command line skeleton's order, then what a response adds, then the file's
// own members that may stand in a bare document.
constexpr std::array kModel{
    model_row<&M::model_name>("ModelName", "At most 63 letters, digits and hyphens").needed(),
    kPrimaryRow,
    kContainersRow,
    model_row<&M::inference_execution_config>("InferenceExecutionConfig",
                                              "Serial, where nothing is said"),
    model_row<&M::execution_role_arn>("ExecutionRoleArn", "Role that SageMaker takes on"),
    model_row<&M::tags>("Tags", "At most 50"),
    model_row<&M::vpc_config>("VpcConfig", "Private network of the containers"),
    model_row<&M::enable_network_isolation>("EnableNetworkIsolation",
                                            "Containers reach no network"),
    kArnRow,
    kTimeRow,
    kRecommendationRow,
    kMetadataRow,
    kSchemaRow,
    kVersionRow,
};
constexpr std::size_t kRequestMembers = 8;
constexpr std::size_t kResponseMembers = 4;

constexpr Shape<Pipeline> model_shape(std::size_t members) {
  return {UnknownKeys::Keep, [](Pipeline& pipeline) -> KeptMembers& { return pipeline.model.kept; },
          std::span(kModel).first(members)};
}
constexpr auto kExportShape = model_shape(kRequestMembers);
constexpr auto kCreateModelShape = model_shape(kRequestMembers + kResponseMembers);
constexpr auto kBareShape = model_shape(kModel.size());

// Stages are filled after the containers are known (read_local_stages).
bool remember_stages(const JsonNode& node, Pipeline& pipeline, Reading& reading) {
  if (!reading.expect(node, JsonKind::Object)) return false;
  for (const JsonNode& entry : node.children)
    pipeline.local.stages_kept.key_order.push_back(entry.key);
  reading.local_stages = &node;
  return true;
}
Presence stages_presence(const Pipeline& pipeline, std::string_view) {
  const bool some = std::ranges::any_of(
      pipeline.stages, [](const Stage& stage) { return stage.launch.has_value(); });
  return some ? Presence::Set : Presence::Default;
}
void write_stages(const Pipeline& pipeline, std::string_view, std::string& out) {
  const std::vector<std::string> keys = local_stage_keys(pipeline);
  const auto write_entry = [&](std::size_t i) {
    if (!pipeline.stages[i].launch) return;
    begin_member(out, keys[i]);
    Codec<L>::write(*pipeline.stages[i].launch, out);
  };
  const auto& order = pipeline.local.stages_kept.key_order;
  out += '{';
  for (const std::string& key : order) {
    const auto found = std::ranges::find(keys, key);
    if (found != keys.end()) write_entry(static_cast<std::size_t>(found - keys.begin()));
  }
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (std::ranges::find(order, keys[i]) == order.end()) write_entry(i);
  out += '}';
}

constexpr std::array kLocal{
    Field<Pipeline>{"Stages",
                    "How each container runs here, by ContainerHostname or container-1, …",
                    {},
                    remember_stages,
                    stages_presence,
                    write_stages,
                    stage_map_schema},
    Field<Pipeline>{"Limits",
                    "Time and size limits",
                    {},
                    read_limits,
                    limits_presence,
                    write_limits,
                    limits_schema},
    Field<Pipeline>{"Switches",
                    "Points on which AWS is silent, as settings",
                    {},
                    read_switches,
                    switches_presence,
                    write_switches,
                    switches_schema},
    Field<Pipeline>{"Images",
                    "Image name pattern to stage entry",
                    {},
                    read_images,
                    [](const Pipeline& pipeline, std::string_view) {
                      return presence_of(pipeline.local.images);
                    },
                    write_images,
                    stage_map_schema},
    row_of < Pipeline, [](auto& pipeline) -> auto& {return pipeline.local.s3;
}  // namespace
> ("S3", "Bucket and prefix to local folder"),
};  // namespace emulator
constexpr Shape<Pipeline> kLocalShape{
    UnknownKeys::Error,
    [](Pipeline& pipeline) -> KeptMembers& { return pipeline.local.local_kept; }, kLocal};

constexpr Field<Pipeline> create_model_row() {
  Field<Pipeline> out = part_row<Pipeline, kCreateModelShape>(
      "CreateModel", "Exactly the CreateModel request; what export writes comes from here alone");
  out.presence = [](const Pipeline&, std::string_view) { return Presence::Set; };
  return out.needed();
}
constexpr std::array kDocument{
    kSchemaRow,
    kVersionRow,
    create_model_row(),
    part_row<Pipeline, kLocalShape>("Local", "How it runs here; never exported"),
    kRequestsRow,
};
constexpr Shape<Pipeline> kDocumentShape{
    UnknownKeys::Error, [](Pipeline& pipeline) -> KeptMembers& { return pipeline.local.file_kept; },
    kDocument};

}  // namespace

template <>
const Shape<StageLaunch>& shape_of() {
  return kLaunchShape;
}
template <>
const Shape<SavedRequest>& shape_of() {
  return kRequestShape;
}
const Shape<Pipeline>& document_shape() { return kDocumentShape; }
const Shape<Pipeline>& create_model_shape() { return kCreateModelShape; }
const Shape<Pipeline>& bare_shape() { return kBareShape; }
const Shape<Pipeline>& export_shape() { return kExportShape; }
const Shape<Pipeline>& local_shape() { return kLocalShape; }

bool read_local_stages(const JsonNode& node, Pipeline& pipeline, Reading& reading) {
  const std::vector<std::string> keys = local_stage_keys(pipeline);
  const std::vector<std::string_view> known(keys.begin(), keys.end());
  for (const JsonNode& entry : node.children) {
    const auto found = std::ranges::find(keys, entry.key);
    if (found == keys.end()) return unknown_key(entry, known, UnknownKeys::Error, reading);
    Stage& stage = pipeline.stages[static_cast<std::size_t>(found - keys.begin())];
    if (!Codec<L>::read(entry, stage.launch.emplace(), reading)) return false;
  }
  return true;
}

}  // namespace emulator
