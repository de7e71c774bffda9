#pragma once

#include <filesystem>
#include <memory>

#include "emulator/base/descriptor.h"

namespace emulator {

// The folder in the system's temporary folder that holds the base folders of this process's
// stages. Only the user can enter it; removed at the end. A lock on a file in it says that its
// owner lives: folders whose lock is free were left behind by a killed hoplens.
class StageFolders {
 public:
  // Makes one in `parent`, and removes there what dead processes left behind.
  [[nodiscard]] static Result<std::shared_ptr<StageFolders>> create(
      const std::filesystem::path& parent);
  StageFolders(std::filesystem::path path, Descriptor lock);
  ~StageFolders();
  StageFolders(const StageFolders&) = delete;
  StageFolders& operator=(const StageFolders&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  Descriptor lock_;
};

// One stage's SAGEMAKER_BASE_DIR; removed with all that is in it at the end. Links in it are
// removed, never followed.
class StageFolder {
 public:
  [[nodiscard]] static Result<std::unique_ptr<StageFolder>> create(
      std::shared_ptr<StageFolders> parent);
  StageFolder(std::shared_ptr<StageFolders> parent, std::filesystem::path path);
  ~StageFolder();
  StageFolder(const StageFolder&) = delete;
  StageFolder& operator=(const StageFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::shared_ptr<StageFolders> parent_;
  std::filesystem::path path_;
};

}  // namespace emulator
