#include "emulator/api/control/arriving_model.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "emulator/model/image_match.h"

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

const ImageEntry* first_entry(const ImageMap& map, std::string_view image) {
  const auto found = std::ranges::find_if(
      map.images, [image](const ImageEntry& entry) { return image_matches(entry.pattern, image); });
  return found == map.images.end() ? nullptr : &*found;
}

const ImageMap* map_of(std::string_view image, std::span<const ImageMap> maps) {
  const auto found = std::ranges::find_if(
      maps, [image](const ImageMap& map) { return first_entry(map, image) != nullptr; });
  return found == maps.end() ? nullptr : &*found;
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

std::optional<ImageMap> image_map_of(const Pipeline& pipeline) {
  const LocalMembers& local = pipeline.local;
  if (!local.images && !local.s3) return std::nullopt;
  return ImageMap{local.images.value_or(std::vector<ImageEntry>{}),
                  local.s3.value_or(EnvironmentMap{}), pipeline.folder, local.profile};
}

Pipeline arriving_model(Pipeline pipeline, std::span<const ImageMap> maps) {
  std::error_code error;  // of a current folder that is gone
  pipeline.file.clear();
  const ImageMap* rules = maps.empty() ? nullptr : &maps.front();
  bool known = false;
  for (Stage& stage : pipeline.stages) {
    const std::string image = stage.container.image.value_or("");
    if (const ImageMap* map = map_of(image, maps)) {
      stage.launch = detached(first_entry(*map, image)->launch, map->folder);
      if (!std::exchange(known, true)) rules = map;
    }
    find_model_data(stage, maps);
  }
  pipeline.folder = rules ? rules->folder : fs::current_path(error);
  if (rules) pipeline.local.profile = rules->profile;
  return pipeline;
}

}  // namespace emulator
