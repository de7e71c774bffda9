#include "emulator/codec/pipeline_file.h"

#include "emulator/base/file_text.h"
#include "emulator/base/text.h"
#include "emulator/codec/create_model_json.h"
#include "emulator/codec/pipeline_shapes.h"
#include "emulator/model/file_pointer.h"

namespace emulator {
namespace {

void index_lines(const JsonNode& node, LineIndex& lines) {
  lines.emplace(node.pointer, node.line);
  for (const JsonNode& child : node.children) index_lines(child, lines);
}

bool has_any(const JsonNode& root, std::initializer_list<std::string_view> keys) {
  return std::ranges::any_of(keys, [&root](std::string_view key) { return root.find(key); });
}

// Which of the three documents it is. Only CreateModel makes it ours; the others have their
// members at the root (contract 1.18).
FileForm form_of(const JsonNode& root) {
  if (has_any(root, {"CreateModel", "Local", "Requests"})) return FileForm::Pipeline;
  if (has_any(root, {"ModelArn", "CreationTime"})) return FileForm::DescribeModelResponse;
  if (has_any(root, {"ModelName", "Containers", "PrimaryContainer"}))
    return FileForm::CreateModelRequest;
  return FileForm::Pipeline;
}

bool read_document(const JsonNode& root, Pipeline& pipeline, Reading& reading) {
  pipeline.form = form_of(root);
  if (pipeline.form != FileForm::Pipeline)
    return read_object(root, pipeline, bare_shape(), reading);
  if (!read_object(root, pipeline, document_shape(), reading)) return false;
  if (!root.find("CreateModel"))
    return reading.stop(root, "there is no CreateModel member, so there is no pipeline",
                        "Put the CreateModel request under the key \"CreateModel\"");
  return reading.local_stages == nullptr ||
         read_local_stages(*reading.local_stages, pipeline, reading);
}

// A bare document is written bare unless there is something that only our own form can hold.
bool writes_bare(const Pipeline& pipeline) {
  return pipeline.form != FileForm::Pipeline && pipeline.requests.empty() &&
         presence_of_part(pipeline, local_shape()) != Presence::Set;
}

void name_containers(const Pipeline& pipeline, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const std::string inside = container_pointer(pipeline, i) + "/";
    for (Finding& finding : findings) {
      if (!finding.pointer.starts_with(inside)) continue;
      finding.container_hostname = container_name(pipeline, i);
      finding.stage = pipeline.stages[i].id;
    }
  }
}

}  // namespace

Result<ReadPipeline> read_pipeline_text(std::string_view text, std::string_view name,
                                        const std::filesystem::path& folder) {
  const Result<JsonNode> root = parse_json(text, name);
  if (!root) return fail(root.error());
  ReadPipeline out;
  Reading reading{.name = name};
  if (!read_document(*root, out.pipeline, reading)) return fail(*reading.error);
  index_lines(*root, out.lines);
  out.pipeline.folder = std::filesystem::absolute(folder).lexically_normal();
  out.warnings = std::move(reading.warnings);
  name_containers(out.pipeline, out.warnings);
  return out;
}

Result<ReadPipeline> read_pipeline_file(const std::filesystem::path& file) {
  const Result<std::string> text = read_file_text(file);
  if (!text) return fail(text.error());
  auto read =
      read_pipeline_text(*text, file.string(), std::filesystem::absolute(file).parent_path());
  if (read) read->pipeline.file = std::filesystem::absolute(file).lexically_normal();
  return read;
}

std::string write_pipeline_text(const Pipeline& pipeline) {
  std::string out;
  if (writes_bare(pipeline))
    write_object(pipeline, bare_shape(), out);
  else
    write_object(pipeline, document_shape(), out);
  return indent_json(out) + "\n";
}

std::string create_model_json(const Pipeline& pipeline) {
  std::string out;
  write_object(pipeline, export_shape(), out);
  return indent_json(out) + "\n";
}

std::string container_json(const ContainerDefinition& container) {
  std::string out;
  write_object(container, shape_of<ContainerDefinition>(), out);
  return indent_json(out) + "\n";
}

Result<void> write_pipeline_file(const Pipeline& pipeline, const std::filesystem::path& file) {
  return write_text_atomically(write_pipeline_text(pipeline), file);
}

void add_lines(std::vector<Finding>& findings, const LineIndex& lines) {
  for (Finding& finding : findings) {
    if (finding.line != 0) continue;
    std::string_view pointer = finding.pointer;
    auto found = lines.find(pointer);
    while (found == lines.end() && !pointer.empty()) {
      pointer = pointer.substr(0, pointer.rfind('/'));
      found = lines.find(pointer);
    }
    if (found != lines.end()) finding.line = found->second;
  }
}

Result<BodyPtr> load_body(const SavedRequest& request, const std::filesystem::path& folder) {
  if (request.body) return make_body(*request.body);
  if (request.body_base64) {
    std::string bytes;
    if (base64_decode(*request.body_base64, bytes)) return make_body(bytes);
    return fail(ErrorCode::InvalidInput,
                "The BodyBase64 of request \"" + request.name + "\" is not base64",
                "Encode the body again, for example with base64 -w0");
  }
  if (!request.body_file) return make_body("");
  const Result<std::string> bytes = read_file_text(folder / *request.body_file);
  if (bytes) return make_body(*bytes);
  Error error = bytes.error();
  error.what = "The body of request \"" + request.name + "\": " + error.what;
  error.next_step = "Correct BodyFile; relative paths start at " + folder.string();
  return fail(std::move(error));
}

}  // namespace emulator
