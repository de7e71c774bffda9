#include "emulator/base/atomic_file.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace emulator {
namespace {

namespace fs = std::filesystem;

// One row per errno that has better advice than "try again".
struct Advice {
  int number;
  ErrorCode code;
  std::string_view next_step;
};
constexpr std::array kAdvice{
    Advice{ENOENT, ErrorCode::NotFound, "Check the path"},
    Advice{ENOTDIR, ErrorCode::NotFound, "Check the path: a part of it is not a folder"},
    Advice{EACCES, ErrorCode::PermissionDenied, "Change the permissions, or use another place"},
    Advice{EPERM, ErrorCode::PermissionDenied, "Change the permissions, or use another place"},
    Advice{EROFS, ErrorCode::PermissionDenied,
           "The file system is read-only: save to another place"},
    Advice{ENOSPC, ErrorCode::IoFailed, "The disk is full: free some space and save again"},
    Advice{EDQUOT, ErrorCode::IoFailed,
           "Your disk quota is used up: free some space and save again"},
    Advice{EFBIG, ErrorCode::IoFailed, "The file may not grow that large: raise the limit"},
    Advice{EISDIR, ErrorCode::InvalidInput, "It is a folder: name a file inside it"},
    Advice{ELOOP, ErrorCode::InvalidInput, "Its symbolic links lead in a circle: repair them"},
};

int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(fd, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

// The file that a chain of symbolic links ends at, whether it exists or not.
Result<fs::path> link_target(const fs::path& file) {
  constexpr int kMaxLinks = 40;
  fs::path at = file;
  std::error_code error;
  for (int i = 0; i < kMaxLinks; ++i) {
    if (!fs::is_symlink(at, error)) return at;
    const fs::path next = fs::read_symlink(at, error);
    if (error) return system_failure("follow", at, error.value());
    at = at.parent_path() / next;
  }
  return system_failure("write", file, ELOOP);
}

// A file of a new name beside `target`, for its owner's eyes only where the old one was. The
// kernel takes the umask off a new file's permissions.
struct Temporary {
  std::string path;
  int fd = -1;
};
Temporary open_beside(const fs::path& target, mode_t mode) {
  static std::atomic<unsigned> counter{0};
  Temporary out;
  do {
    const std::string name = "." + target.filename().string() + "." + std::to_string(::getpid()) +
                             "-" + std::to_string(++counter);
    out.path = (target.parent_path() / name).string();
    out.fd = ::open(out.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  } while (out.fd < 0 && errno == EEXIST);
  return out;
}

// An errno, or 0.
int finish(int fd, const struct stat* old) {
  if (old) {
    // Only root can give a file away; anybody else owns what they may rename over.
    const bool kept = ::fchown(fd, old->st_uid, old->st_gid) == 0;
    const mode_t mode = old->st_mode & (kept ? 07777 : 0777);
    if (::fchmod(fd, mode) != 0) return errno;
  }
  return ::fsync(fd) == 0 ? 0 : errno;
}

// The new name is safe only once the folder is on the disk too. Some file systems cannot do
// that; the content is complete in any case.
void flush_folder(const fs::path& folder) {
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd) ::fsync(fd.get());
}

}  // namespace

tl::unexpected<Error> system_failure(std::string_view verb, const fs::path& file, int number) {
  const std::string text = "Cannot " + std::string(verb) + " " + file.string() + ": " +
                           std::generic_category().message(number);
  for (const Advice& advice : kAdvice)
    if (advice.number == number) return fail(advice.code, text, std::string(advice.next_step));
  return fail(ErrorCode::IoFailed, text, "Check the disk and try again");
}

Result<AtomicFile> AtomicFile::begin(const fs::path& file) {
  const Result<fs::path> target = link_target(file);
  if (!target) return fail(target.error());
  AtomicFile out(file, *target);
  struct stat status {};
  const bool exists = ::stat(target->c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return system_failure("write", file, EISDIR);
  if (exists && !S_ISREG(status.st_mode)) {
    // A pipe or a device cannot be replaced by a rename: it is written to.
    out.out_ = Descriptor(::open(target->c_str(), O_WRONLY | O_CLOEXEC));
    if (!out.out_) return system_failure("write", file, errno);
    return out;
  }
  // A rename would replace even a file that its owner made read-only.
  if (exists && ::faccessat(AT_FDCWD, target->c_str(), W_OK, AT_EACCESS) != 0)
    return system_failure("write", file, errno);
  if (exists) out.old_ = std::make_shared<const struct stat>(status);
  if (auto opened = out.open(); !opened) return fail(opened.error());
  return out;
}

Result<void> AtomicFile::open() {
  const Temporary temporary = open_beside(target_, old_ ? old_->st_mode & 0777 : 0666);
  out_ = Descriptor(temporary.fd);
  if (!out_) return system_failure("write into the folder of", file_, errno);
  temporary_ = temporary.path;
  return {};
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : file_(std::move(other.file_)),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      old_(std::move(other.old_)),
      out_(std::move(other.out_)) {}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> AtomicFile::write(std::string_view text) {
  if (const int error = write_all(out_.get(), text)) return system_failure("write", file_, error);
  return {};
}

Result<void> AtomicFile::commit() {
  if (temporary_.empty()) return {};
  int error = finish(out_.get(), old_.get());
  if (error == 0 && ::rename(temporary_.c_str(), target_.c_str()) != 0) error = errno;
  if (error != 0) return system_failure("write", file_, error);
  temporary_.clear();
  flush_folder(target_.has_parent_path() ? target_.parent_path() : fs::path("."));
  return {};
}

}  // namespace emulator
