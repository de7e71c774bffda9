#include "app/errands/errand_runner.h"

#include <utility>

namespace app {

constexpr int kThreads = 2;

ErrandRunner::ErrandRunner(std::function<void()> wake) : wake_(std::move(wake)) {
  for (int i = 0; i < kThreads; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
}

ErrandRunner::~ErrandRunner() {
  for (std::jthread& thread : threads_) thread.request_stop();
  threads_.clear();
}

void ErrandRunner::submit(Errand errand) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(errand));
  }
  news_.notify_one();
}

std::vector<AfterErrand> ErrandRunner::take_finished() {
  const std::lock_guard lock(mutex_);
  return std::exchange(finished_, {});
}

void ErrandRunner::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (news_.wait(lock, stop, [this] { return !waiting_.empty(); }) && !stop.stop_requested()) {
    const Errand errand = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    AfterErrand after = errand.work();
    lock.lock();
    finished_.push_back(std::move(after));
    ++finished_count_;
    lock.unlock();
    wake_();
    lock.lock();
  }
}

}  // namespace app
