#include "app/settings/recovery.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

#include "emulator/base/file_text.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::ErrorCode;
using emulator::Result;
using Json = nlohmann::ordered_json;

fs::path lock_of(fs::path file) { return file.replace_extension(".lock"); }

// Changes with every start of the machine; empty where the system has none.
std::string boot_id() {
  std::string id;
  std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), id);
  return id;
}

// Where locks do not work (some network folders), the process id decides.
bool owner_lives(const Json& object) {
  if (object.value("BootId", "") != boot_id()) return false;
  const pid_t pid = object.value("Pid", 0);
  return pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM);
}

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
  fs::remove(lock_of(file), ignored);
}

Json json_of(const UnsavedPipeline& unsaved, emulator::WallTime now) {
  using std::chrono::milliseconds;
  return {{"ModelName", unsaved.model_name},
          {"File", unsaved.file.string()},
          {"Folder", unsaved.folder.string()},
          {"WrittenMilliseconds",
           std::chrono::duration_cast<milliseconds>(now.time_since_epoch()).count()},
          {"Pid", ::getpid()},
          {"BootId", boot_id()},
          {"Pipeline", unsaved.text}};
}

// Nothing where it is no moment that the clock can have.
std::optional<emulator::WallTime> written_in(const Json& object) {
  using std::chrono::milliseconds;
  const auto at = object.find("WrittenMilliseconds");
  if (at == object.end()) return emulator::WallTime();
  constexpr auto kMost =
      std::chrono::duration_cast<milliseconds>(emulator::WallTime::duration::max()).count();
  if (!at->is_number_integer()) return std::nullopt;
  const auto count = at->get<std::int64_t>();
  if (count < 0 || count > kMost) return std::nullopt;
  return emulator::WallTime(milliseconds(count));
}

// Null where the file makes no sense, or its window still lives.
std::shared_ptr<LostEdits> lost_edits(const fs::path& file) {
  const Locked locked = try_lock(lock_of(file));
  if (locked.lock == Lock::Theirs) return nullptr;
  auto lost = std::make_shared<LostEdits>(file, locked.fd);
  const Result<std::string> text = emulator::read_file_text(file);
  const Json object = text ? Json::parse(*text, nullptr, false) : Json();
  if (!object.is_object()) return nullptr;
  try {
    if (locked.lock == Lock::Unknown && owner_lives(object)) return nullptr;
    lost->unsaved = {object.value("ModelName", ""), object.value("File", ""),
                     object.value("Folder", ""), object.at("Pipeline").get<std::string>()};
    const std::optional<emulator::WallTime> written = written_in(object);
    if (!written) return nullptr;
    lost->written = *written;
  } catch (const Json::exception&) {
    return nullptr;  // not one of ours
  }
  return lost;
}

}  // namespace

RecoveryFile::~RecoveryFile() {
  if (lock_ >= 0) ::close(lock_);
}

Result<void> RecoveryFile::begin() {
  static std::atomic<unsigned> count{0};
  std::error_code error;
  fs::create_directories(folder_, error);
  // Environment values are nobody else's business.
  if (!error) fs::permissions(folder_, fs::perms::owner_all, error);
  if (error)
    return emulator::fail(ErrorCode::IoFailed, "Cannot use the folder " + folder_.string(),
                          "Change its permissions: unsaved edits are kept there");
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  file_ = folder_ / (std::to_string(::getpid()) + "-" + std::to_string(now) + "-" +
                     std::to_string(++count) + ".json");
  lock_ = try_lock(lock_of(file_)).fd;
  return {};
}

Result<void> RecoveryFile::write(const UnsavedPipeline& unsaved, emulator::WallTime now) {
  if (file_.empty())
    if (auto begun = begin(); !begun) return begun;
  const auto replace = Json::error_handler_t::replace;
  return emulator::write_text_atomically(json_of(unsaved, now).dump(2, ' ', false, replace), file_);
}

void RecoveryFile::remove() {
  if (file_.empty()) return;
  remove_files(std::exchange(file_, {}));
  if (lock_ >= 0) ::close(std::exchange(lock_, -1));
}

LostEdits::~LostEdits() {
  if (lock_ >= 0) ::close(lock_);
}

void LostEdits::remove() { remove_files(file_); }

std::vector<std::shared_ptr<LostEdits>> find_lost_edits(const fs::path& folder) {
  std::vector<std::shared_ptr<LostEdits>> found;
  std::error_code error;
  for (fs::directory_iterator at(folder, error); !error && at != fs::directory_iterator();
       at.increment(error))
    if (at->path().extension() == ".json" && !at->path().filename().string().starts_with('.'))
      if (auto lost = lost_edits(at->path())) found.push_back(std::move(lost));
  std::ranges::sort(found, std::ranges::greater(), [](const auto& lost) { return lost->written; });
  return found;
}

}  // namespace app
