#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "emulator/base/descriptor.h"
#include "emulator/base/result.h"

struct stat;

namespace emulator {

// A file that is there as a whole or not at all: what is written goes to a temporary file beside
// it, which takes its name with commit(). Keeps the file's permissions and follows a symbolic link
// to its target; a device or pipe is written in place. Waits for the disk.
class AtomicFile {
 public:
  [[nodiscard]] static Result<AtomicFile> begin(const std::filesystem::path& file);
  ~AtomicFile();  // without commit() nothing happened
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;

  [[nodiscard]] Result<void> write(std::string_view text);
  // Flushes and renames. Once, at the end.
  [[nodiscard]] Result<void> commit();

 private:
  AtomicFile(std::filesystem::path file, std::filesystem::path target)
      : file_(std::move(file)), target_(std::move(target)) {}
  Result<void> open();

  std::filesystem::path file_;    // as it was named
  std::filesystem::path target_;  // behind its links
  std::filesystem::path temporary_;  // empty: it is written in place
  std::shared_ptr<const struct stat> old_;  // of the file that is replaced; null: there is none
  Descriptor out_;
};

// "Cannot write wine.json: …", with advice by errno.
tl::unexpected<Error> system_failure(std::string_view verb, const std::filesystem::path& file,
                                     int number);

}  // namespace emulator
