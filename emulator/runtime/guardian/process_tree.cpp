#include "emulator/runtime/guardian/process_tree.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/descriptor.h"

namespace emulator {
namespace {

struct ProcessAndParent {
  pid_t process = 0;
  pid_t parent = 0;
};

std::optional<pid_t> number_in(std::string_view text) {
  pid_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// /proc/<pid>/stat is "pid (name) S parent …"; the name may hold anything, brackets included.
std::optional<pid_t> parent_of(const std::filesystem::path& process_folder) {
  const Descriptor file(open((process_folder / "stat").c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 512> start_of_file{};
  const ssize_t size = read(file.get(), start_of_file.data(), start_of_file.size());
  if (size <= 0) return std::nullopt;  // it has just ended
  const std::string_view text(start_of_file.data(), static_cast<std::size_t>(size));
  const std::size_t name_end = text.rfind(')');
  if (name_end == text.npos || name_end + 4 >= text.size()) return std::nullopt;
  const std::size_t start = name_end + 4;
  return number_in(text.substr(start, text.find(' ', start) - start));
}

std::vector<ProcessAndParent> every_process() {
  std::vector<ProcessAndParent> all;
  std::error_code error;
  for (std::filesystem::directory_iterator at("/proc", error), end; !error && at != end;
       at.increment(error)) {
    const auto process = number_in(at->path().filename().native());
    if (!process) continue;
    if (const auto parent = parent_of(at->path())) all.push_back({*process, *parent});
  }
  return all;
}

std::vector<pid_t> children_in(const std::vector<ProcessAndParent>& all, pid_t parent) {
  std::vector<pid_t> children;
  for (const auto& entry : all)
    if (entry.parent == parent) children.push_back(entry.process);
  return children;
}

}  // namespace

void become_subreaper() { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

std::vector<pid_t> children_of(pid_t parent) { return children_in(every_process(), parent); }

std::vector<pid_t> descendants_of(pid_t ancestor) {
  const auto all = every_process();
  std::vector<pid_t> found = children_in(all, ancestor);
  for (std::size_t i = 0; i < found.size(); ++i)
    std::ranges::copy(children_in(all, found[i]), std::back_inserter(found));
  return found;
}

bool reap_children(const Reaped& reaped) {
  for (;;) {
    int status = 0;
    const pid_t child = waitpid(-1, &status, WNOHANG);
    if (child > 0) reaped(child, status);
    if (child == 0) return true;
    if (child < 0 && errno != EINTR) return false;
  }
}

void kill_all_descendants(const Reaped& reaped) {
  sigset_t nothing_blocked;
  sigemptyset(&nothing_blocked);
  // A process may fork while the list is being read; each round catches those of the last one.
  while (true) {
    for (const pid_t process : descendants_of(getpid())) kill(process, SIGKILL);
    if (!reap_children(reaped)) return;
    const timespec patience{.tv_sec = 0, .tv_nsec = 5'000'000};
    ppoll(nullptr, 0, &patience, &nothing_blocked);  // until SIGCHLD
  }
}

}  // namespace emulator
