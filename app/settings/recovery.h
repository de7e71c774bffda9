#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/settings/owned_file.h"
#include "emulator/base/clock.h"
#include "emulator/base/result.h"

// Unsaved edits on the disk, so that neither a crash nor a kill takes them. One file a running
// window. All of this waits for the disk.
namespace app {

struct UnsavedPipeline {
  std::string model_name;
  std::filesystem::path file;    // of the pipeline; empty: it has none yet
  std::filesystem::path folder;  // its relative paths start here
  std::string text;              // as the pipeline file would be written
};

// The file of this window. One thread at a time.
class RecoveryFile {
 public:
  explicit RecoveryFile(std::filesystem::path folder) : file_(std::move(folder), ".json") {}

  [[nodiscard]] emulator::Result<void> write(const UnsavedPipeline& unsaved,
                                             emulator::WallTime now);
  // All is saved, or was given up.
  void remove() { file_.remove(); }

 private:
  OwnedFile file_;
};

// What a window left that is not there any more.
class LostEdits {
 public:
  explicit LostEdits(std::shared_ptr<LostFile> file) : file_(std::move(file)) {}

  UnsavedPipeline unsaved;
  emulator::WallTime written;
  void remove() { file_->remove(); }

 private:
  std::shared_ptr<LostFile> file_;
};

// The newest first.
std::vector<std::shared_ptr<LostEdits>> find_lost_edits(const std::filesystem::path& folder);

}  // namespace app
