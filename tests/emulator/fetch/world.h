#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "emulator/fetch/fetch_model_data.h"
#include "tests/support/temporary_folder.h"

namespace emulator::test {

inline std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A user with a home, a cache and an environment of their own, who knows no patience.
struct World {
  World() {
    around.variable = [this](const std::string& name) -> std::optional<std::string> {
      const auto at = environment.find(name);
      if (at == environment.end()) return std::nullopt;
      return at->second;
    };
    around.home = folder.path() / "home";
    around.cache = folder.path() / "cache" / "hoplens" / "model-data";
    around.retry_pause = std::chrono::milliseconds{1};
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  Result<FetchedModelData> fetch(const std::string& url, bool prefix = false) {
    told.clear();
    return fetch_model_data(
        {url, prefix, "Local.Stages.model.ModelData"}, around,
        [this](FetchProgress now) { told.push_back(now); }, stop.get_token());
  }

  // Everything that the cache holds, by path: names and contents.
  std::string all_that_is_kept() const {
    std::string out;
    if (!std::filesystem::exists(around.cache)) return out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(around.cache)) {
      out += entry.path().string() + "\n";
      if (entry.is_regular_file()) out += read_text(entry.path()) + "\n";
    }
    return out;
  }
  // Versions of model data in the cache, of all sources.
  std::size_t versions() const {
    std::size_t count = 0;
    if (!std::filesystem::exists(around.cache)) return 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(around.cache))
      if (entry.path().filename() == "content") ++count;
    return count;
  }

  tests::TemporaryFolder folder;
  std::map<std::string, std::string> environment;
  FetchSurroundings around;
  std::vector<FetchProgress> told;
  std::stop_source stop;
};

}  // namespace emulator::test
