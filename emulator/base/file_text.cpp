#include "emulator/base/file_text.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/descriptor.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

constexpr off_t kMaxFileBytes = 1'000'000'000;

std::string reason_of(int number) { return std::generic_category().message(number); }

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

tl::unexpected<Error> system_failure(std::string_view what, const fs::path& file, int number) {
  const std::string text =
      "Cannot " + std::string(what) + " " + file.string() + ": " + reason_of(number);
  for (const Advice& advice : kAdvice)
    if (advice.number == number) return fail(advice.code, text, std::string(advice.next_step));
  return fail(ErrorCode::IoFailed, text, "Check the disk and try again");
}

int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(fd, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

// A pipe or a device cannot be replaced by a rename: it is written to.
Result<void> write_in_place(std::string_view text, const fs::path& file) {
  const Descriptor out(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (!out) return system_failure("write", file, errno);
  if (const int error = write_all(out.get(), text)) return system_failure("write", file, error);
  return {};
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

// Fills the temporary file; an errno, or 0.
int fill(int fd, std::string_view text, const struct stat* old) {
  if (const int error = write_all(fd, text)) return error;
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

Result<std::string> read_file_text(const fs::path& file) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!in) return system_failure("read", file, errno);
  struct stat status {};
  if (::fstat(in.get(), &status) != 0) return system_failure("read", file, errno);
  if (S_ISDIR(status.st_mode))
    return fail(ErrorCode::InvalidInput, "Cannot read " + file.string() + ": it is a folder",
                "Name a file inside it");
  if (!S_ISREG(status.st_mode))
    return fail(ErrorCode::InvalidInput, "Cannot read " + file.string() + ": not a regular file",
                "Save its content to a file first");
  if (status.st_size > kMaxFileBytes)
    return fail(ErrorCode::InvalidInput, "Cannot read " + file.string() + ": larger than 1 GB",
                "Use a smaller file");
  std::string text(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = ::read(in.get(), text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure("read", file, errno);
    if (count == 0) break;  // it shrank meanwhile
    done += static_cast<std::size_t>(count);
  }
  text.resize(done);
  return text;
}

Result<void> write_text_atomically(std::string_view text, const fs::path& file) {
  const Result<fs::path> target = link_target(file);
  if (!target) return fail(target.error());
  struct stat status {};
  const bool exists = ::stat(target->c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return system_failure("write", file, EISDIR);
  if (exists && !S_ISREG(status.st_mode)) return write_in_place(text, *target);
  // A rename would replace even a file that its owner made read-only.
  if (exists && ::faccessat(AT_FDCWD, target->c_str(), W_OK, AT_EACCESS) != 0)
    return system_failure("write", file, errno);

  const Temporary temporary = open_beside(*target, exists ? status.st_mode & 0777 : 0666);
  const Descriptor out(temporary.fd);
  if (!out) return system_failure("write into the folder of", file, errno);
  int error = fill(out.get(), text, exists ? &status : nullptr);
  if (error == 0 && ::rename(temporary.path.c_str(), target->c_str()) != 0) error = errno;
  if (error != 0) {
    ::unlink(temporary.path.c_str());
    return system_failure("write", file, error);
  }
  flush_folder(target->has_parent_path() ? target->parent_path() : fs::path("."));
  return {};
}

}  // namespace emulator
