#include "app/view_model/watched_places.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::Pipeline;
using emulator::Stage;

// What people write by hand, and what a server reads once at its start.
constexpr std::array<std::string_view, 28> kSources = {
    ".py",  ".js",  ".mjs", ".ts",   ".rb",   ".r",    ".R",    ".sh",        ".go",    ".rs",
    ".c",   ".cc",  ".cpp", ".h",    ".hpp",  ".java", ".jar",  ".kt",        ".scala", ".pl",
    ".lua", ".ini", ".cfg", ".json", ".yaml", ".yml",  ".toml", ".properties"};

bool is_hidden_or_copy(const std::string& name) {
  return name.empty() || name.front() == '.' || name.front() == '#' || name.back() == '~';
}

bool is_source(const fs::path& file) {
  const std::string name = file.filename().string();
  if (is_hidden_or_copy(name)) return false;
  return std::ranges::find(kSources, file.extension().string()) != kSources.end();
}

fs::path in_folder(const Pipeline& pipeline, const std::string& path) {
  fs::path whole = (pipeline.folder / path).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();  // "model/"
  return whole;
}

// A word of a command that may be a file beside the pipeline: "serve.py", "bin/serve".
bool may_be_file(const std::string& word) {
  return !word.empty() && word.front() != '-' && word.find("${") == std::string::npos &&
         word.find_first_of("./") != std::string::npos;
}

void add_stage(const Pipeline& pipeline, const Stage& stage, std::vector<WatchedPlace>& places) {
  const emulator::StageLaunch& launch = *stage.launch;
  const auto add = [&](const std::string& path, bool is_data) {
    places.push_back({stage.id, in_folder(pipeline, path), is_data});
  };
  if (launch.working_directory) add(*launch.working_directory, false);
  const std::string from = launch.working_directory.value_or("");
  for (const std::string& word : launch.command.value_or(std::vector<std::string>{}))
    if (may_be_file(word)) add((fs::path(from) / word).string(), true);
  if (launch.model_data) add(*launch.model_data, true);
  if (launch.environment_file) add(*launch.environment_file, true);
}

bool lies_in(const fs::path& path, const fs::path& place) {
  return std::ranges::mismatch(place, path).in1 == place.end();
}

bool concerns(const WatchedPlace& place, const fs::path& path) {
  if (path == place.path) return true;
  if (!lies_in(path, place.path)) return false;
  return place.is_data ? !is_hidden_or_copy(path.filename().string()) : is_source(path);
}

}  // namespace

std::vector<WatchedPlace> watched_places(const Pipeline& pipeline) {
  std::vector<WatchedPlace> places;
  if (!pipeline.file.empty()) places.push_back({{}, pipeline.file.lexically_normal(), true});
  for (const Stage& stage : pipeline.stages)
    if (stage.runtime() == emulator::RuntimeKind::Process) add_stage(pipeline, stage, places);
  return places;
}

std::vector<SourceChange> source_changes(const std::vector<WatchedPlace>& places,
                                         const std::vector<fs::path>& changed) {
  const auto is_pipeline_file = [&](const fs::path& path) {
    return !places.empty() && !places.front().stage && path == places.front().path;
  };
  std::vector<SourceChange> changes;
  for (const WatchedPlace& place : places) {
    const bool known =
        std::ranges::find(changes, place.stage, &SourceChange::stage) != changes.end();
    if (known) continue;
    const auto file = std::ranges::find_if(changed, [&](const fs::path& path) {
      return concerns(place, path) && (!place.stage || !is_pipeline_file(path));
    });
    if (file != changed.end()) changes.push_back({place.stage, file->filename().string()});
  }
  return changes;
}

}  // namespace app
