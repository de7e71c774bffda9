#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "emulator/base/result.h"
#include "emulator/fetch/surroundings.h"

namespace emulator {

// What has to be fetched.
struct ModelSource {
  std::string url;      // https://…, s3://bucket/key, or a prefix that ends in "/"
  bool prefix = false;  // S3Prefix: all objects below it, as a folder (contract 1.11)
  // What the user can set so that nothing has to be fetched, for the errors:
  // "Local.Stages.model.ModelData". Empty: nothing.
  std::string stand_in;
};

struct FetchProgress {
  std::uint64_t done = 0;   // bytes
  std::uint64_t total = 0;  // 0: not known
};

struct FetchedModelData {
  std::filesystem::path path;  // a file (as a rule a model.tar.gz) or a folder; only to be read
  // While this lives, what lies at the path is neither changed nor removed by anybody.
  std::shared_ptr<const void> hold;
  // Why what was kept is used without having asked for a newer one; "" as a rule.
  std::string note;
};

// Brings it into the cache, or finds that what is there is the newest: then nothing but a question
// crosses the wire. Waits for whoever fetches the same just now, in this process or another one.
// `tell` is called from this thread while something is transferred, at most 20 times a second.
// Errors: whatever goes wrong, with the way out; Cancelled, at once, when stop is requested.
[[nodiscard]] Result<FetchedModelData> fetch_model_data(
    const ModelSource& source, const FetchSurroundings& around,
    const std::function<void(FetchProgress)>& tell, std::stop_token cancel);

}  // namespace emulator
