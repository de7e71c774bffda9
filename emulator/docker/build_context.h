#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "emulator/base/result.h"

namespace emulator {

// What a builder is sent of a folder with a Dockerfile: all files, folders and links that neither
// Dockerfile.dockerignore nor, where that is not there, .dockerignore leaves out. Links are sent
// as links and never followed; sockets, pipes and devices are left out.
class BuildContext {
 public:
  // Errors: no such folder, no Dockerfile in it, something that cannot be read.
  [[nodiscard]] static Result<BuildContext> look_at(const std::filesystem::path& folder);

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path dockerfile() const { return folder_ / "Dockerfile"; }
  // Names as they are sent, sorted.
  std::vector<std::string> names() const;
  std::uint64_t bytes() const;  // of all files

  // 64 hexadecimal digits, over names, kinds and modes, and over the contents of files: of those
  // above 4 MB over size and time of change instead.
  [[nodiscard]] Result<std::string> fingerprint() const;

  // The whole as a tar, piece by piece, "" at its end; read while it is asked for. Everything
  // belongs to root there. Used by one thread at a time; may outlive this object.
  std::function<Result<std::string>()> tar() const;

  struct Entry {
    std::string name;  // relative
    unsigned mode = 0;
    std::uint64_t size = 0;    // of a file
    std::int64_t seconds = 0;  // time of change
    std::int64_t nanoseconds = 0;
    std::string link;  // where a link leads to
  };

 private:
  explicit BuildContext(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path folder_;
  std::shared_ptr<const std::vector<Entry>> entries_;
};

}  // namespace emulator
