#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

namespace emulator {

// A queue with many writers and one reader. The reader swaps the whole queue out under the lock
// and works on it outside, so a writer never waits for work to be done.
template <typename T>
class Mailbox {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Wakes the reader. False once the mailbox is closed; the item is dropped then.
  bool post(T item) { return post(std::move(item), Wake::Always); }

  // Wakes the reader only when it waits without a deadline: for what may be seen a little later,
  // so that the writer pays no system call for each item of a burst.
  bool post_lazily(T item) { return post(std::move(item), Wake::IfAsleep); }

  // Everything posted so far; waits until there is something, `deadline` passes or it is closed.
  // With a deadline, what was posted lazily is seen when it passes at the latest.
  std::vector<T> take_all(Time deadline = Time::max()) {
    std::unique_lock lock(mutex_);
    asleep_ = deadline == Time::max();
    const auto something = [this] { return closed_ || called_ || (asleep_ && !items_.empty()); };
    if (asleep_) {
      ready_.wait(lock, something);
    } else {
      ready_.wait_until(lock, deadline, something);
    }
    asleep_ = false;
    called_ = false;
    return std::exchange(items_, {});
  }

  // Refuses everything from here on and lets the reader go.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
  }

  bool empty() const {
    const std::lock_guard lock(mutex_);
    return items_.empty();
  }

  bool closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

 private:
  enum class Wake { Always, IfAsleep };

  bool post(T item, Wake wake) {
    bool notify = false;
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return false;
      items_.push_back(std::move(item));
      if (wake == Wake::Always) called_ = true;
      notify = wake == Wake::Always || asleep_;
    }
    if (notify) ready_.notify_one();
    return true;
  }

  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<T> items_;
  bool called_ = false;  // something was posted that should not wait
  bool asleep_ = false;  // the reader waits without a deadline
  bool closed_ = false;
};

}  // namespace emulator
