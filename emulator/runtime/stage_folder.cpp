#include "emulator/runtime/stage_folder.h"

#include <cerrno>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace emulator {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kLockName = "lock";

std::string folder_prefix() { return "hoplens-" + std::to_string(geteuid()) + "-"; }

Result<fs::path> make_private_folder(const fs::path& parent, const std::string& prefix) {
  std::string pattern = (parent / (prefix + "XXXXXX")).string();
  if (mkdtemp(pattern.data()) == nullptr)  // mode 0700
    return fail(
        ErrorCode::IoFailed,
        "No temporary folder can be made in " + parent.string() + ": " + system_message(errno),
        "Make room there, or set TMPDIR to a folder that you can write to");
  return fs::path(pattern);
}

// The lock file gets its name only when it is locked, so nobody ever sees it unlocked while its
// owner lives.
Descriptor lock_folder(const fs::path& folder) {
  const fs::path early = folder / "lock.new";
  Descriptor lock(open(early.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!lock || flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return Descriptor{};
  std::error_code error;
  fs::rename(early, folder / kLockName, error);
  return error ? Descriptor{} : std::move(lock);
}

// A stage may have taken away its own permission to change a folder.
void remove_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::remove_all(folder, error) != static_cast<std::uintmax_t>(-1)) return;
  constexpr auto kOptions = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator at(folder, kOptions, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (!at->is_symlink(ignored) && at->is_directory(ignored))
      fs::permissions(at->path(), fs::perms::owner_all, fs::perm_options::add, ignored);
  }
  fs::remove_all(folder, error);
}

bool is_own_folder(const fs::path& path) {
  struct stat facts {};
  return lstat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) && facts.st_uid == geteuid();
}

bool owner_is_dead(const fs::path& folder) {
  const fs::path file = folder / kLockName;
  const Descriptor lock(open(file.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
  return lock && flock(lock.get(), LOCK_EX | LOCK_NB) == 0;
}

void remove_leftovers(const fs::path& parent) {
  std::error_code error;
  for (fs::directory_iterator at(parent, error), end; !error && at != end; at.increment(error)) {
    const fs::path& path = at->path();
    if (!path.filename().native().starts_with(folder_prefix())) continue;
    if (is_own_folder(path) && owner_is_dead(path)) remove_folder(path);
  }
}

}  // namespace

Result<std::shared_ptr<StageFolders>> StageFolders::create(const fs::path& parent) {
  remove_leftovers(parent);
  auto path = make_private_folder(parent, folder_prefix());
  if (!path) return fail(path.error());
  Descriptor lock = lock_folder(*path);
  if (!lock) {
    remove_folder(*path);
    return fail(ErrorCode::IoFailed, "No file can be locked in " + path->string(),
                "Set TMPDIR to a folder on a local disk");
  }
  return std::make_shared<StageFolders>(std::move(*path), std::move(lock));
}

StageFolders::StageFolders(fs::path path, Descriptor lock)
    : path_(std::move(path)), lock_(std::move(lock)) {}

StageFolders::~StageFolders() { remove_folder(path_); }

Result<std::unique_ptr<StageFolder>> StageFolder::create(std::shared_ptr<StageFolders> parent) {
  auto path = make_private_folder(parent->path(), "stage-");
  if (!path) return fail(path.error());
  return std::make_unique<StageFolder>(std::move(parent), std::move(*path));
}

StageFolder::StageFolder(std::shared_ptr<StageFolders> parent, fs::path path)
    : parent_(std::move(parent)), path_(std::move(path)) {}

StageFolder::~StageFolder() { remove_folder(path_); }

}  // namespace emulator
