#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "emulator/base/clock.h"
#include "emulator/base/result.h"

// Files that a running window owns: one of its own name, and a lock beside it that the system lets
// go of when the window's process ends, however it does. All of this waits for the disk.
namespace app {

// The file of this window, in a folder that only the user may look into. One thread at a time.
class OwnedFile {
 public:
  OwnedFile(std::filesystem::path folder, std::string ending)
      : folder_(std::move(folder)), ending_(std::move(ending)) {}
  ~OwnedFile();
  OwnedFile(const OwnedFile&) = delete;
  OwnedFile& operator=(const OwnedFile&) = delete;

  // Its name, chosen and locked when it is first asked for.
  [[nodiscard]] emulator::Result<std::filesystem::path> path();
  bool begun() const { return !file_.empty(); }
  void remove();

 private:
  std::filesystem::path folder_;
  std::string ending_;
  std::filesystem::path file_;
  int lock_ = -1;
};

// A file of a window that is not there any more. Holds its lock: no other window finds it
// meanwhile.
class LostFile {
 public:
  LostFile(std::filesystem::path file, int lock) : file_(std::move(file)), lock_(lock) {}
  ~LostFile();
  LostFile(const LostFile&) = delete;
  LostFile& operator=(const LostFile&) = delete;

  const std::filesystem::path& path() const { return file_; }
  // Its lock could be taken; else whoever finds it asks whether its owner lives.
  bool is_locked() const { return lock_ >= 0; }
  void remove();

 private:
  std::filesystem::path file_;
  int lock_;
};

// Those of that ending, in no order.
std::vector<std::shared_ptr<LostFile>> find_lost_files(const std::filesystem::path& folder,
                                                       const std::string& ending);

}  // namespace app
