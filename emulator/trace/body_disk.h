#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "emulator/base/bytes.h"
#include "emulator/base/result.h"

namespace emulator {

// A file that only grows and has no name: it is unlinked as soon as it is open, so nobody else
// can open it and the system frees it when its last body is gone, even if hoplens is killed.
class DiskSegment {
 public:
  // `folder` must exist.
  static Result<std::shared_ptr<DiskSegment>> create(const std::filesystem::path& folder);
  explicit DiskSegment(int file) : file_(file) {}
  ~DiskSegment();
  DiskSegment(const DiskSegment&) = delete;
  DiskSegment& operator=(const DiskSegment&) = delete;

  // Where the bytes begin. When they do not fit on the disk, nothing of them stays there. One
  // thread.
  Result<std::uint64_t> append(std::string_view bytes);
  // From any thread. Error when the file does not hold `size` bytes there.
  Result<std::shared_ptr<const Bytes>> read(std::uint64_t offset, std::size_t size) const;
  std::uint64_t end() const { return end_; }  // the appending thread's

 private:
  int file_;
  std::uint64_t end_ = 0;
};

// Where a body is on disk. Holding one keeps its file.
struct DiskSpot {
  std::shared_ptr<const DiskSegment> segment;
  std::uint64_t offset = 0;
};

// Writes bodies to disk, one behind the other, a new segment now and then. One thread. Makes
// the folder when the first body comes and removes it in the destructor if it made it.
class BodyDisk {
 public:
  explicit BodyDisk(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~BodyDisk();
  BodyDisk(const BodyDisk&) = delete;
  BodyDisk& operator=(const BodyDisk&) = delete;

  // Begins a new segment once the current one has `segment_bytes`.
  Result<DiskSpot> write(std::string_view bytes, std::uint64_t segment_bytes);

 private:
  Result<void> make_folder();
  Result<std::shared_ptr<DiskSegment>> new_segment();

  std::filesystem::path folder_;
  bool folder_is_ours_ = false;
  // Kept alive by the bodies in it alone, so that its file goes when they go.
  std::weak_ptr<DiskSegment> current_;
};

// hoplens/bodies below the user's cache folder; empty when the user has none. (Not below the
// runtime folder: that is memory again on most systems, and smaller.)
std::filesystem::path default_body_folder();

}  // namespace emulator
