#include "emulator/export/exporter.h"

#include <algorithm>
#include <array>

#include "emulator/codec/create_model_json.h"
#include "emulator/model/file_pointer.h"
#include "emulator/validate/patterns.h"
#include "emulator/validate/validate.h"

namespace emulator {
namespace {

// Rules whose findings are blanks that only the user can fill in (contract 1.22, 1.23).
constexpr std::array<std::string_view, 3> kBlanks{"no-execution-role", "image-to-fill-in",
                                                  "model-data-url"};

// A stage that runs here on a folder of its own needs that data in S3 too.
void find_missing_model_data(const Pipeline& pipeline, std::vector<Finding>& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const Stage& stage = pipeline.stages[i];
    const ContainerDefinition& container = stage.container;
    const bool local_data = stage.launch && stage.launch->model_data;
    if (!local_data || container.model_data_url || container.model_data_source) continue;
    Finding finding;
    finding.id = "model-data-to-fill-in";
    finding.container_hostname = container_name(pipeline, i);
    finding.stage = stage.id;
    finding.message = "The model data " + *stage.launch->model_data + " is only here";
    finding.fix = "To fill in: upload it as a .tar.gz and name it in ModelDataUrl";
    finding.pointer = container_pointer(pipeline, i);
    out.push_back(std::move(finding));
  }
}

// Bypassing is local: what is exported always holds every container.
void find_bypassed(const Pipeline& pipeline, std::vector<Finding>& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    if (!pipeline.stages[i].bypassed()) continue;
    Finding finding;
    finding.id = "bypassed-exported";
    finding.container_hostname = container_name(pipeline, i);
    finding.stage = pipeline.stages[i].id;
    finding.message = container_name(pipeline, i) + " is bypassed here, but exported";
    finding.fix = "Remove the stage where SageMaker should not run it either";
    finding.pointer = launch_pointer(pipeline, i) + "/Bypassed";
    out.push_back(std::move(finding));
  }
}

std::vector<Finding> find_to_fill_in(const Pipeline& pipeline) {
  std::vector<Finding> out;
  for (Finding& finding : validate(pipeline))
    if (std::ranges::find(kBlanks, finding.id) != kBlanks.end()) out.push_back(std::move(finding));
  find_missing_model_data(pipeline, out);
  find_bypassed(pipeline, out);
  return out;
}

// The repository part of a local image name: without a registry such as localhost:5000.
std::string_view repository_of(std::string_view image) {
  const std::size_t slash = image.find('/');
  const bool registry =
      slash != image.npos && image.substr(0, slash).find_first_of(".:") != image.npos;
  return registry ? image.substr(slash + 1) : image;
}

// contract 1.22: local image names and artefact paths mean nothing to AWS; the exported text has
// placeholders there, which no service takes for an address.
Pipeline with_placeholders(Pipeline pipeline, const std::vector<Finding>& to_fill_in) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    ContainerDefinition& container = pipeline.stages[i].container;
    const std::string image_pointer = container_pointer(pipeline, i) + "/Image";
    const bool local_image = std::ranges::any_of(to_fill_in, [&](const Finding& finding) {
      return finding.id == "image-to-fill-in" && finding.pointer == image_pointer;
    });
    if (local_image)
      container.image = "<account>.dkr.ecr.<region>.amazonaws.com/" +
                        std::string(repository_of(*container.image));
    if (container.model_data_url && !is_data_url(*container.model_data_url))
      container.model_data_url = "s3://<bucket>/" + container_name(pipeline, i) + ".tar.gz";
  }
  return pipeline;
}

Result<Exported> render_create_model(const Pipeline& pipeline) {
  std::vector<Finding> to_fill_in = find_to_fill_in(pipeline);
  std::string text = create_model_json(with_placeholders(pipeline, to_fill_in));
  return Exported{std::move(text), std::move(to_fill_in)};
}

constexpr std::array kExporters{
    Exporter{"createmodel", "CreateModel JSON", ".json", render_create_model}};

}  // namespace

std::span<const Exporter> exporters() { return kExporters; }

const Exporter* find_exporter(std::string_view id) {
  const auto found = std::ranges::find(kExporters, id, &Exporter::id);
  return found == kExporters.end() ? nullptr : &*found;
}

}  // namespace emulator
