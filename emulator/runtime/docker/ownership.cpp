#include "emulator/runtime/docker/ownership.h"

#include <cerrno>
#include <cstdlib>
#include <map>
#include <random>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace emulator {
namespace fs = std::filesystem;
namespace {

constexpr const char* kHostLabel = "hoplens.host";
constexpr const char* kBootLabel = "hoplens.boot";
constexpr const char* kLockLabel = "hoplens.lock";
constexpr std::string_view kFolderPrefix = "hoplens-docker-";
constexpr std::string_view kLockEnding = ".lock";

std::string value_at(const DockerLabels& labels, const char* key) {
  const auto found = labels.find(key);
  return found == labels.end() ? "" : found->second;
}

std::string random_name() {
  std::random_device device;
  std::string name;
  for (int i = 0; i < 4; ++i) {
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", device());
    name += digits;
  }
  return name;
}

// A label may say anything; only a file that looks like ours is looked at.
bool is_lock_file(const fs::path& file) {
  return file.is_absolute() && file.lexically_normal() == file &&
         file.filename().native().ends_with(kLockEnding) &&
         file.parent_path().filename().native().starts_with(kFolderPrefix);
}

enum class LockState { Held, Free, Missing };

LockState lock_state(const fs::path& file) {
  const Descriptor lock(open(file.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
  if (!lock) return LockState::Missing;
  return flock(lock.get(), LOCK_EX | LOCK_NB) == 0 ? LockState::Free : LockState::Held;
}

bool is_private_folder(const fs::path& folder) {
  struct stat facts {};
  return lstat(folder.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) &&
         facts.st_uid == geteuid() && (facts.st_mode & 077) == 0;
}

// What one owner left, to be removed in an order that works: containers first.
struct Belongings {
  DockerLabels labels;
  std::vector<std::string> containers;
  std::vector<std::string> networks;
};

Result<std::map<std::string, Belongings>> belongings(const DockerClient& client,
                                                     const std::string& label,
                                                     const std::stop_token& cancel) {
  std::map<std::string, Belongings> owners;
  const auto containers = list_containers(client, label, cancel);
  if (!containers) return fail(containers.error());
  for (const ListedContainer& item : *containers) {
    Belongings& owner = owners[value_at(item.labels, kOwnerLabel)];
    owner.labels = item.labels;
    owner.containers.push_back(item.id);
  }
  const auto networks = list_networks(client, label, cancel);
  if (!networks) return fail(networks.error());
  for (const ListedContainer& item : *networks) {
    Belongings& owner = owners[value_at(item.labels, kOwnerLabel)];
    owner.labels = item.labels;
    owner.networks.push_back(item.id);
  }
  return owners;
}

Leftovers remove(const DockerClient& client, const Belongings& things) {
  Leftovers result;
  for (const std::string& id : things.containers)
    ++(remove_container(client, id) ? result.removed : result.failed);
  for (const std::string& id : things.networks)
    ++(remove_network(client, id) ? result.removed : result.failed);
  return result;
}

}  // namespace

OwnerState owner_state(const DockerLabels& labels, const Whereabouts& here) {
  if (value_at(labels, kHostLabel) != here.host || here.boot.empty()) return OwnerState::Unknown;
  const std::string boot = value_at(labels, kBootLabel);
  if (boot.empty()) return OwnerState::Unknown;
  if (boot != here.boot) return OwnerState::Dead;
  const fs::path file = value_at(labels, kLockLabel);
  if (!is_lock_file(file)) return OwnerState::Unknown;
  switch (lock_state(file)) {
    case LockState::Held:
      return OwnerState::Alive;
    case LockState::Free:
      return OwnerState::Dead;
    case LockState::Missing:
      break;
  }
  return OwnerState::Unknown;
}

Result<std::shared_ptr<Ownership>> Ownership::claim(const fs::path& parent) {
  const fs::path folder = parent / (std::string(kFolderPrefix) + std::to_string(geteuid()));
  mkdir(folder.c_str(), 0700);
  if (!is_private_folder(folder))
    return fail(ErrorCode::IoFailed, "This is no private folder of yours: " + folder.string(),
                "Remove it, or set TMPDIR to a folder that you can write to");
  const std::string owner = random_name();
  const fs::path early = folder / (owner + ".new");
  const fs::path file = folder / (owner + std::string(kLockEnding));
  Descriptor lock(open(early.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  // It gets its name only when it is locked: nobody ever sees it free while its owner lives.
  std::error_code error;
  const bool locked = lock && flock(lock.get(), LOCK_EX | LOCK_NB) == 0;
  if (locked) fs::rename(early, file, error);
  if (!locked || error) {
    const int problem = error ? error.value() : errno;
    fs::remove(early, error);
    return fail(ErrorCode::IoFailed,
                "No file can be locked in " + folder.string() + ": " + system_message(problem),
                "Make room there, or set TMPDIR to a folder on a local disk");
  }
  return std::make_shared<Ownership>(file, std::move(lock), owner);
}

Ownership::Ownership(fs::path file, Descriptor lock, std::string owner)
    : file_(std::move(file)), lock_(std::move(lock)), owner_(std::move(owner)) {}

Ownership::~Ownership() {
  std::error_code ignored;
  if (!keep_file_) fs::remove(file_, ignored);
}

DockerLabels Ownership::labels() const {
  const Whereabouts here = whereabouts();
  return {{kOwnerLabel, owner_},
          {kHostLabel, here.host},
          {kBootLabel, here.boot},
          {kLockLabel, file_.string()}};
}

Result<Leftovers> remove_leftovers(const DockerClient& client, const Whereabouts& here,
                                   std::stop_token cancel) {
  const auto owners = belongings(client, kOwnerLabel, cancel);
  if (!owners) return fail(owners.error());
  Leftovers total;
  for (const auto& [owner, things] : *owners) {
    if (cancel.stop_requested()) break;
    if (owner_state(things.labels, here) != OwnerState::Dead) continue;
    const Leftovers done = remove(client, things);
    total.removed += done.removed;
    total.failed += done.failed;
    std::error_code ignored;
    const fs::path lock = value_at(things.labels, kLockLabel);
    if (done.failed == 0 && is_lock_file(lock)) fs::remove(lock, ignored);
  }
  return total;
}

bool remove_all_of(const DockerClient& client, const std::string& owner) {
  const auto owners = belongings(client, std::string(kOwnerLabel) + "=" + owner, {});
  if (!owners) return false;
  int failed = 0;
  for (const auto& [name, things] : *owners) failed += remove(client, things).failed;
  return failed == 0;
}

}  // namespace emulator
