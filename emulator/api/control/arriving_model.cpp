#include "emulator/api/control/arriving_model.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace emulator {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kS3 = "s3://";

std::string whole_path(const std::string& path, const fs::path& folder) {
  if (path.empty()) return path;
  fs::path whole = (folder / path).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();  // of "." and of what ends in a slash
  return whole.string();
}

void make_absolute(std::optional<std::string>& path, const fs::path& folder) {
  if (path) path = whole_path(*path, folder);
}

// The entry as if it stood in no file. A command starts in the map's folder where the entry does
// not say another one, as it would in that file.
StageLaunch detached(StageLaunch launch, const fs::path& folder) {
  if (!launch.working_directory && launch.command && launch.runtime == RuntimeKind::Process)
    launch.working_directory = ".";
  for (auto* path :
       {&launch.working_directory, &launch.build, &launch.model_data, &launch.environment_file})
    make_absolute(*path, folder);
  if (launch.additional_model_data)
    for (auto& [channel, path] : *launch.additional_model_data) path = whole_path(path, folder);
  return launch;
}

// The better of two patterns that match has the greater rank.
std::tuple<bool, std::size_t> rank_of(std::string_view pattern) {
  const auto stars = static_cast<std::size_t>(std::ranges::count(pattern, '*'));
  return {stars == 0, pattern.size() - stars};
}

const ImageEntry* best_entry(const ImageMap& map, std::string_view image) {
  const ImageEntry* best = nullptr;
  for (const ImageEntry& entry : map.images)
    if (matches_image(entry.pattern, image) &&
        (best == nullptr || rank_of(best->pattern) < rank_of(entry.pattern)))
      best = &entry;
  return best;
}

std::optional<StageLaunch> launch_of(std::string_view image, std::span<const ImageMap> maps) {
  for (const ImageMap& map : maps)
    if (const ImageEntry* const entry = best_entry(map, image))
      return detached(entry->launch, map.folder);
  return std::nullopt;
}

// What stands behind `prefix` in `address`, if that lies below it; "a/b" is not below "a/bc".
std::optional<std::string_view> rest_behind(std::string_view prefix, std::string_view address) {
  if (prefix.starts_with(kS3)) prefix.remove_prefix(kS3.size());
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  if (prefix.empty() || !address.starts_with(prefix)) return std::nullopt;
  address.remove_prefix(prefix.size());
  if (!address.empty() && !address.starts_with('/')) return std::nullopt;
  while (address.starts_with('/')) address.remove_prefix(1);
  return address;
}

// No key of a bucket leads out of the folder that stands in for it.
bool stays_inside(std::string_view rest) {
  return std::ranges::none_of(fs::path(rest), [](const fs::path& part) { return part == ".."; });
}

// The folder or file that stands in for an s3:// address.
std::optional<std::string> local_copy(std::string_view url, std::span<const ImageMap> maps) {
  if (!url.starts_with(kS3)) return std::nullopt;
  url.remove_prefix(kS3.size());
  std::optional<std::string> best;
  std::size_t shortest_rest = 0;
  for (const ImageMap& map : maps)
    for (const auto& [prefix, folder] : map.s3) {
      const auto rest = rest_behind(prefix, url);
      if (!rest || !stays_inside(*rest) || (best && rest->size() >= shortest_rest)) continue;
      best = whole_path((fs::path(folder) / *rest).string(), map.folder);
      shortest_rest = rest->size();
    }
  return best;
}

std::string address_of(const ContainerDefinition& container) {
  if (container.model_data_url) return *container.model_data_url;
  const auto& source = container.model_data_source;
  return source && source->s3_data_source ? source->s3_data_source->s3_uri : "";
}

bool has_channel(const StageLaunch& launch, const std::string& channel) {
  return launch.additional_model_data &&
         std::ranges::any_of(*launch.additional_model_data,
                             [&](const auto& entry) { return entry.first == channel; });
}

void find_model_data(Stage& stage, std::span<const ImageMap> maps) {
  const auto launch = [&stage]() -> StageLaunch& {
    return stage.launch ? *stage.launch : stage.launch.emplace();
  };
  if (!stage.launch || !stage.launch->model_data)
    if (auto local = local_copy(address_of(stage.container), maps))
      launch().model_data = std::move(local);
  if (!stage.container.additional_model_data_sources) return;
  for (const auto& source : *stage.container.additional_model_data_sources) {
    if (!source.s3_data_source || (stage.launch && has_channel(*stage.launch, source.channel_name)))
      continue;
    auto local = local_copy(source.s3_data_source->s3_uri, maps);
    if (!local) continue;
    auto& channels = launch().additional_model_data;
    (channels ? *channels : channels.emplace()).emplace_back(source.channel_name, *local);
  }
}

}  // namespace

bool matches_image(std::string_view pattern, std::string_view image) {
  const std::size_t star = pattern.find('*');
  if (star == pattern.npos) return pattern == image;
  if (!image.starts_with(pattern.substr(0, star))) return false;
  image.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  // Each literal between two stars is taken where it first occurs; the last one ends the name.
  for (std::size_t next = pattern.find('*'); next != pattern.npos; next = pattern.find('*')) {
    const std::string_view literal = pattern.substr(0, next);
    const std::size_t at = image.find(literal);
    if (at == image.npos) return false;
    image.remove_prefix(at + literal.size());
    pattern.remove_prefix(next + 1);
  }
  return image.ends_with(pattern);
}

Pipeline arriving_model(Pipeline pipeline, std::span<const ImageMap> maps) {
  std::error_code error;  // of a current folder that is gone
  pipeline.file.clear();
  pipeline.folder = maps.empty() ? fs::current_path(error) : maps.front().folder;
  for (Stage& stage : pipeline.stages) {
    stage.launch = launch_of(stage.container.image.value_or(""), maps);
    find_model_data(stage, maps);
  }
  return pipeline;
}

}  // namespace emulator
