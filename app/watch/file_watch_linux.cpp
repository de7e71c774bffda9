#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "app/watch/file_watch.h"
#include "emulator/base/descriptor.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::Descriptor;

constexpr std::size_t kMostFolders = 512;
constexpr int kDeepest = 8;
constexpr std::uint32_t kWhat =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;

// Folders whose contents nobody edits by hand.
bool is_left_out(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name.starts_with('.') || name == "__pycache__" || name == "node_modules";
}

}  // namespace

struct FileWatch::State {
  explicit State(std::function<void()> tell) : news(std::move(tell)) {}

  void run(const std::stop_token& stop);
  void watch_anew(const std::vector<fs::path>& places);
  void add_folder(const fs::path& folder, int depth);
  void read_events();
  void take(const inotify_event& event);
  bool concerns(const fs::path& path) const;
  void wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(nudge.get(), &one, sizeof one);
  }

  const std::function<void()> news;
  const Descriptor nudge{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};

  // The watch's own thread only.
  Descriptor notify;
  std::map<int, fs::path> folders;  // by watch
  std::vector<fs::path> places;

  std::mutex mutex;
  std::optional<std::vector<fs::path>> wanted;
  std::set<fs::path> changed;

  std::jthread thread;
};

void FileWatch::State::run(const std::stop_token& stop) {
  const std::stop_callback wake_up(stop, [this] { wake(); });
  while (!stop.stop_requested()) {
    std::array<pollfd, 2> waits{pollfd{nudge.get(), POLLIN, 0}, pollfd{notify.get(), POLLIN, 0}};
    if (::poll(waits.data(), notify ? 2 : 1, -1) < 0) continue;
    if (waits[0].revents != 0) {
      std::uint64_t count = 0;
      [[maybe_unused]] const auto got = ::read(nudge.get(), &count, sizeof count);
      std::optional<std::vector<fs::path>> next;
      {
        const std::lock_guard lock(mutex);
        next = std::exchange(wanted, std::nullopt);
      }
      if (next) watch_anew(*next);
    }
    if (notify && waits[1].revents != 0) read_events();
  }
}

void FileWatch::State::watch_anew(const std::vector<fs::path>& next) {
  places = next;
  folders.clear();
  notify = Descriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  if (!notify) return;
  for (const fs::path& place : places) {
    std::error_code error;
    if (fs::is_directory(place, error)) {
      add_folder(place, 0);
    } else {
      add_folder(place.parent_path(), kDeepest);
    }
  }
}

void FileWatch::State::add_folder(const fs::path& folder, int depth) {
  if (folders.size() >= kMostFolders) return;
  const int watch = ::inotify_add_watch(notify.get(), folder.c_str(), kWhat);
  if (watch < 0) return;
  folders[watch] = folder;
  if (depth >= kDeepest) return;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_directory(ignored) && !entry->is_symlink(ignored) && !is_left_out(entry->path()))
      add_folder(entry->path(), depth + 1);
  }
}

void FileWatch::State::read_events() {
  alignas(inotify_event) std::array<char, 16'384> buffer{};
  bool any = false;
  for (;;) {
    const auto got = ::read(notify.get(), buffer.data(), buffer.size());
    if (got <= 0) break;
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      inotify_event event{};
      std::memcpy(&event, &buffer.at(at), sizeof event);
      const char* name = event.len > 0 ? &buffer.at(at + sizeof event) : "";
      const auto folder = folders.find(event.wd);
      at += sizeof event + event.len;
      if (folder == folders.end() || *name == '\0') continue;
      const fs::path path = folder->second / name;
      if ((event.mask & IN_ISDIR) != 0) {
        if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0 && !is_left_out(path))
          add_folder(path, 1);
        continue;
      }
      // Making a file is followed by closing it; only a link to another one is not.
      if ((event.mask & IN_CREATE) != 0 || !concerns(path)) continue;
      const std::lock_guard lock(mutex);
      any |= changed.insert(path).second;
    }
  }
  if (any) news();
}

bool FileWatch::State::concerns(const fs::path& path) const {
  return std::ranges::any_of(places, [&](const fs::path& place) {
    const auto [rest, at] = std::ranges::mismatch(place, path);
    return rest == place.end();
  });
}

bool FileWatch::works() { return true; }

FileWatch::FileWatch(std::function<void()> news)
    : state_(std::make_unique<State>(std::move(news))) {
  state_->thread =
      std::jthread([state = state_.get()](const std::stop_token& stop) { state->run(stop); });
}

FileWatch::~FileWatch() = default;

void FileWatch::watch(std::vector<fs::path> places) {
  {
    const std::lock_guard lock(state_->mutex);
    state_->wanted = std::move(places);
  }
  state_->wake();
}

std::vector<fs::path> FileWatch::take_changed() {
  const std::lock_guard lock(state_->mutex);
  const std::set<fs::path> taken = std::exchange(state_->changed, {});
  return {taken.begin(), taken.end()};
}

}  // namespace app
