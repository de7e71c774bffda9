#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "emulator/docker/docker_api.h"
#include "emulator/fetch/surroundings.h"
#include "emulator/runtime/runtime.h"
#include "emulator/runtime/stage_folder.h"

namespace emulator {

// Makes the folders for what is unpacked; called only where something is.
using MakeFolder = std::function<Result<std::shared_ptr<StageFolder>>()>;

struct ModelMounts {
  std::vector<DockerMount> mounts;
  // Both must outlive the container: what was unpacked, and the claims to what was fetched.
  std::shared_ptr<StageFolder> folder;
  std::vector<std::shared_ptr<const void>> holds;
  std::filesystem::path models;  // of a MultiModel container: what it sees as /opt/ml/models
};

// A stage's model data as read-only mounts: /opt/ml/model (contract 2.12), or an empty folder at
// /opt/ml/models for a container that loads its models one by one (2.14), and the additional
// sources (2.13). The local stand-in wins; https:// and s3:// are fetched into the cache.
[[nodiscard]] Result<ModelMounts> model_mounts(const StageLaunchPlan& plan, const StageNews& news,
                                               const MakeFolder& make_folder,
                                               const FetchSurroundings& around,
                                               std::stop_token cancel);

}  // namespace emulator
