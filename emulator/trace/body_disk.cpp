#include "emulator/trace/body_disk.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace emulator {
namespace {

constexpr mode_t kUserOnly = 0700;

tl::unexpected<Error> disk_failed(const std::string& what, int error) {
  const bool denied = error == EACCES || error == EPERM || error == EROFS;
  const ErrorCode code = denied ? ErrorCode::PermissionDenied : ErrorCode::IoFailed;
  return fail(code, what + ": " + std::strerror(error),
              "Free some space, or set XDG_CACHE_HOME to a folder that can be written");
}

// Makes `folder` and what is missing above it. Returns 0 or what went wrong.
int make_folders(const std::filesystem::path& folder) {
  if (::mkdir(folder.c_str(), kUserOnly) == 0) return 0;
  const std::filesystem::path parent = folder.parent_path();
  if (errno != ENOENT || parent.empty() || parent == folder) return errno;
  const int error = make_folders(parent);
  if (error != 0 && error != EEXIST) return error;
  return ::mkdir(folder.c_str(), kUserOnly) == 0 ? 0 : errno;
}

bool open_to_this_user_alone(const std::filesystem::path& folder) {
  struct stat facts {};
  if (::lstat(folder.c_str(), &facts) != 0) return false;
  return S_ISDIR(facts.st_mode) && facts.st_uid == ::geteuid() && (facts.st_mode & 077) == 0;
}

off_t file_offset(std::uint64_t offset) { return static_cast<off_t>(offset); }

}  // namespace

Result<std::shared_ptr<DiskSegment>> DiskSegment::create(const std::filesystem::path& folder) {
  std::string name = (folder / "bodies-XXXXXX").string();
  const int file = ::mkostemp(name.data(), O_CLOEXEC);  // mode 0600; stages must not inherit it
  if (file < 0) return disk_failed("Cannot create a file in " + folder.string(), errno);
  auto segment = std::make_shared<DiskSegment>(file);
  if (::unlink(name.c_str()) != 0) return disk_failed("Cannot unlink " + name, errno);
  return segment;
}

DiskSegment::~DiskSegment() { ::close(file_); }

Result<std::uint64_t> DiskSegment::append(std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written =
        ::pwrite(file_, bytes.data() + done, bytes.size() - done, file_offset(end_ + done));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const int error = written < 0 ? errno : ENOSPC;
      // The half that was written is of no use. Should even this fail, the next body overwrites it.
      [[maybe_unused]] const int cut = ::ftruncate(file_, file_offset(end_));
      return disk_failed("Cannot keep a body on disk", error);
    }
    done += static_cast<std::size_t>(written);
  }
  const std::uint64_t begin = end_;
  end_ += bytes.size();
  return begin;
}

Result<std::shared_ptr<const Bytes>> DiskSegment::read(std::uint64_t offset,
                                                       std::size_t size) const {
  auto bytes = std::make_shared<Bytes>(size);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got =
        ::pread(file_, bytes->data() + done, size - done, file_offset(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return disk_failed("Cannot read a body back from disk", errno);
    if (got == 0)
      return fail(ErrorCode::IoFailed, "The file that kept this body is shorter than it was",
                  "Send the request again");
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

BodyDisk::~BodyDisk() {
  // Fails where something is in it that is not ours to remove; then the folder stays.
  if (folder_is_ours_) ::rmdir(folder_.c_str());
}

Result<DiskSpot> BodyDisk::write(std::string_view bytes, std::uint64_t segment_bytes) {
  std::shared_ptr<DiskSegment> segment = current_.lock();
  if (!segment || segment->end() >= segment_bytes) {
    auto created = new_segment();
    if (!created) return fail(std::move(created.error()));
    segment = std::move(*created);
    current_ = segment;
  }
  const Result<std::uint64_t> offset = segment->append(bytes);
  if (!offset) return fail(offset.error());
  return DiskSpot{std::move(segment), *offset};
}

// Made anew whenever it is needed: another hoplens of this user may have removed it at its end.
Result<void> BodyDisk::make_folder() {
  if (folder_.empty())
    return fail(ErrorCode::NotFound, "There is no cache folder to keep bodies in",
                "Set HOME or XDG_CACHE_HOME");
  const int error = make_folders(folder_);
  if (error != 0 && error != EEXIST) return disk_failed("Cannot make " + folder_.string(), error);
  folder_is_ours_ = folder_is_ours_ || error == 0;
  if (!open_to_this_user_alone(folder_))
    return fail(ErrorCode::PermissionDenied,
                folder_.string() + " is not a folder that is open to you alone",
                "Make it a folder of your own with mode 700");
  return {};
}

Result<std::shared_ptr<DiskSegment>> BodyDisk::new_segment() {
  if (auto made = make_folder(); !made) return fail(std::move(made.error()));
  auto segment = DiskSegment::create(folder_);
  if (segment || ::access(folder_.c_str(), F_OK) == 0) return segment;
  if (auto made = make_folder(); !made) return fail(std::move(made.error()));
  return DiskSegment::create(folder_);
}

std::filesystem::path default_body_folder() {
  // XDG base directories: a path that is not absolute counts as not set.
  const auto absolute = [](const char* variable) -> std::filesystem::path {
    const char* value = std::getenv(variable);
    return value != nullptr && *value == '/' ? value : "";
  };
  std::filesystem::path cache = absolute("XDG_CACHE_HOME");
  if (cache.empty() && !absolute("HOME").empty()) cache = absolute("HOME") / ".cache";
  return cache.empty() ? cache : cache / "hoplens" / "bodies";
}

}  // namespace emulator
