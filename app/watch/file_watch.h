#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace app {

// Watches files and folders, the folders below them included: as far as a few hundred folders go,
// leaving out hidden ones and those that tools fill (`__pycache__`, `node_modules`). What is not
// there yet is watched from its folder. All functions are safe from any thread and never wait for
// the disk.
class FileWatch {
 public:
  // `news` is called from the watch's thread when something changed; it must return at once.
  explicit FileWatch(std::function<void()> news);
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  // Whether changes are noticed on this system.
  static bool works();
  // Absolute paths, in place of those watched before.
  void watch(std::vector<std::filesystem::path> places);
  // What was written, made, moved here or removed since this was asked last; each path once.
  std::vector<std::filesystem::path> take_changed();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace app
