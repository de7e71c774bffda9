#include "emulator/model/moved_pipeline.h"

#include <string>

namespace emulator {
namespace {

namespace fs = std::filesystem;

struct Move {
  fs::path from;
  fs::path to;
};

std::string led_on(const std::string& path, const Move& move) {
  if (path.empty() || fs::path(path).is_absolute()) return path;
  fs::path whole = (move.from / path).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();  // of "."
  const fs::path relative = whole.lexically_relative(move.to);
  return relative.empty() ? whole.string() : relative.string();
}

void lead_on(std::optional<std::string>& path, const Move& move) {
  if (path) path = led_on(*path, move);
}

void lead_on(StageLaunch& launch, const Move& move, bool had_a_file) {
  // Without a WorkingDirectory a command starts in the file's folder.
  if (!launch.working_directory && launch.command && had_a_file) launch.working_directory = ".";
  for (auto* path :
       {&launch.working_directory, &launch.build, &launch.model_data, &launch.environment_file})
    lead_on(*path, move);
  if (!launch.additional_model_data) return;
  for (auto& [channel, path] : *launch.additional_model_data) path = led_on(path, move);
}

}  // namespace

Pipeline moved_to(Pipeline pipeline, const fs::path& file) {
  const Move move{pipeline.folder.lexically_normal(), file.parent_path().lexically_normal()};
  const bool had_a_file = !pipeline.file.empty();
  pipeline.file = file;
  pipeline.folder = move.to;
  if (move.from == move.to || move.from.empty()) return pipeline;
  for (Stage& stage : pipeline.stages)
    if (stage.launch) lead_on(*stage.launch, move, had_a_file);
  for (SavedRequest& request : pipeline.requests) lead_on(request.body_file, move);
  if (pipeline.local.images)
    for (ImageEntry& entry : *pipeline.local.images) lead_on(entry.launch, move, had_a_file);
  if (pipeline.local.s3)
    for (auto& [prefix, folder] : *pipeline.local.s3) folder = led_on(folder, move);
  return pipeline;
}

}  // namespace emulator
