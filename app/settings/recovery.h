#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "emulator/base/clock.h"
#include "emulator/base/result.h"

// Unsaved edits on the disk, so that neither a crash nor a kill takes them. One file a running
// window, and a lock beside it that the system lets go of when the window's process ends, however
// it does. All of this waits for the disk.
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
  explicit RecoveryFile(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~RecoveryFile();
  RecoveryFile(const RecoveryFile&) = delete;
  RecoveryFile& operator=(const RecoveryFile&) = delete;

  [[nodiscard]] emulator::Result<void> write(const UnsavedPipeline& unsaved,
                                             emulator::WallTime now);
  // All is saved, or was given up.
  void remove();

 private:
  [[nodiscard]] emulator::Result<void> begin();

  std::filesystem::path folder_;
  std::filesystem::path file_;  // empty until something is written
  int lock_ = -1;
};

// What a window left that is not there any more. Holds its lock: no other window offers it
// meanwhile.
class LostEdits {
 public:
  LostEdits(std::filesystem::path file, int lock) : file_(std::move(file)), lock_(lock) {}
  ~LostEdits();
  LostEdits(const LostEdits&) = delete;
  LostEdits& operator=(const LostEdits&) = delete;

  UnsavedPipeline unsaved;
  emulator::WallTime written;
  void remove();

 private:
  std::filesystem::path file_;
  int lock_;
};

// The newest first.
std::vector<std::shared_ptr<LostEdits>> find_lost_edits(const std::filesystem::path& folder);

}  // namespace app
