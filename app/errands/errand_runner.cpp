#include "app/errands/errand_runner.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace app {
namespace {

// Two are enough for work; the rest is for folders that hang.
constexpr std::size_t kMostThreads = 8;
constexpr std::chrono::seconds kPatience{2};

}  // namespace

struct ErrandRunner::Desk {
  std::function<void()> wake;
  std::mutex mutex;
  std::condition_variable news;
  std::deque<Errand> waiting;
  std::vector<AfterErrand> finished;
  std::uint64_t finished_count = 0;
  std::size_t threads = 0;
  std::size_t idle = 0;
  bool closed = false;
};

ErrandRunner::ErrandRunner(std::function<void()> wake) : desk_(std::make_shared<Desk>()) {
  desk_->wake = std::move(wake);
}

ErrandRunner::~ErrandRunner() {
  std::unique_lock lock(desk_->mutex);
  desk_->closed = true;
  desk_->waiting.clear();
  desk_->news.notify_all();
  desk_->news.wait_for(lock, kPatience, [this] { return desk_->threads == 0; });
}

void ErrandRunner::submit(Errand errand) {
  const std::lock_guard lock(desk_->mutex);
  desk_->waiting.push_back(std::move(errand));
  if (desk_->idle < desk_->waiting.size() && desk_->threads < kMostThreads) {
    ++desk_->threads;
    std::thread([desk = desk_] { work_at(desk); }).detach();
  }
  desk_->news.notify_one();
}

std::vector<AfterErrand> ErrandRunner::take_finished() {
  const std::lock_guard lock(desk_->mutex);
  return std::exchange(desk_->finished, {});
}

std::uint64_t ErrandRunner::finished_count() const {
  const std::lock_guard lock(desk_->mutex);
  return desk_->finished_count;
}

void ErrandRunner::work_at(const std::shared_ptr<Desk>& desk) {
  std::unique_lock lock(desk->mutex);
  for (;;) {
    ++desk->idle;
    desk->news.wait(lock, [&] { return desk->closed || !desk->waiting.empty(); });
    --desk->idle;
    if (desk->closed) break;
    Errand errand = std::move(desk->waiting.front());
    desk->waiting.pop_front();
    lock.unlock();
    AfterErrand after = errand.work();
    errand = {};  // what it holds goes before anybody waits for its end
    lock.lock();
    if (desk->closed) break;
    desk->finished.push_back(std::move(after));
    ++desk->finished_count;
    desk->wake();
  }
  --desk->threads;
  desk->news.notify_all();
}

}  // namespace app
