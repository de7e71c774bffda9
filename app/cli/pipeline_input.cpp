#include "app/cli/pipeline_input.h"

#include <cstdlib>

#include <algorithm>
#include <string_view>

#include "app/cli/printable.h"
#include "emulator/base/text.h"
#include "emulator/model/edit.h"

namespace app::cli {
namespace {

using emulator::ErrorCode;
using emulator::fail;
using emulator::Pipeline;
using emulator::Result;

// An error that names the container nobody knows, the nearest one and all there are.
emulator::Error unknown_container(const Pipeline& pipeline, const std::string& name) {
  const std::vector<std::string> names = container_names(pipeline);
  const std::string near = emulator::nearest(name, {names.begin(), names.end()});
  std::string next = near.empty() ? "" : "Did you mean " + near + "? ";
  return {ErrorCode::InvalidInput, "There is no container " + name + " in this pipeline",
          next + "Its containers are " + listed(names)};
}

Result<Pipeline> with_skipped(Pipeline pipeline, const std::vector<std::string>& names) {
  for (const auto& name : names) {
    const auto at = emulator::find_container(pipeline, name);
    if (!at) return fail(unknown_container(pipeline, name));
    auto edited = emulator::apply(pipeline, emulator::BypassStage{.at = *at, .bypassed = true});
    if (!edited) return fail(edited.error());
    pipeline = std::move(edited->pipeline);
  }
  const auto runs = [](const emulator::Stage& stage) { return !stage.bypassed(); };
  if (!names.empty() && std::ranges::none_of(pipeline.stages, runs))
    return fail(ErrorCode::InvalidInput, "Every container is skipped",
                "Leave at least one out of --skip");
  return pipeline;
}

// A skipped container need not be named in the order: it is not on the way.
Result<Pipeline> with_order(const Pipeline& pipeline, const PipelineInput& input) {
  std::vector<std::string> order = input.order;
  for (const auto& name : order)
    if (!emulator::find_container(pipeline, name)) return fail(unknown_container(pipeline, name));
  for (const auto& name : input.skip)
    if (std::ranges::find(order, name) == order.end()) order.push_back(name);
  return emulator::reordered(pipeline, order);
}

}  // namespace

std::vector<std::string> container_names(const Pipeline& pipeline) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    names.push_back(emulator::container_name(pipeline, i));
  return names;
}

Result<emulator::ReadPipeline> read_input(const PipelineInput& input) {
  auto read = emulator::read_pipeline_file(input.file);
  if (!read) return read;
  auto pipeline = with_skipped(read->pipeline, input.skip);
  if (pipeline && !input.order.empty()) pipeline = with_order(*pipeline, input);
  if (!pipeline) return fail(pipeline.error());
  read->pipeline = std::move(*pipeline);
  return read;
}

std::string home_folder() {
  const char* home = std::getenv("HOME");
  return home == nullptr ? "" : home;
}

}  // namespace app::cli
