#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <stdlib.h>
#include <unistd.h>

// A folder of its own for one test, removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "hoplens-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw std::filesystem::filesystem_error("mkdtemp", name,
                                              std::error_code(errno, std::generic_category()));
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

  // Descriptors that this process has open on files in the folder, those without a name included.
  std::vector<int> open_files() const {
    std::vector<int> found;
    const std::string wanted = path_.string() + "/";
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
      std::error_code gone;
      const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
      if (!gone && target.starts_with(wanted)) found.push_back(std::stoi(entry.path().filename()));
    }
    return found;
  }

 private:
  std::filesystem::path path_;
};
