#include "app/settings/owned_file.h"

#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::ErrorCode;
using emulator::Result;

fs::path lock_of(fs::path file) { return file.replace_extension(".lock"); }

enum class Lock { Ours, Theirs, Unknown };

struct Locked {
  Lock lock = Lock::Unknown;
  int fd = -1;
};

Locked try_lock(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return {};
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return {Lock::Ours, fd};
  const bool taken = errno == EWOULDBLOCK;
  ::close(fd);
  return {taken ? Lock::Theirs : Lock::Unknown, -1};
}

void remove_files(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
  fs::remove(file.string() + ".new", ignored);  // of a replacement that was not finished
  fs::remove(lock_of(file), ignored);
}

}  // namespace

OwnedFile::~OwnedFile() {
  if (lock_ >= 0) ::close(lock_);
}

Result<fs::path> OwnedFile::path() {
  static std::atomic<unsigned> count{0};
  if (begun()) return file_;
  std::error_code error;
  fs::create_directories(folder_, error);
  // Environment values are nobody else's business.
  if (!error) fs::permissions(folder_, fs::perms::owner_all, error);
  if (error)
    return emulator::fail(ErrorCode::IoFailed, "Cannot use the folder " + folder_.string(),
                          "Change its permissions: unsaved edits are kept there");
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  file_ = folder_ / (std::to_string(::getpid()) + "-" + std::to_string(now) + "-" +
                     std::to_string(++count) + ending_);
  lock_ = try_lock(lock_of(file_)).fd;
  return file_;
}

void OwnedFile::remove() {
  if (!begun()) return;
  remove_files(std::exchange(file_, {}));
  if (lock_ >= 0) ::close(std::exchange(lock_, -1));
}

LostFile::~LostFile() {
  if (lock_ >= 0) ::close(lock_);
}

void LostFile::remove() { remove_files(file_); }

std::vector<std::shared_ptr<LostFile>> find_lost_files(const fs::path& folder,
                                                       const std::string& ending) {
  std::vector<std::shared_ptr<LostFile>> found;
  std::error_code error;
  for (fs::directory_iterator at(folder, error); !error && at != fs::directory_iterator();
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (!name.ends_with(ending) || name.starts_with('.')) continue;
    const Locked locked = try_lock(lock_of(at->path()));
    if (locked.lock != Lock::Theirs)
      found.push_back(std::make_shared<LostFile>(at->path(), locked.fd));
  }
  return found;
}

}  // namespace app
