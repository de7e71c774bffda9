#include "app/watch/file_watch.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;
using app::FileWatch;

namespace {

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

// Counts the news of a watch, and waits for them.
class News {
 public:
  std::function<void()> listener() {
    return [this] {
      const std::lock_guard lock(mutex_);
      ++count_;
      came_.notify_all();
    };
  }
  // What had changed when the first news came; empty: none within ten seconds.
  std::vector<fs::path> wait(FileWatch& watch) {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, std::chrono::seconds{10}, [this] { return count_ > 0; });
    count_ = 0;
    return watch.take_changed();
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  int count_ = 0;
};

// The watch begins on its own thread: writes until a first change is seen.
void wait_until_it_watches(FileWatch& watch, News& news, const fs::path& probe) {
  for (int i = 0; i < 100; ++i) {
    write(probe, std::to_string(i));
    for (int wait = 0; wait < 20; ++wait) {
      if (!watch.take_changed().empty()) return (void)(write(probe, "settled"), news.wait(watch));
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
  }
  FAIL("the watch never began");
}

bool holds(const std::vector<fs::path>& paths, const fs::path& path) {
  return std::ranges::find(paths, path) != paths.end();
}

}  // namespace

TEST_CASE("a file that is written, replaced or removed below a watched folder is told") {
  if (!FileWatch::works()) SKIP("files are watched on Linux only");
  const tests::TemporaryFolder folder;
  fs::create_directories(folder.path() / "deep/deeper");
  News news;
  FileWatch watch(news.listener());
  watch.watch({folder.path()});
  wait_until_it_watches(watch, news, folder.path() / "probe");

  const fs::path file = folder.path() / "deep/deeper/serve.py";
  write(file, "one");
  CHECK(holds(news.wait(watch), file));
  write(folder.path() / "new.tmp", "two");
  news.wait(watch);
  fs::rename(folder.path() / "new.tmp", folder.path() / "model.json");
  CHECK(holds(news.wait(watch), folder.path() / "model.json"));
  fs::remove(file);
  CHECK(holds(news.wait(watch), file));
}

TEST_CASE("a folder that is made later is watched as well") {
  if (!FileWatch::works()) SKIP("files are watched on Linux only");
  const tests::TemporaryFolder folder;
  News news;
  FileWatch watch(news.listener());
  watch.watch({folder.path()});
  wait_until_it_watches(watch, news, folder.path() / "probe");
  fs::create_directory(folder.path() / "later");
  const fs::path file = folder.path() / "later/serve.py";
  wait_until_it_watches(watch, news, file);
  write(file, "changed");
  CHECK(holds(news.wait(watch), file));
}

TEST_CASE("of a single file nothing else in its folder is told") {
  if (!FileWatch::works()) SKIP("files are watched on Linux only");
  const tests::TemporaryFolder folder;
  const fs::path file = folder.path() / "wine.pipeline.json";
  News news;
  FileWatch watch(news.listener());
  watch.watch({file});
  wait_until_it_watches(watch, news, file);
  write(folder.path() / "other.json", "x");
  write(file, "y");
  CHECK(news.wait(watch) == std::vector<fs::path>{file});
}
