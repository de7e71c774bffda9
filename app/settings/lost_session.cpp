#include "app/settings/lost_session.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <string>

#include <sys/stat.h>

namespace app {
namespace {

// Where locks do not work (some network folders), the process id that the name begins with
// decides.
bool owner_lives(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  pid_t pid = 0;
  std::from_chars(name.data(), name.data() + name.size(), pid);
  return pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM);
}

}  // namespace

std::vector<std::shared_ptr<LostSession>> find_lost_sessions(const std::filesystem::path& folder) {
  std::vector<std::shared_ptr<LostSession>> found;
  for (auto& file : find_lost_files(folder, kJournalEnding)) {
    if (!file->is_locked() && owner_lives(file->path())) continue;
    struct stat status {};
    if (::stat(file->path().c_str(), &status) != 0 || status.st_size == 0) continue;
    auto lost = std::make_shared<LostSession>();
    lost->written = std::chrono::system_clock::from_time_t(status.st_mtime);
    lost->bytes = static_cast<std::uint64_t>(status.st_size);
    lost->file = std::move(file);
    found.push_back(std::move(lost));
  }
  std::ranges::sort(found, std::ranges::greater(), [](const auto& lost) { return lost->written; });
  return found;
}

}  // namespace app
